"""What there was with one customer: calls, what was noted, calls owed, marks of his numbers."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from zuoxi.calls.models import Call, CallbackTask, CallNote
from zuoxi.calls.selectors.callbacks import visible_callbacks
from zuoxi.calls.selectors.calls import LIST, visible_calls, with_row_parts
from zuoxi.calls.selectors.marks import marks_of
from zuoxi.calls.selectors.notes import notes_of
from zuoxi.contacts.selectors.customers import check_seen, numbers_of
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import reach

SHOWN = 20


@dataclass(frozen=True)
class History:
    """The latest calls of a customer that somebody may see, and how many there are."""

    total: int
    calls: list[Call]
    notes: dict[UUID, list[CallNote]]
    callbacks: list[CallbackTask]
    marks: list[str]


def history_of(person: Person, customer: UUID, now: dt.datetime) -> History:
    """The history of a customer whom he may see; raises `NotFound` for any other."""
    check_seen(person, customer)
    numbers = [row["number"] for row in numbers_of(person, customer)]
    rows = Call.objects.none()
    if reach(person, *LIST):
        rows = visible_calls(person).filter(customer_number__in=numbers)
    calls = list(with_row_parts(rows).order_by("-started_at", "-pk")[:SHOWN])
    notes: dict[UUID, list[CallNote]] = {}
    for note in notes_of(person.tenant_id, [call.id for call in calls]):
        notes.setdefault(note.call_id, []).append(note)
    owed: list[CallbackTask] = []
    if reach(person, Permission.CALLBACKS_HANDLE):
        owed = list(visible_callbacks(person).filter(number__in=numbers, closed_at__isnull=True))
    return History(
        total=rows.count(),
        calls=calls,
        notes=notes,
        callbacks=owed,
        marks=list(dict.fromkeys(marks_of(person.tenant_id, numbers, now))),
    )
