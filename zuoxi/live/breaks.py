"""Steps that broke: what health says of them, and how long the next try waits."""

from typing import Final

from zuoxi.kernel.record import Record

FORGOTTEN_MS: Final = 60_000
"""A break this long after the one before counts as a first one."""
FIRST_PAUSE_MS: Final = 10
LONGEST_PAUSE_MS: Final = 30_000
PATIENCE: Final = 3
"""Breaks in a row that cost no pause: each has ended its owner."""


class Broken(Record):
    """The latest break."""

    what: str
    """Type of the event."""
    at: int
    """Wall moment (ms since the epoch)."""
    error: str

    def __str__(self) -> str:
        return f"{self.what}: {self.error}"


class Breaks:
    """Counts the steps that broke in this epoch."""

    def __init__(self) -> None:
        self.count = 0
        self.last: Broken | None = None
        self._row = 0
        self._seen = 0

    def note(self, what: str, error: Exception, now: int, wall: int) -> int:
        """One more. How long (ms) to leave deadlines alone, so that a flaw costs no storm."""
        self.count += 1
        cause = error.__cause__ or error
        self.last = Broken(what=what, at=wall, error=f"{type(cause).__name__}: {cause}"[:200])
        self._row = self._row + 1 if now - self._seen < FORGOTTEN_MS else 1
        self._seen = now
        return self.pause()

    def pause(self) -> int:
        """The pause (ms) that the present row of breaks asks for."""
        if self._row <= PATIENCE:
            return 0
        return int(min(FIRST_PAUSE_MS << min(self._row - PATIENCE, 20), LONGEST_PAUSE_MS))
