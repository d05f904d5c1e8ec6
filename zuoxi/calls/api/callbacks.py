"""Calls that are owed: the list, taking one on, giving it back, closing it."""

from typing import Literal
from uuid import UUID

from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from zuoxi.calls.api.shapes.owed import CallbackOut, callback_out
from zuoxi.calls.models import CallbackTask
from zuoxi.calls.selectors.callbacks import matching, one_callback, visible_callbacks
from zuoxi.calls.selectors.calling_back import tries_of
from zuoxi.calls.selectors.calls import whole_number
from zuoxi.calls.services import callbacks as writing
from zuoxi.calls.services import calling_back
from zuoxi.contacts.selectors.customers import names_by_number
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.doors import actor
from zuoxi.organisation.forms import Form
from zuoxi.organisation.paging import Page, PageQuery, page_of
from zuoxi.organisation.services.lookups import look_up

router = Router()
SORTABLE = {"last_at": "last_at", "first_at": "first_at", "calls": "calls", "waited": "waited_ms"}

TOTALS = {"calls": Sum("calls"), "waited_ms": Max("waited_ms")}


class CallbackQuery(PageQuery):
    """`q` is a number, whole or its last digits."""

    state: Literal["open", "closed", "no_number", "all"] = "open"
    """`no_number`: who withheld his number, or showed none that can be dialled; never among the closed."""
    mine: bool = False
    queue: UUID | None = None
    service_line: UUID | None = None
    number: str = Field("", max_length=32)


class CloseForm(Form):
    result: Literal["reached", "not_reached", "refused", "not_needed"]


class CallingForm(Form):
    by: Literal["automatic", "people"]


def wanted_callbacks(me: Actor, query: CallbackQuery) -> QuerySet[CallbackTask]:
    """The calls owed that somebody asks for and may handle; raises `NotAllowed`, `TooManyLookUps`."""
    rows, text = visible_callbacks(me.who), query.number or query.q
    if number := whole_number(me.who, text):
        look_up(me, number)
    rows = matching(rows, me.who, query.state, text)
    if query.mine:
        rows = rows.filter(claimed_by=me.who)
    equal = {"queue_id": query.queue, "service_line_id": query.service_line}
    return rows.filter(**{name: value for name, value in equal.items() if value})


@router.get("/callbacks", response=Page[CallbackOut], operation_id="list_callbacks")
def list_callbacks(request: HttpRequest, query: Query[CallbackQuery]) -> object:
    """Calls owed that the asker may handle, the longest owed first."""
    me = actor(request)
    rows = wanted_callbacks(me, query)
    found = page_of(rows, query, lambda row: row, sortable=SORTABLE, default="first_at", totals=TOTALS)
    names = names_by_number(me.who, {row.number for row in found["items"]})
    tried = tries_of([row.id for row in found["items"]])
    return {**found, "items": [callback_out(row, me.who, me.now, names, tried) for row in found["items"]]}


@router.post("/callbacks/{uuid:task}/calling", response=CallbackOut, operation_id="give_callback")
def give_callback(request: HttpRequest, task: UUID, form: CallingForm) -> object:
    """Let the house call by itself (its tries are counted anew), or leave it to people."""
    me = actor(request)
    given = calling_back.give(me, one_callback(me.who, task), CallbackTask.Calling(form.by))
    return callback_out(given, me.who, me.now)


@router.post("/callbacks/{uuid:task}/claim", response=CallbackOut, operation_id="claim_callback")
def claim_callback(request: HttpRequest, task: UUID) -> object:
    """Take a callback on: the number is shown whole to who will dial it."""
    me = actor(request)
    return callback_out(writing.claim(me, one_callback(me.who, task)), me.who, me.now)


@router.post("/callbacks/{uuid:task}/release", response=CallbackOut, operation_id="release_callback")
def release_callback(request: HttpRequest, task: UUID) -> object:
    """Give a callback back to the others."""
    me = actor(request)
    return callback_out(writing.release(me, one_callback(me.who, task)), me.who, me.now)


@router.post("/callbacks/{uuid:task}/close", response=CallbackOut, operation_id="close_callback")
def close_callback(request: HttpRequest, task: UUID, form: CloseForm) -> object:
    """Close a callback with its result."""
    me = actor(request)
    return callback_out(writing.close(me, one_callback(me.who, task), form.result), me.who, me.now)
