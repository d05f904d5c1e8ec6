"""Opening hours: a weekly plan with exceptions by date, in one time zone (T1, C9)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from zuoxi.kernel.record import Record

DAY_MINUTES = 1440


class Span(Record):
    """Open from `start` to `end`, minutes after local midnight; `end` is outside.

    An `end` past 1440 lies on the next day: 21:00 to 02:00 is 1260 to 1560, and belongs to the day it began.
    """

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
        minute = local.hour * 60 + local.minute
        yesterday = local.date() - dt.timedelta(days=1)
        return any(span.start <= minute < span.end for span in self.spans_of(local.date())) or any(
            minute + DAY_MINUTES < span.end for span in self.spans_of(yesterday)
        )

    def spans_of(self, date: dt.date) -> tuple[Span, ...]:
        """The spans that begin on a date."""
        return dict(self.days).get(date.isoformat(), self.weekly[date.weekday()])


def wrong_with_day(day: Sequence[Sequence[int]]) -> str:
    """What is wrong with the spans of a day, `form` or `order`; empty: nothing."""
    last = 0
    for span in day:
        if len(span) != 2 or not 0 <= span[0] < DAY_MINUTES or not span[0] < span[1] <= span[0] + DAY_MINUTES:
            return "form"
        if span[0] < last:
            return "order"
        last = span[1]
    return ""


def wrong_with_week(week: Sequence[Sequence[Sequence[int]]]) -> dict[int, str]:
    """What is wrong with each day of a week (0: Monday): as above, or `overnight`.

    `overnight`: its night reaches into the hours of the day after.
    """
    found = {day: wrong for day, spans in enumerate(week) if (wrong := wrong_with_day(spans))}
    for day, spans in enumerate(week):
        following = week[(day + 1) % len(week)]
        if found.keys() & {day, (day + 1) % len(week)} or not spans or not following:
            continue
        if spans[-1][1] - DAY_MINUTES > following[0][0]:
            found[day] = "overnight"
    return found


HORIZON_DAYS = 15
"""How far ahead `next_opening` looks: the longest holiday and a weekend on each side."""


def next_opening(plans: Sequence[OpeningHours], moment_ms: int) -> int | None:
    """The first moment from `moment_ms` on at which all plans are open; None: not within `HORIZON_DAYS`."""
    candidates = [moment_ms, *(start for plan in plans for start in _starts(plan, moment_ms))]
    return min((at for at in candidates if all(plan.is_open(at) for plan in plans)), default=None)


def _starts(plan: OpeningHours, moment_ms: int) -> Iterator[int]:
    """When each span of the coming days starts, ms since the epoch, not before `moment_ms`."""
    zone = ZoneInfo(plan.timezone)
    today = dt.datetime.fromtimestamp(moment_ms / 1000, zone).date()
    for ahead in range(HORIZON_DAYS + 1):
        date = today + dt.timedelta(days=ahead)
        for span in plan.spans_of(date):
            wall = dt.datetime.combine(date, dt.time(span.start // 60, span.start % 60), zone)
            start = round(wall.timestamp() * 1000)
            if start >= moment_ms:
                yield start
