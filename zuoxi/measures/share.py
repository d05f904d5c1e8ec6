"""What one stream of facts (a call, a shift) has contributed to the sums: pure.

A fold adds to a share, fact by fact, and remembers in `notes` what it needs of the facts before. The sums of
the house are the sums of all shares, so a share that is made again changes them by the difference and by
nothing else: live sums and sums that are made again are the same.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from zuoxi.engine.facts import Fact, FactEnvelope
from zuoxi.kernel.clock import to_datetime, to_ms
from zuoxi.kernel.record import Record

HALF_HOUR = dt.timedelta(minutes=30)


class Place(Record):
    """What a sum is kept apart by; empty: it is not."""

    path: str
    """Organisation path as it was then."""
    queue: str = ""
    person: str = ""
    line: str = ""
    """Service line."""


class Cell(NamedTuple):
    """One sum: of one column in one half hour at one place."""

    begins: int
    """Start of the half hour, ms."""
    path: str
    queue: str
    person: str
    line: str
    column: str


def half_hour(at: int, zone: ZoneInfo) -> int:
    """The start of the half hour of the company's day in which a moment lies; ms."""
    local = to_datetime(at).astimezone(zone)
    begins = local.replace(minute=30 if local.minute >= 30 else 0, second=0, microsecond=0)
    return to_ms(begins)


def spread(begin: int, end: int, zone: ZoneInfo) -> Iterator[tuple[int, int]]:
    """(moment within a half hour, ms that fall into it) of a span; they sum to it."""
    while begin < end:
        border = half_hour(begin, zone) + round(HALF_HOUR / dt.timedelta(milliseconds=1))
        until = min(end, border)
        yield begin, until - begin
        begin = until


class Share:
    """What a stream has contributed so far, and what its fold remembers."""

    def __init__(self, zone: ZoneInfo, notes: Any, cells: Mapping[Cell, int] | None = None) -> None:
        self.zone = zone
        self.notes = notes
        self.cells: Counter[Cell] = Counter(cells or {})

    def add(self, at: int, place: Place, column: str, amount: int = 1) -> None:
        """`amount` more in the half hour of `at` (ms)."""
        begins = half_hour(at, self.zone)
        self.cells[Cell(begins, place.path, place.queue, place.person, place.line, column)] += amount

    def add_span(self, begin: int, end: int, place: Place, column: str) -> None:
        """A span, to each half hour what falls into it."""
        for at, ms in spread(begin, end, self.zone):
            self.add(at, place, column, ms)


Step = Callable[[Share, FactEnvelope, Any], None]


class Fold(Record):
    """How facts of one kind of stream are added up."""

    name: str
    version: int
    """Another rule has another number: shares of an older one are made again from their facts."""
    notes: type[msgspec.Struct]
    """What it remembers between facts; made without arguments."""
    steps: Mapping[type[Fact], Step]
    begins: frozenset[type[Fact]]
    """Facts before which nothing was told in their stream."""


Folds = tuple[Fold, ...]


def fold_of(envelope: FactEnvelope, folds: Folds) -> Fold | None:
    """The fold that counts this fact."""
    kind: Any = type(envelope.fact)
    return next((fold for fold in folds if kind in fold.steps), None)


def tell(share: Share, envelope: FactEnvelope, fold: Fold) -> None:
    """One more fact of the share's stream."""
    kind: Any = type(envelope.fact)
    fold.steps[kind](share, envelope, envelope.fact)
