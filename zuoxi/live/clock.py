"""The floor's two times.

**Engine time** decides: deadlines, durations, order. It is the machine's steady clock, which nobody sets,
from a beginning of its own, and it goes on from one process to the next. **Wall time** stamps: facts, days,
opening hours. It is engine time plus an offset, and the offset follows the machine's clock only when that has
shown the same for a second: one odd reading changes nothing.
"""

import dataclasses
from collections.abc import Callable
from typing import Final

from zuoxi.kernel.clock import boot_id, now_ms, steady_ms
from zuoxi.kernel.record import Record

TOLERANCE_MS: Final = 200
"""A difference between the clocks that may come of reading one after the other on a busy machine."""
CONFIRM_MS: Final = 1_000
"""The machine's clock must show a new time for this long before it is believed."""
LATE_MS: Final = 500
"""What is taken so long after its moment is late; less is the way of every day."""
LONGEST_GAP_MS: Final = 24 * 3_600_000
"""A machine that was started anew was away for at most this long, whatever its clock says."""


class Mark(Record):
    """Where the clock of an earlier process stood."""

    now: int
    """Its last engine moment."""
    offset: int
    """Wall time minus engine time then."""
    at: int = 0
    """An engine moment …"""
    steady: int = 0
    """… and what the steady clock of the machine showed at it, …"""
    boot: str = ""
    """… in this run of the machine; empty: not known."""


@dataclasses.dataclass(frozen=True)
class Readings:
    """The machine's clocks; tests turn their own."""

    wall: Callable[[], int] = now_ms
    steady: Callable[[], int] = steady_ms
    boot: Callable[[], str] = boot_id


class FloorClock:
    """Engine time and wall time of one process."""

    def __init__(self, mark: Mark | None = None, read: Readings = Readings()) -> None:
        self._read = read
        self.boot: Final = read.boot()
        wall, steady = read.wall(), read.steady()
        self._zero = _begin(mark, wall, steady, self.boot) - steady
        self.offset = wall - self.now()
        """Wall time minus engine time, as it is believed."""
        self.moved = 0
        """By how much (ms) the wall clock was last set while this process ran; 0: never."""
        self._odd: tuple[int, int] | None = None
        """(offset that the wall clock shows instead, engine moment since when)."""

    def now(self) -> int:
        """The present engine moment. Never less than before."""
        return self._zero + self._read.steady()

    def late(self, moment: int) -> int:
        """How long ago `moment` was, where that is more than an input's way of every day; else 0."""
        ago = self.now() - moment
        return ago if ago >= LATE_MS else 0

    def wall(self) -> int:
        """The present moment as facts are stamped with it (ms since the epoch, UTC)."""
        return self.now() + self.offset

    def stamp(self) -> tuple[int, str]:
        """(steady clock, run of the machine) now, for the next process's mark."""
        return self._read.steady(), self.boot

    def look(self) -> bool:
        """Compare with the machine's clock; True when the offset has changed by that."""
        now = self.now()
        shown = self._read.wall() - now
        if abs(shown - self.offset) <= TOLERANCE_MS:
            self._odd = None
        elif self._odd is None or abs(shown - self._odd[0]) > TOLERANCE_MS:
            self._odd = (shown, now)
        elif now - self._odd[1] >= CONFIRM_MS:
            self.moved, self.offset, self._odd = shown - self.offset, shown, None
            return True
        return False


def _begin(mark: Mark | None, wall: int, steady: int, boot: str) -> int:
    """The first engine moment of a process: by the steady clock, or by the wall after a new start."""
    if mark is None:
        return wall
    if boot and boot == mark.boot and steady >= mark.steady:
        return max(mark.now, mark.at + steady - mark.steady)
    gap = wall - (mark.now + mark.offset)
    return mark.now + min(max(gap, 0), LONGEST_GAP_MS)
