"""How long this process has kept others from writing: SQLite has one writer at a time, and a permit to dial
lives two seconds.

What was longer than the house allows is in the log with the name of the code that did it; the longest of a
day is in a file of its process (`run/longest-writes/`), which `zuoxi health` reads.
"""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from zuoxi.kernel.clock import now_ms
from zuoxi.kernel.record import Record

log = logging.getLogger(__name__)

ALLOWED_MS = 200
"""No transaction of the house may take longer."""
DAY_MS = 86_400_000


class LongWrite(Record):
    """One long transaction."""

    process: str
    by: str
    """The code that opened it: `module:function`."""
    ms: int
    at: int


class LongWrites:
    """The long transactions of this process."""

    def __init__(self) -> None:
        self.longest: LongWrite | None = None
        self._process = ""
        self._file: Path | None = None
        self._nobody_waits = False

    def keep(self, process: str, home: Path) -> None:
        """From now on the longest is written down for others to read."""
        self._process = process
        self._file = folder(home) / f"{process}.json"
        self.longest = _read(self._file)

    @contextmanager
    def nobody_waits(self) -> Iterator[None]:
        """Within this nobody else writes yet (a house that is being set up): no length is too long."""
        self._nobody_waits = True
        try:
            yield
        finally:
            self._nobody_waits = False

    def ended(self, ms: int) -> None:
        """A transaction has ended that held the lock for so long."""
        if ms <= ALLOWED_MS or self._nobody_waits:
            return
        write = LongWrite(process=self._process, by=_opener(), ms=ms, at=now_ms())
        log.warning("database.long_write by %s for %s ms", write.by, ms)
        if self.longest is None or ms >= self.longest.ms or self.longest.at < write.at - DAY_MS:
            self.longest = write
            self._write(write)

    def _write(self, write: LongWrite) -> None:
        if self._file is None:
            return
        with suppress(OSError):  # the disk is full: the log says it too
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = self._file.with_suffix(".draft")
            draft.write_bytes(msgspec.json.encode(write))
            draft.replace(self._file)


LONG_WRITES = LongWrites()


def folder(home: Path) -> Path:
    """Where the processes of this home write down their longest."""
    return home / "run" / "longest-writes"


def longest_of_the_day(home: Path, now: int) -> LongWrite | None:
    """The longest transaction of all processes since a day ago (`now`: wall time, ms)."""
    found = (_read(file) for file in sorted(folder(home).glob("*.json")))
    return max((one for one in found if one and one.at > now - DAY_MS), key=lambda one: one.ms, default=None)


def _read(file: Path) -> LongWrite | None:
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode(file.read_bytes(), type=LongWrite)
    return None


def _opener() -> str:
    """The innermost code of ours that is not the database's own."""
    return next((name for name in _callers() if not name.startswith(OWN)), "unknown")


OWN = ("zuoxi.assembly.long_writes", "zuoxi.assembly.sqlite")


def _callers() -> Iterator[str]:
    frame = sys._getframe(1)
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if module.startswith("zuoxi."):
            yield f"{module}:{frame.f_code.co_name}"
        frame = frame.f_back  # type: ignore[assignment]
