"""The port of what areas bring to a call: orders, complaints, follow-ups, the goal of the call (T13), and who
took a customer's last order (T4). `ZUOXI_POP_SOURCES` names tuples of `PopSource`.

Areas above register here; nobody below knows what an order is. Each source is asked by itself, in a thread
of its own, for as long as a pop may wait (`calls.selectors.brought`); what it raises is a failure of that
source alone. Every source passes `tests/areas/contacts/test_brought.py`.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from zuoxi.kernel.record import Record

Kind = Literal["goal", "orders", "complaints", "follow_ups", "products"]
"""How the desk shows it: a goal above all else, the others as lists in this order."""
KINDS: tuple[Kind, ...] = ("goal", "orders", "complaints", "follow_ups", "products")
MOST = 10
"""Entries of one source: an agent who has just been rung reads no more."""


class Question(Record):
    """Who calls, or is called."""

    tenant: UUID
    company: str
    """The company's name."""
    customer: UUID | None
    """None: nobody with this number is known."""
    number: str
    """National form; empty: withheld."""
    service_line: UUID | None
    """The business of the call, where it is known."""
    person: UUID
    """The agent."""
    now: dt.datetime


class Said(Record):
    """Words for a person, in both languages."""

    zh: str
    en: str


class Entry(Record):
    """One order, complaint, follow-up … as a line at the pop."""

    id: str
    title: Said
    """What it is: "2 箱橙子"."""
    state: Said
    """How far it is: "已签收"."""
    at: dt.datetime | None = None
    """When it was made, or is due."""
    open: bool = False
    """Something is still to be done about it."""
    more: Said | None = None
    """A sentence beside it."""
    place: str = ""
    """Where the desktop shows it whole (`/orders/…`); empty: nowhere yet."""


class Brought(Record):
    """What a source has of a customer, newest first; at most `MOST`."""

    entries: tuple[Entry, ...]
    others: int = 0
    """How many more there are."""


class LastOrder(Record):
    """Who took a customer's last order, and when."""

    person: UUID
    at: dt.datetime


@dataclass(frozen=True)
class PopSource:
    """One area's part of a pop."""

    name: str
    kind: Kind
    zh: str
    en: str
    show: Callable[[Question], Brought | None]
    """None: it has nothing to do with this company. Within half a second; it changes nothing."""
    last_orders: Callable[[UUID, Collection[UUID]], Mapping[UUID, LastOrder]] | None = None
    """(tenant, customers) -> who took the last order of each that has one, by a fixed number of queries.
    Asked once a day; whoever takes an order says so at once (`contacts.services.standings.order_taken`)."""


def sources() -> tuple[PopSource, ...]:
    """Those of this installation, as the desk shows them."""
    found = [one for path in settings.ZUOXI_POP_SOURCES for one in import_string(path)]
    return tuple(sorted(found, key=lambda one: KINDS.index(one.kind)))


def last_orders(tenant: UUID, customers: Collection[UUID]) -> dict[UUID, LastOrder]:
    """Customer -> his last order, of all areas that take some."""
    latest: dict[UUID, LastOrder] = {}
    for source in sources():
        for customer, order in (source.last_orders(tenant, customers) if source.last_orders else {}).items():
            if customer not in latest or latest[customer].at < order.at:
                latest[customer] = order
    return latest
