"""What this area decides by itself, without a database."""

import datetime as dt
from collections.abc import Mapping, Sequence

from zuoxi.kernel.calendars import OpeningHours, Span

HOUSE_WEEK: list[list[list[int]]] = [[[8 * 60, 21 * 60]]] * 7
"""When a company may dial out that has set no hours of its own: every day from 8 to 21 o'clock."""


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
