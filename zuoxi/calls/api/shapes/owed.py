"""A call owed to somebody who did not get through."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal
from uuid import UUID

from ninja import Schema

from zuoxi.calls.api.shapes.references import Named, PersonRef, Region, maybe_person, named
from zuoxi.calls.api.words import hindered_said
from zuoxi.calls.models import CallbackTask, CallbackTry
from zuoxi.calls.selectors.calling_back import by_the_house, tries_of
from zuoxi.calls.selectors.numbers import number_of_callback
from zuoxi.contacts.selectors.customers import names_by_number
from zuoxi.kernel.phone import home_region
from zuoxi.organisation.forms import Both
from zuoxi.organisation.models import Person


class TryOut(Schema):
    """The house called somebody back by itself."""

    at: dt.datetime
    outcome: str
    """Empty: it goes on."""
    call: UUID


class ByTheHouseOut(Schema):
    """Where the house stands with a call owed that it dials by itself."""

    state: Literal["no", "waiting", "given_up"]
    """`no`: people call; `given_up`: it has tried enough, and people go on."""
    tries: int
    most: int
    next_at: dt.datetime | None
    """Not before then; None: as soon as an agent is free."""
    why: Both | None
    """What hindered it the last time."""
    tried: list[TryOut]


class CallbackOut(Schema):
    """A call owed to somebody who did not get through."""

    id: UUID
    number: str
    customer: str
    region: Region
    service_line: Named | None
    queue: Named | None
    reason: str
    calls: int
    waited_ms: int
    first_at: dt.datetime
    last_at: dt.datetime
    last_call: UUID
    claimed_by: PersonRef | None
    claimed_at: dt.datetime | None
    closed_at: dt.datetime | None
    closed_by: PersonRef | None
    result: str
    house: ByTheHouseOut


def callback_out(
    row: CallbackTask,
    viewer: Person,
    now: dt.datetime,
    names: Mapping[str, str] | None = None,
    tried: Mapping[UUID, Sequence[CallbackTry]] | None = None,
) -> CallbackOut:
    """A call owed, as its viewer may see it; `names` are of customers, by number, `tried` by task."""
    known = names_by_number(viewer, [row.number]) if names is None else names
    tries = tries_of([row.id]) if tried is None else tried
    return CallbackOut(
        id=row.id,
        number=number_of_callback(viewer, row, now),
        customer=known.get(row.number, ""),
        region=Region(**home_region(row.number)),
        service_line=named(row.service_line),
        queue=named(row.queue),
        reason=row.reason,
        calls=row.calls,
        waited_ms=row.waited_ms,
        first_at=row.first_at,
        last_at=row.last_at,
        last_call=row.last_call_id,
        claimed_by=maybe_person(row.claimed_by),
        claimed_at=row.claimed_at,
        closed_at=row.closed_at,
        closed_by=maybe_person(row.closed_by),
        result=row.result,
        house=by_the_house_out(row, tries.get(row.id, ())),
    )


def by_the_house_out(row: CallbackTask, tried: Sequence[CallbackTry]) -> ByTheHouseOut:
    """Where the house stands with it."""
    why = hindered_said(row.hindered)
    return ByTheHouseOut(
        state=by_the_house(row),
        tries=row.tries,
        most=row.queue.callback_tries if row.queue else 0,
        next_at=row.not_before,
        why=Both(zh=why[0], en=why[1]) if why else None,
        tried=[TryOut(at=one.at, outcome=one.outcome, call=one.call_id) for one in tried],
    )
