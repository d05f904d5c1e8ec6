"""Setting when a company may dial out."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from zuoxi.compliance import rules
from zuoxi.compliance.models import DialHours
from zuoxi.kernel.calendars import wrong_with_day, wrong_with_week
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors, Sentence
from zuoxi.organisation.forms import HOURS
from zuoxi.organisation.models import Tenant
from zuoxi.organisation.selectors.people import root_of
from zuoxi.organisation.services import audit

Spans = Sequence[Sequence[int]]
KIND = "dialhours"
"""What the trail calls a company's dial hours, which have a version before they have a row."""


def put(
    actor: Actor, weekly: Sequence[Spans], days: Mapping[str, Spans], *, tenant: UUID | None = None
) -> DialHours:
    """Set the week (Monday first; lists of [start, end] in minutes) and the dates with plans of their own.

    Raises `FormErrors` that name the field. `tenant` is for the house itself (setting up a company).
    """
    _check(weekly, days)
    owner = tenant or actor.who.tenant_id
    with transaction.atomic():
        company = Tenant.objects.select_for_update().get(pk=owner)
        row = DialHours.objects.filter(tenant_id=owner).first()
        before = _picture(row) if row else {}
        row = row or DialHours(tenant_id=owner)
        row.weekly = [[list(span) for span in day] for day in weekly]
        row.days = {date: [list(span) for span in spans] for date, spans in days.items()}
        row.changed_at = actor.now
        row.save()
        old, new = audit.difference(before, _picture(row))
        path = root_of(owner).path
        audit.note(actor, "dial_hours.set", company, kind=KIND, before=old, after=new, path=path)
    return row


def _picture(row: DialHours) -> dict[str, Any]:
    return {"weekly": row.weekly, "days": row.days}


def _check(weekly: Sequence[Spans], days: Mapping[str, Spans]) -> None:
    wrong: dict[str, Sentence] = {}
    if len(weekly) != 7:
        wrong["weekly"] = ("应为七天，从周一开始。", "Seven days, Monday first.")
    else:
        wrong |= {f"weekly.{day}": HOURS[problem] for day, problem in wrong_with_week(weekly).items()}
    for date, spans in days.items():
        if not rules.is_date(date):
            wrong[f"days.{date}"] = ("日期应为 2026-10-01 这样的格式。", "A date looks like 2026-10-01.")
        elif problem := wrong_with_day(spans):
            wrong[f"days.{date}"] = HOURS[problem]
    if wrong:
        raise FormErrors(wrong)
