"""The list of calls, and one call."""

from typing import Annotated, Literal
from uuid import UUID

from django.db.models import Avg, Count, F, Q, QuerySet, Sum
from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from zuoxi.calls.api.shapes.line import CallOut, call_out
from zuoxi.calls.api.shapes.page import CallDetail, call_detail
from zuoxi.calls.models import Call
from zuoxi.calls.selectors.calls import (
    Kept,
    Rated,
    Wanted,
    matching,
    one_call,
    visible_calls,
    whole_number,
    with_row_parts,
)
from zuoxi.calls.selectors.notes import notes_of
from zuoxi.calls.services import results
from zuoxi.contacts.selectors.customers import names_by_number
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.doors import actor
from zuoxi.organisation.forms import Form, Moment
from zuoxi.organisation.paging import Page, PageQuery, page_of
from zuoxi.organisation.services.lookups import look_up

router = Router()

SORTABLE = {
    "started_at": "started_at",
    "duration": "duration_ms",
    "waited": "waited",
    "talk": "spoken",
    "outcome": "outcome",
}

TOTALS = {
    "answered": Count("pk", filter=Q(outcome="answered")),
    "waited_ms": Avg(F("queue_ms") + F("ring_ms"), filter=Q(direction="inbound")),
    "spoken_ms": Sum(F("talk_ms") + F("hold_ms")),
    "spoken_each_ms": Avg(F("talk_ms") + F("hold_ms"), filter=Q(outcome="answered")),
}
"""Told of the whole list: how many were answered, how long callers waited and conversations lasted."""


class CallQuery(PageQuery):
    """`q` is a number, whole or its last digits."""

    since: Moment | None = None
    until: Moment | None = None
    direction: Literal["", "inbound", "outbound", "internal"] = ""
    """Empty: calls with customers."""
    outcome: str = Field("", max_length=32)
    person: UUID | None = None
    queue: UUID | None = None
    service_line: UUID | None = None
    customer: UUID | None = None
    """One customer: calls of all his numbers."""
    number: str = Field("", max_length=32)
    missed: bool = False
    """Those that rang at the asker, who did not take them."""
    rating: Rated = ""
    """Those whose customers were asked how it was, and what they answered."""
    without_result: bool = False
    """Those that were answered and have no result yet."""
    recorded: bool = False
    """Those of which there is a recording."""
    recording: Kept = ""
    """Those with a recording that is so; `not_stored`: it goes on, or waits to be stored."""

    def wanted(self) -> Wanted:
        """What is looked for."""
        return Wanted(
            since=self.since,
            until=self.until,
            direction=self.direction,
            outcome=self.outcome,
            person=self.person,
            queue=self.queue,
            service_line=self.service_line,
            customer=self.customer,
            recorded=self.recorded,
            recording=self.recording,
            missed=self.missed,
            rating=self.rating,
            without_result=self.without_result,
            number=self.number or self.q,
        )


class ResultForm(Form):
    disposition: Annotated[str, Field(min_length=1, max_length=64)]


def wanted_calls(me: Actor, query: CallQuery) -> QuerySet[Call]:
    """The calls that somebody asks for and may see; raises `NotAllowed`, `TooManyLookUps`."""
    rows, wanted = visible_calls(me.who), query.wanted()
    if number := whole_number(me.who, wanted.number):
        look_up(me, number)
    return matching(rows, me.who, wanted)


@router.get("/calls", response=Page[CallOut], operation_id="list_calls")
def list_calls(request: HttpRequest, query: Query[CallQuery]) -> object:
    """Calls that the asker may see, the latest first."""
    me = actor(request)

    rows = with_row_parts(wanted_calls(me, query))
    found = page_of(rows, query, lambda row: row, sortable=SORTABLE, default="-started_at", totals=TOTALS)
    names = names_by_number(me.who, {row.customer_number for row in found["items"]})
    return {**found, "items": [call_out(row, me.who, me.now, names) for row in found["items"]]}


@router.get("/calls/{uuid:call}", response=CallDetail, operation_id="get_call")
def get_call(request: HttpRequest, call: UUID) -> object:
    """One call with its phases, legs, offers, segments, recordings and notes."""
    me = actor(request)
    row = one_call(me.who, call)
    return call_detail(row, list(notes_of(row.tenant_id, [row.id])), me.who, me.now)


@router.put("/calls/{uuid:call}/result", response=CallDetail, operation_id="give_result")
def give_result(request: HttpRequest, call: UUID, form: ResultForm) -> object:
    """Say later what came of a call that the asker spoke in."""
    me = actor(request)
    results.give(me, one_call(me.who, call), form.disposition)
    row = one_call(me.who, call)
    return call_detail(row, list(notes_of(row.tenant_id, [row.id])), me.who, me.now)
