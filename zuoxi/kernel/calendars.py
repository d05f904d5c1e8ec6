"""Opening hours: a weekly plan with exceptions by date, in one time zone (T1, C9)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from zuoxi.kernel.record import Record


class Span(Record):
    """Open from `start` to `end`, minutes after local midnight; `end` is outside."""

    start: int
    end: int


class OpeningHours(Record):
    """When something is open. `weekly` has seven entries, Monday first; `days` overrides single dates."""

    timezone: str = "Asia/Shanghai"
    weekly: tuple[tuple[Span, ...], ...] = ((Span(start=0, end=1440),),) * 7
    days: tuple[tuple[str, tuple[Span, ...]], ...] = ()
    """(ISO date, spans): holidays have no spans, moved working days have some."""

    def is_open(self, moment_ms: int) -> bool:
        """Whether `moment_ms` (ms since the epoch) lies in an open span."""
        local = dt.datetime.fromtimestamp(moment_ms / 1000, ZoneInfo(self.timezone))
        spans = dict(self.days).get(local.date().isoformat(), self.weekly[local.weekday()])
        minute = local.hour * 60 + local.minute
        return any(span.start <= minute < span.end for span in spans)


HORIZON_DAYS = 15
"""How far ahead `next_opening` looks: the longest holiday and a weekend on each side."""


def next_opening(plans: Sequence[OpeningHours], moment_ms: int) -> int | None:
    """The first moment from `moment_ms` on at which all plans are open; None: not within `HORIZON_DAYS`."""
    candidates = [moment_ms, *(start for plan in plans for start in _starts(plan, moment_ms))]
    return min((at for at in candidates if all(plan.is_open(at) for plan in plans)), default=None)


def _starts(plan: OpeningHours, moment_ms: int) -> Iterator[int]:
    """When each span of the coming days starts, ms since the epoch, not before `moment_ms`."""
    zone = ZoneInfo(plan.timezone)
    exceptions = dict(plan.days)
    today = dt.datetime.fromtimestamp(moment_ms / 1000, zone).date()
    for ahead in range(HORIZON_DAYS + 1):
        date = today + dt.timedelta(days=ahead)
        for span in exceptions.get(date.isoformat(), plan.weekly[date.weekday()]):
            wall = dt.datetime.combine(date, dt.time(span.start // 60, span.start % 60), zone)
            start = round(wall.timestamp() * 1000)
            if start >= moment_ms:
                yield start
