"""What the gate refused, what it would say now, and when it is open at all."""

import datetime as dt
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from zuoxi.calls.selectors.calls import whole_number
from zuoxi.compliance import selectors
from zuoxi.compliance.api.access import require_manager
from zuoxi.compliance.models import Refusal
from zuoxi.compliance.services import hours, permits
from zuoxi.engine.gate import Purpose
from zuoxi.kernel.calendars import Span
from zuoxi.kernel.phone import home_region, mask, national
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.forms import Both, Form, Moment
from zuoxi.organisation.models import Person, Tenant
from zuoxi.organisation.paging import Page, PageQuery, page_of
from zuoxi.organisation.rules import Permission, Role
from zuoxi.organisation.selectors.access import may, require_any
from zuoxi.organisation.selectors.people import home_area
from zuoxi.organisation.services.lookups import look_up
from zuoxi.organisation.services.unchanged import unchanged_since
from zuoxi.organisation.stamps import WholeOut, whole_stamp

router = Router()
Spans = Annotated[list[Annotated[list[int], Field(min_length=2, max_length=2)]], Field(max_length=48)]
REFUSALS_SORTABLE = {"at": "at", "count": "count"}


class RefusalQuery(PageQuery):
    check: str = Field("", max_length=32)
    person: UUID | None = None
    since: Moment | None = None
    until: Moment | None = None


class RefusalOut(Schema):
    id: UUID
    first_at: dt.datetime
    at: dt.datetime
    """The last of `count` times that day."""
    count: int
    person: str
    """Who wanted to dial; empty: the house by itself."""
    number: str
    purpose: str
    check: str
    message: Both
    data: dict[str, Any]


class CheckForm(Form):
    number: Annotated[str, Field(min_length=1, max_length=64)]
    purpose: Purpose = "unstated"
    role: Role | Literal["automatic", ""] = ""
    """For whom it is asked (`automatic`: the house by itself); empty: for who asks."""


class Objection(Schema):
    check: str
    message: Both
    data: dict[str, Any]


class CheckOut(Schema):
    allowed: bool
    number: str
    region: Both
    refusals: list[Objection]


class HoursForm(Form):
    """Minutes after midnight, `[start, end]`; seven days, Monday first."""

    weekly: Annotated[list[Spans], Field(min_length=7, max_length=7)]
    days: Annotated[dict[str, Spans], Field(max_length=400)] = Field(default_factory=dict)
    version: UUID | None = None


class HoursOut(WholeOut):
    timezone: str
    weekly: list[list[list[int]]]
    days: dict[str, list[list[int]]]


def refusal_out(row: Refusal, viewer: Person) -> RefusalOut:
    """A refusal as its viewer may see it."""
    number = row.number if may(viewer, Permission.NUMBERS_SEE, row) else mask(row.number)
    return RefusalOut(
        id=row.id,
        first_at=row.first_at,
        at=row.at,
        count=row.count,
        person=row.person.name if row.person else "",
        number=number,
        purpose=row.purpose,
        check=row.check_code,
        message=Both(zh=_quoting(row.zh, row.number, number), en=_quoting(row.en, row.number, number)),
        data=row.data | ({"number": number} if "number" in row.data else {}),
    )


def _quoting(sentence: str, number: str, shown: str) -> str:
    """A sentence that may quote the number, with the number as it is shown."""
    return sentence.replace(number, shown) if number else sentence


def wanted_refusals(me: Actor, query: RefusalQuery) -> QuerySet[Refusal]:
    """The refusals that somebody asks for, within his reach; raises `NotAllowed`, `TooManyLookUps`."""
    person = me.who
    require_any(person, (Permission.CALLS_DIAL, Permission.CALLS_LIST, Permission.COMPLIANCE_MANAGE))
    wanted = {
        "check_code": query.check,
        "person_id": query.person,
        "at__gte": query.since,
        "first_at__lt": query.until,
    }
    if whole := whole_number(person, query.q):  # a refusal of a customer who was dialled by name is masked
        look_up(me, whole)
    rows = selectors.refusals(person).filter(**{name: value for name, value in wanted.items() if value})
    return selectors.refused_number(rows, person, query.q.strip())


@router.get("/refusals", response=Page[RefusalOut], operation_id="list_refusals")
def list_refusals(request: HttpRequest, query: Query[RefusalQuery]) -> object:
    """What the gate refused within the asker's reach, and to himself; the latest first."""
    me = actor(request)
    rows = wanted_refusals(me, query)
    return page_of(
        rows, query, lambda row: refusal_out(row, me.who), sortable=REFUSALS_SORTABLE, default="-at"
    )


@router.post("/gate/check", response=CheckOut, operation_id="check_gate")
def check_gate(request: HttpRequest, form: CheckForm) -> object:
    """Whether a number may be dialled now, and all that stands against it. Nothing is dialled."""
    me = actor(request)
    require_any(me.who, (Permission.CALLS_DIAL, Permission.COMPLIANCE_MANAGE))
    if form.role:
        require_manager(request)
    if whole := whole_number(me.who, form.number):  # whether it is on a list tells whose number it is
        look_up(me, whole)
    refusals = permits.check(me.who, form.number, me.now, form.purpose, str(form.role))
    number = national(form.number, home_area(me.who.tenant_id))
    return CheckOut(
        allowed=not refusals,
        number=number,
        region=Both(**home_region(number)),
        refusals=[
            Objection(check=one.check, message=Both(zh=one.zh, en=one.en), data=dict(one.data))
            for one in refusals
        ],
    )


@router.get("/dial-hours", response=HoursOut, operation_id="get_dial_hours")
def get_dial_hours(request: HttpRequest) -> object:
    """When the company may dial out."""
    return hours_out(asker(request).tenant)


@router.put("/dial-hours", response=HoursOut, operation_id="put_dial_hours")
def put_dial_hours(request: HttpRequest, form: HoursForm) -> object:
    """Set when the company may dial out; it holds from this moment on."""
    person = require_manager(request)
    with unchanged_since(person.tenant, form.version, hours.KIND):
        hours.put(actor(request), form.weekly, form.days)
    return hours_out(person.tenant)


def hours_out(company: Tenant) -> HoursOut:
    """A company's plan as lists of minutes."""
    plan = selectors.dial_hours(company.id)
    return HoursOut(
        timezone=plan.timezone,
        weekly=[_minutes(day) for day in plan.weekly],
        days={date: _minutes(spans) for date, spans in plan.days},
        **whole_stamp(company, hours.KIND),
    )


def _minutes(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
