"""The holiday calendar of the company."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.errors import NotAllowed, NotFound
from zuoxi.organisation.forms import Done, Form, OptionalName
from zuoxi.organisation.paging import AddressQuery
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import may
from zuoxi.organisation.selectors.changes import Change, last_changes
from zuoxi.organisation.selectors.people import root_of
from zuoxi.organisation.stamps import ChangeOut, change_out
from zuoxi.telephony.api.numbers import Day
from zuoxi.telephony.models import HolidayDay
from zuoxi.telephony.selectors import configuration as reading
from zuoxi.telephony.services import holidays as writing

router = Router()


class HolidayQuery(AddressQuery):
    year: Annotated[int, Field(ge=2000, le=2199)]


class HolidayForm(Form):
    name: OptionalName = ""
    spans: Day = Field(default_factory=list)
    """When it is open that day; none: closed."""
    version: UUID | None = None
    """Of the day as the asker saw it; of a day that has no hours of its own yet: `NEVER`."""


class HolidayOut(Schema):
    id: UUID
    date: dt.date
    name: str
    spans: list[list[int]]
    changed: ChangeOut | None


def holiday_out(day: HolidayDay, changes: Mapping[UUID, Change]) -> HolidayOut:
    changed = change_out(changes.get(day.id))
    return HolidayOut(id=day.id, date=day.date, name=day.name, spans=day.spans, changed=changed)


@router.get("/holidays", response=list[HolidayOut], operation_id="list_holidays")
def list_holidays(request: HttpRequest, query: Query[HolidayQuery]) -> object:
    """The dates of a year that have hours of their own."""
    first, last = dt.date(query.year, 1, 1), dt.date(query.year, 12, 31)
    days = list(reading.holidays(asker(request).tenant_id, first, last))
    changes = last_changes(days)
    return [holiday_out(day, changes) for day in days]


class StatutoryForm(Form):
    years: Annotated[list[Annotated[int, Field(ge=2000, le=2199)]], Field(min_length=1, max_length=3)]


class StatutoryOut(Schema):
    added: int


@router.post("/holidays", response=StatutoryOut, operation_id="add_statutory_holidays")
def add_statutory_holidays(request: HttpRequest, form: StatutoryForm) -> object:
    """Add the statutory days that the calendar lacks; days that were set by hand stay as they are."""
    _require_company(request)
    return StatutoryOut(added=writing.add_statutory(actor(request), form.years))


@router.put("/holidays/{date}", response=HolidayOut, operation_id="put_holiday")
def put_holiday(request: HttpRequest, date: dt.date, form: HolidayForm) -> object:
    """Say what holds on a date."""
    _require_company(request)
    day = writing.put_day(actor(request), date, form.model_dump(exclude={"version"}), seen=form.version)
    return holiday_out(day, last_changes([day]))


@router.delete("/holidays/{date}", response=Done, operation_id="remove_holiday")
def remove_holiday(request: HttpRequest, date: dt.date) -> object:
    """The date is an ordinary one again."""
    _require_company(request)
    day = reading.holidays(asker(request).tenant_id, date, date).first()
    if day is None:
        raise NotFound
    writing.remove_day(actor(request), day)
    return Done()


def _require_company(request: HttpRequest) -> None:
    """The calendar is the whole company's: only who manages all of its telephony may change it."""
    person = asker(request)
    if not may(person, Permission.TELEPHONY_MANAGE, root_of(person.tenant_id)):
        raise NotAllowed(permission=Permission.TELEPHONY_MANAGE.value)
