"""Opening hours: a weekly plan with exceptions by date, in one time zone (T1, C9)."""

import datetime as dt
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
