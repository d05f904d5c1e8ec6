"""The screen pop: everything about a caller in one answer."""

import datetime as dt
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from zuoxi.calls.api.shapes.line import CallOut, call_out
from zuoxi.calls.api.shapes.owed import CallbackOut, callback_out
from zuoxi.calls.api.shapes.page import NoteOut, note_out
from zuoxi.calls.api.shapes.references import PersonRef, Region, maybe_person
from zuoxi.calls.models import Call, CallNote
from zuoxi.calls.selectors.brought import State, brought_by, known_sources
from zuoxi.calls.selectors.calling_back import tries_of
from zuoxi.calls.selectors.screen_pop import ScreenPop, screen_pop, shown_of_customer, whom
from zuoxi.contacts.brought import Brought, Entry, Kind, Question, Said, sources
from zuoxi.contacts.models import Customer
from zuoxi.kernel.phone import home_region
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.doors import actor
from zuoxi.organisation.errors import NotFound
from zuoxi.organisation.forms import Both
from zuoxi.organisation.paging import AddressQuery
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require_any
from zuoxi.organisation.services.lookups import look_up

router = Router()
POPS = (Permission.CALLS_TAKE, Permission.CALLS_DIAL, Permission.CALLS_LIST)


class PopQuery(AddressQuery):
    call: UUID | None = None
    number: str = Field("", max_length=64)


class CustomerCard(Schema):
    id: UUID
    name: str
    gender: str
    company: str
    address: str
    marks: list[str]
    remark: str
    owner: PersonRef | None
    numbers: list[str]


class EarlierCall(CallOut):
    notes: list[NoteOut]


class PopSourceOut(Schema):
    """An area that brings something to the pop; it is asked by itself (`get_pop_part`)."""

    name: str
    kind: Kind
    title: Both


class PopEntryOut(Schema):
    id: str
    title: Both
    state: Both
    at: dt.datetime | None
    open: bool
    """Something is still to be done about it."""
    more: Both | None
    place: str
    """Where the desktop shows it whole; empty: nowhere."""


class PopPartOut(Schema):
    """What one area has of who calls. `nothing`: it has nothing to do with this company; `late` and `failed`:
    it has not answered in time, or not at all, and may be asked again."""

    state: State
    entries: list[PopEntryOut]
    others: int
    """How many more there are."""


class PopOut(Schema):
    """`found` is False while nothing is known of the call: its record is on its way, ask again in a moment.

    Of a customer whom the asker dials there is no `call` until he answers.
    """

    found: bool
    call: CallOut | None
    number: str
    region: Region
    customer: CustomerCard | None
    earlier_calls: list[EarlierCall]
    note: str
    note_changed_at: dt.datetime | None
    callbacks: list[CallbackOut]
    marks: list[str]
    """`vip`, `member` … of the customer; `blacklist`, `do_not_call` of the number."""
    sources: list[PopSourceOut]
    """Who may have more to show; none is asked for this answer."""


@router.get("/screen-pop", response=PopOut, operation_id="get_screen_pop")
def get_screen_pop(request: HttpRequest, query: Query[PopQuery]) -> object:
    """Who calls: number, home region, customer, earlier calls, notes, callbacks owed, marks."""
    me = actor(request)
    require_any(me.who, POPS)
    pop = screen_pop(me.who, query.call, query.number, me.now)
    if pop.call is None and pop.number:
        look_up(me, pop.number)
    mine = _own_note(pop, query.call, me)
    tried = tries_of([task.id for task in pop.callbacks])
    return PopOut(
        found=pop.found,
        call=call_out(pop.call, me.who, me.now, _names(pop)) if pop.call else None,
        number=pop.shown,
        region=Region(**home_region(pop.number)),
        customer=_card(me, pop, pop.customer) if pop.customer else None,
        earlier_calls=[_earlier(pop, row, me) for row in pop.earlier],
        note=mine.text if mine else "",
        note_changed_at=mine.changed_at if mine else None,
        callbacks=[callback_out(task, me.who, me.now, _names(pop), tried) for task in pop.callbacks],
        marks=pop.marks,
        sources=[
            PopSourceOut(name=one.name, kind=one.kind, title=Both(zh=one.zh, en=one.en)) for one in sources()
        ],
    )


@router.get("/screen-pop/{source}", response=PopPartOut, operation_id="get_pop_part")
def get_pop_part(request: HttpRequest, source: str, query: Query[PopQuery]) -> object:
    """What one area brings to the pop of a call. Each is asked by a request of its own: none waits for
    another, and the pop for none."""
    me = actor(request)
    require_any(me.who, POPS)
    asked = known_sources().get(source)
    if asked is None:
        raise NotFound
    pop = whom(me.who, query.call, query.number, me.now)
    if pop.call is None and pop.number:
        look_up(me, pop.number)
    if not pop.found:
        return PopPartOut(state="late", entries=[], others=0)  # its record is on its way
    answer = brought_by(asked, _question(me, pop))
    brought = answer.brought or Brought(entries=())
    return PopPartOut(
        state=answer.state, entries=[_entry(one) for one in brought.entries], others=brought.others
    )


def _question(me: Actor, pop: ScreenPop) -> Question:
    line = pop.call.service_line_id if pop.call else None
    return Question(
        tenant=me.who.tenant_id,
        company=me.who.tenant.name,
        customer=pop.customer.pk if pop.customer else None,
        number=pop.number,
        service_line=line,
        person=me.who.pk,
        now=me.now,
    )


def _entry(entry: Entry) -> PopEntryOut:
    return PopEntryOut(
        id=entry.id,
        title=_both(entry.title),
        state=_both(entry.state),
        at=entry.at,
        open=entry.open,
        more=_both(entry.more) if entry.more else None,
        place=entry.place,
    )


def _both(words: Said) -> Both:
    return Both(zh=words.zh, en=words.en)


def _own_note(pop: ScreenPop, call: UUID | None, me: Actor) -> CallNote | None:
    about = pop.notes.get(call, []) if call else []
    return next((note for note in about if note.person_id == me.who.id), None)


def _earlier(pop: ScreenPop, row: Call, me: Actor) -> EarlierCall:
    notes = [note_out(note) for note in pop.notes.get(row.id, [])]
    return EarlierCall(
        **{**call_out(row, me.who, me.now, _names(pop)).dict(), "number": pop.shown}, notes=notes
    )


def _card(me: Actor, pop: ScreenPop, customer: Customer) -> CustomerCard:
    return CustomerCard(
        id=customer.id,
        name=customer.name,
        gender=customer.gender,
        company=customer.company,
        address=customer.address,
        marks=list(customer.marks),
        remark=customer.remark,
        owner=maybe_person(customer.owner),
        numbers=[shown_of_customer(me.who, pop, customer, row.number) for row in customer.numbers.all()],
    )


def _names(pop: ScreenPop) -> dict[str, str]:
    return {pop.number: pop.customer.name} if pop.customer else {}
