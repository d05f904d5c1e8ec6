"""What an agent sees as the phone rings (T13), in a fixed and small number of queries."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from zuoxi.calls.models import Call, CallbackTask, CallNote
from zuoxi.calls.selectors.attempts import number_dialled
from zuoxi.calls.selectors.callbacks import open_callbacks
from zuoxi.calls.selectors.calls import earlier_calls, visible_calls, with_row_parts
from zuoxi.calls.selectors.marks import marks_of
from zuoxi.calls.selectors.notes import notes_of
from zuoxi.calls.selectors.numbers import number_of_call
from zuoxi.contacts.models import Customer
from zuoxi.contacts.selectors.customers import by_number, shown_number
from zuoxi.kernel.phone import national
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import may
from zuoxi.organisation.selectors.people import home_area

EARLIER = 10


@dataclass(frozen=True)
class ScreenPop:
    """All that is known of who calls, or is called; `call` is None while there is no record of the call.

    `found`: by its record, or by the viewer's own attempt while nobody has answered it.
    """

    call: Call | None
    number: str
    """National form; empty when withheld or not known yet."""
    shown: str
    """The number as the viewer sees it."""
    found: bool = True
    customer: Customer | None = None
    earlier: list[Call] = field(default_factory=list)
    notes: dict[UUID, list[CallNote]] = field(default_factory=dict)
    callbacks: list[CallbackTask] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


def screen_pop(person: Person, call: UUID | None, number: str, now: dt.datetime) -> ScreenPop:
    """The pop for a call of his (or for a number, when he is about to dial)."""
    return _filled(person, _seen(person, call, number, now), call, now)


def whom(person: Person, call: UUID | None, number: str, now: dt.datetime) -> ScreenPop:
    """Of the same pop only who it is."""
    pop = _seen(person, call, number, now)
    known = by_number(person.tenant_id, pop.number) if pop.number and _knows_customers(person) else None
    return replace(pop, customer=known)


def _seen(person: Person, call: UUID | None, number: str, now: dt.datetime) -> ScreenPop:
    row = _call(person, call)
    if row is None:
        dialled = number_dialled(person, call) if call else ""
        told = dialled or ("" if "*" in number else national(number, home_area(person.tenant_id)))
        return ScreenPop(call=None, number=told, shown=told, found=bool(dialled) or call is None)
    shown = number_of_call(person, row, now)
    return ScreenPop(call=row, number=row.customer_number, shown=shown)


def _call(person: Person, call: UUID | None) -> Call | None:
    if call is None:
        return None
    return with_row_parts(visible_calls(person)).filter(pk=call).first()


def _filled(person: Person, pop: ScreenPop, call: UUID | None, now: dt.datetime) -> ScreenPop:
    tenant = person.tenant_id
    earlier: list[Call] = []
    callbacks: list[CallbackTask] = []
    customer = None
    if pop.number:
        earlier = list(earlier_calls(tenant, pop.number, call)[:EARLIER])
        callbacks = list(open_callbacks(tenant, pop.number))
        customer = by_number(tenant, pop.number) if _knows_customers(person) else None
    told = [one.id for one in earlier] + ([call] if call else [])
    notes: dict[UUID, list[CallNote]] = {}
    for note in notes_of(tenant, told):
        notes.setdefault(note.call_id, []).append(note)
    return ScreenPop(
        call=pop.call,
        number=pop.number,
        shown=pop.shown,
        found=pop.found,
        customer=customer,
        earlier=earlier,
        notes=notes,
        callbacks=callbacks,
        marks=list(_marks(tenant, pop.number, customer, now)),
    )


def _knows_customers(person: Person) -> bool:
    return may(person, Permission.CUSTOMERS_SEE)


def _marks(tenant: UUID, number: str, customer: Customer | None, now: dt.datetime) -> Iterable[str]:
    if customer is not None:
        yield from (str(mark) for mark in customer.marks)
    if number:
        yield from marks_of(tenant, [number], now)


def shown_of_customer(person: Person, pop: ScreenPop, customer: Customer, number: str) -> str:
    """A number of the customer: the one that is spoken with as it is shown, others by permission alone."""
    return pop.shown if number == pop.number else shown_number(person, number, customer)
