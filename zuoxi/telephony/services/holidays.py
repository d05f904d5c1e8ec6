"""The holiday calendar: dates with hours of their own."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from zuoxi.kernel.calendars import wrong_with_day
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors
from zuoxi.organisation.forms import HOURS
from zuoxi.organisation.selectors.changes import refuse_if_removed
from zuoxi.organisation.services import audit, rows
from zuoxi.organisation.services.unchanged import unchanged_since
from zuoxi.telephony.models import HolidayDay
from zuoxi.telephony.services import statutory


def put_day(
    actor: Actor, date: dt.date, fields: Mapping[str, Any], *, seen: UUID | None = None
) -> HolidayDay:
    """Say what holds on a date: its name and its spans (none: closed all day).

    Raises `ChangedMeanwhile` when somebody has set, changed or removed the day since the version `seen`.
    """
    if problem := wrong_with_day(fields["spans"]):
        raise FormErrors({"spans": HOURS[problem]})
    with transaction.atomic():
        day, new = HolidayDay.objects.get_or_create(
            tenant_id=actor.who.tenant_id,
            date=date,
            defaults={"name": fields["name"], "spans": fields["spans"]},
        )
        if not new:
            with unchanged_since(day, seen):
                return rows.change(actor, day, fields)
        refuse_if_removed(actor.who.tenant_id, seen)
        audit.note(actor, "holidayday.created", day, after=audit.picture(day))
        rows.changed(day)
    return day


def add_statutory(actor: Actor, years: Iterable[int]) -> int:
    """Add the statutory days that the calendar lacks; what the company has set stays. Returns how many."""
    found = {date: day for year in years for date, day in statutory.days(year).items()}
    with transaction.atomic():
        held = HolidayDay.objects.filter(tenant_id=actor.who.tenant_id, date__in=found)
        known = set(held.values_list("date", flat=True))
        for date in sorted(found.keys() - known):
            name, spans = found[date]
            put_day(actor, date, {"name": name, "spans": spans})
    return len(found.keys() - known)


def sow(tenant: UUID, years: Iterable[int]) -> int:
    """A new company starts with the statutory days of these years; nobody has set them."""
    first = [
        HolidayDay(tenant_id=tenant, date=date, name=name, spans=spans)
        for year in years
        for date, (name, spans) in statutory.days(year).items()
    ]
    return len(HolidayDay.objects.bulk_create(first, ignore_conflicts=True))


def remove_day(actor: Actor, day: HolidayDay) -> None:
    """The date is like every other of its weekday again."""
    with transaction.atomic():
        audit.note(actor, "holidayday.removed", day, before=audit.picture(day))
        rows.changed(day)
        day.delete()
