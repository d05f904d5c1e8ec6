"""The only place that reads the clock. Everything else takes `now` as an argument.

A moment is an integer: milliseconds since 1970-01-01T00:00:00Z, so that durations add up exactly and a
replayed journal gives the same bytes.
"""

import datetime as dt
import time
from pathlib import Path
from typing import Final, NewType

BOOT: Final = Path("/proc/sys/kernel/random/boot_id")

Ms = NewType("Ms", int)
"""A moment (milliseconds since the epoch, UTC) or a span of milliseconds."""


def now_ms() -> Ms:
    """The present moment."""
    return Ms(time.time_ns() // 1_000_000)


def steady_ms() -> Ms:
    """A span counter that no setting of the clock touches; only differences mean anything."""
    return Ms(time.monotonic_ns() // 1_000_000)


def boot_id() -> str:
    """Which run of the machine this is: two equal answers mean that `steady_ms` counted on in between.

    Empty where the machine does not tell.
    """
    try:
        return BOOT.read_text().strip()
    except OSError:
        return ""


def utc_now() -> dt.datetime:
    """The present moment as an aware datetime, for database rows."""
    return dt.datetime.now(dt.UTC)


def to_datetime(moment: int) -> dt.datetime:
    """A moment in milliseconds as an aware UTC datetime."""
    return dt.datetime.fromtimestamp(moment / 1000, dt.UTC)


def to_ms(moment: dt.datetime) -> Ms:
    """An aware datetime as milliseconds since the epoch."""
    return Ms(round(moment.timestamp() * 1000))
