"""What this area decides by itself, without a database."""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from zuoxi.engine.gate import USUAL, NumberKind
from zuoxi.kernel.calendars import OpeningHours, Span
from zuoxi.kernel.record import Record

HOUSE_WEEK: list[list[list[int]]] = [[[8 * 60, 21 * 60]]] * 7
"""When a company may dial out that has set no hours of its own: every day from 8 to 21 o'clock."""


class Destination(Record):
    """What a role may do with one class of destination."""

    allowed: bool
    per_day: int | None = None
    """Numbers that one person may dial in a day; None: any number."""


CHOSEN: tuple[NumberKind, ...] = ("mobile", "landline", "service", "foreign", "premium", "satellite")
"""Classes that a company decides about. Emergency numbers are open to everybody, always."""
DESTINATIONS: dict[NumberKind, Destination] = {kind: Destination(allowed=kind in USUAL) for kind in CHOSEN}
"""What holds for every role until the company says otherwise."""
Project = Mapping[NumberKind, Destination]
"""What a project says of classes of destination; of a class that it does not name it says nothing. A limit is
for all who dial for it."""
NO_PROJECT: Project = {kind: Destination(allowed=False) for kind in CHOSEN}
"""A project that nobody knows dials nobody."""
AUTOMATIC = "automatic"
"""Stands where a role stands in the rules of destinations: the house that dials by itself."""
AUTOMATIC_NAME = ("系统外呼", "The system by itself")
BY_ITSELF: dict[NumberKind, Destination] = {
    kind: Destination(allowed=kind in {"mobile", "landline"}) for kind in CHOSEN
}
"""What the house may dial by itself until the company says otherwise; a limit is for all that it dials in a
day."""


class Automatic(Record):
    """The house that wants to dial by itself, for a company, in the name of a unit of it."""

    tenant: UUID
    path: str


def widest(rules: Sequence[Destination]) -> Destination:
    """What a person of several roles may: the most that one of them allows."""
    allowing = [rule for rule in rules if rule.allowed]
    limits = [rule.per_day for rule in allowing if rule.per_day is not None]
    if len(limits) < len(allowing):
        return Destination(allowed=True)
    return Destination(allowed=bool(limits), per_day=max(limits, default=None))


def plan(
    weekly: Sequence[Sequence[Sequence[int]]], days: Mapping[str, Sequence[Sequence[int]]], timezone: str
) -> OpeningHours:
    """Dial hours as stored (lists of [start, end] in minutes) as a plan."""
    return OpeningHours(
        timezone=timezone,
        weekly=tuple(_spans(day) for day in weekly),
        days=tuple((date, _spans(spans)) for date, spans in sorted(days.items())),
    )


def _spans(day: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start=start, end=end) for start, end in day)


def is_date(text: str) -> bool:
    """Whether `text` is an ISO date."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
