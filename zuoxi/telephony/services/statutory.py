"""The statutory holidays of China as a start for a company's calendar, which it then changes as it likes.

2026 as the State Council's office has announced it (days off that were moved and the days worked for them).
2027 holds the days that the law names; what is moved for them is announced late in the year before and is
entered by whoever keeps the calendar.
"""

import datetime as dt
from typing import Final

Day = dt.date
Holiday = tuple[Day, Day, str]
WORKED: Final = "调休上班"
WORKED_SPANS: Final = [[9 * 60, 18 * 60]]
"""Hours of a moved working day; whoever works others changes them."""

OFF: Final[tuple[Holiday, ...]] = (
    (Day(2026, 1, 1), Day(2026, 1, 3), "元旦"),
    (Day(2026, 2, 15), Day(2026, 2, 23), "春节"),
    (Day(2026, 4, 4), Day(2026, 4, 6), "清明节"),
    (Day(2026, 5, 1), Day(2026, 5, 5), "劳动节"),
    (Day(2026, 6, 19), Day(2026, 6, 21), "端午节"),
    (Day(2026, 9, 25), Day(2026, 9, 27), "中秋节"),
    (Day(2026, 10, 1), Day(2026, 10, 7), "国庆节"),
    (Day(2027, 1, 1), Day(2027, 1, 1), "元旦"),
    (Day(2027, 2, 5), Day(2027, 2, 8), "春节"),
    (Day(2027, 4, 5), Day(2027, 4, 5), "清明节"),
    (Day(2027, 5, 1), Day(2027, 5, 2), "劳动节"),
    (Day(2027, 6, 9), Day(2027, 6, 9), "端午节"),
    (Day(2027, 9, 15), Day(2027, 9, 15), "中秋节"),
    (Day(2027, 10, 1), Day(2027, 10, 3), "国庆节"),
)
"""(first day, last day, name)."""
MOVED: Final[tuple[Day, ...]] = (
    Day(2026, 1, 4),
    Day(2026, 2, 14),
    Day(2026, 2, 28),
    Day(2026, 5, 9),
    Day(2026, 9, 20),
    Day(2026, 10, 10),
)
"""Weekend days that are worked."""
YEARS: Final = tuple(sorted({first.year for first, _, _ in OFF}))


def days(year: int) -> dict[Day, tuple[str, list[list[int]]]]:
    """Date -> (name, when it is open) of a year; empty for one that is not known here."""
    off = {
        first + dt.timedelta(days=n): (name, list[list[int]]())
        for first, last, name in OFF
        if first.year == year
        for n in range((last - first).days + 1)
    }
    return off | {day: (WORKED, WORKED_SPANS) for day in MOVED if day.year == year}
