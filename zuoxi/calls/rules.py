"""What this area decides by itself, without a database."""

import datetime as dt
from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

from zuoxi.kernel.record import Record

NOTE_LIMIT = 10_000
"""Characters of a note."""
SATISFIED = 4
"""From this score (of 5) on a customer was satisfied (K7)."""
DISSATISFIED = 2
"""Down from this one he was not."""
OWN_CALL_MS = 30 * 60_000
"""How long after his call an agent without `numbers.see` still sees the number."""


class NumberCase(Record):
    """What stands for showing a customer's number to somebody."""

    permitted: bool
    """He has `numbers.see` where the call lies, or where one of its agents belongs."""
    own: bool
    """It is (or was offered as) his own call."""
    ended_at: int = 0
    """When the call ended, ms; 0: it is up."""
    claimed: bool = False
    """He has taken on calling this number back."""


def by_permission(case: NumberCase, now: int) -> bool:
    """Who may see numbers sees them."""
    return case.permitted


def by_own_call(case: NumberCase, now: int) -> bool:
    """Whoever speaks with somebody sees whom, and a while afterwards."""
    return case.own and (not case.ended_at or now - case.ended_at < OWN_CALL_MS)


def by_claim(case: NumberCase, now: int) -> bool:
    """Whoever is to call somebody back sees whom."""
    return case.claimed


NUMBER_SHOWN: tuple[Callable[[NumberCase, int], bool], ...] = (by_permission, by_own_call, by_claim)
"""Any of these shows the whole number; otherwise it is masked on the server."""


def shows_number(case: NumberCase, now: int) -> bool:
    """Whether a number is shown whole at `now` (ms)."""
    return any(reason(case, now) for reason in NUMBER_SHOWN)


def units_above(path: str, step: int = 4) -> tuple[str, ...]:
    """The paths of a unit and of all units above it."""
    return tuple(path[:end] for end in range(step, len(path) + 1, step))


def byte_range(header: str, size: int, most: int) -> tuple[int, int] | None:
    """First and last byte of what a `Range` header asks for, at most `most` bytes; None: the whole file.

    Raises ValueError when that part does not exist. Several ranges are answered by the first one.
    """
    unit, _, spans = header.partition("=")
    first, dash, last = spans.split(",")[0].strip().partition("-")
    if unit.strip() != "bytes" or not dash or not (first + last).isdecimal() or not (first + last).isascii():
        return None
    if not first:
        start, end = max(size - int(last), 0), size - 1
    else:
        start, end = int(first), min(int(last or size - 1), size - 1)
    if start > end or start >= size:
        raise ValueError(header)
    return start, min(end, start + most - 1)


COMMENT_LIMIT = 1_000
"""Characters of a comment on a recording."""


class Span(Record):
    """How long a kind of recording is kept. Empty conditions ask nothing."""

    id: str
    days: int
    """0: for good."""
    results: frozenset[str] = frozenset()
    """Codes, one of which the conversation must have."""
    project: str = ""
    queue: str = ""


class Kind(Record):
    """What decides about a recording's span."""

    results: frozenset[str]
    """Of all conversations of its call: what was said before a customer was passed on belongs to the order
    that was taken afterwards."""
    project: str
    queue: str


def fits(span: Span, kind: Kind) -> bool:
    """Whether a span is for a kind of recording."""
    return (
        (not span.results or bool(kind.results & span.results))
        and (not span.project or span.project == kind.project)
        and (not span.queue or span.queue == kind.queue)
    )


def precedence(span: Span) -> tuple[bool, bool, bool, bool, int]:
    """Which of several spans that fit holds, the highest: the result says more than the project, that more
    than the queue; of two that say as much the longer, and for good is longest."""
    return bool(span.results), bool(span.project), bool(span.queue), not span.days, span.days


def span_of(kind: Kind, spans: Iterable[Span]) -> Span | None:
    """The span that holds for a recording; None: nobody has said any, and it is kept for good."""
    return max((one for one in spans if fits(one, kind)), key=precedence, default=None)


def kept_until(started_at: dt.datetime, span: Span | None) -> dt.datetime | None:
    """When a recording may be erased; None: never."""
    return started_at + dt.timedelta(days=span.days) if span is not None and span.days else None


NOT_TAKEN = frozenset({"missed", "declined", "failed"})
"""Ends of an offer that its agent did not take."""


IN_TIME = dt.timedelta(seconds=20)
"""Who is answered within this wait counts for the service level (K5)."""


def waited_ms(queue_ms: int, ring_ms: int) -> int:
    """等待: what the customer waits for somebody, in queues and while it rings. The one definition."""
    return queue_ms + ring_ms


def spoken_ms(talk_ms: int, hold_ms: int) -> int:
    """通话: the conversation from its answer to its end, what was held included. The one definition."""
    return talk_ms + hold_ms


def month_of(moment: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """The month in which a moment lies (UTC): its start, and the start of the next."""
    start = dt.datetime(moment.year, moment.month, 1, tzinfo=dt.UTC)
    return start, dt.datetime(moment.year + moment.month // 12, moment.month % 12 + 1, 1, tzinfo=dt.UTC)


def month_in(first: dt.date, zone: str) -> tuple[dt.datetime, dt.datetime]:
    """A month of a company's days, told by its first: its start, and the start of the next."""
    after = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
    start, end = (dt.datetime.combine(day, dt.time(), ZoneInfo(zone)) for day in (first, after))
    return start.astimezone(dt.UTC), end.astimezone(dt.UTC)


def archived_before(now: dt.datetime, months: int) -> dt.datetime:
    """Facts recorded before this are for the archive: of months that ended `months` whole months ago."""
    whole = now.year * 12 + now.month - 1 - months
    return dt.datetime(whole // 12, whole % 12 + 1, 1, tzinfo=dt.UTC)


def pause_after(tries: int, first: dt.timedelta) -> dt.timedelta:
    """How long the house waits after so many tries to call somebody back: twice as long each time."""
    return first * (1 << max(tries - 1, 0))
