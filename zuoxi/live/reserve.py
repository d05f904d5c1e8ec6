"""Room on the disk that is kept for the journal: given up when the disk is full, so that calls go on.

Whoever filled the disk (a log, a download, recordings) has stopped by then; the alarm calls a person, and
for as long as the reserve lasts the floor works as ever.
"""

import os
from pathlib import Path

import structlog

log = structlog.get_logger("zuoxi.live.reserve")


class Reserve:
    """One file of `size` bytes; 0: none is kept."""

    def __init__(self, folder: Path, size: int) -> None:
        self._file = folder / "reserve"
        self._size = size
        self.held = size == 0
        """Whether the room is there; False is an alarm."""

    def hold(self) -> None:
        """Take the room if the disk has twice as much; never raises."""
        if self.held:
            return
        try:
            disk = os.statvfs(self._file.parent)
            if not self._file.exists() and disk.f_bavail * disk.f_frsize < 2 * self._size:
                return
            handle = os.open(self._file, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                os.posix_fallocate(handle, 0, self._size)
            finally:
                os.close(handle)
        except OSError as error:
            log.warning("reserve.not_held", error=str(error))
            self._file.unlink(missing_ok=True)
        else:
            self.held = True

    def give_up(self) -> bool:
        """Free the room; whether there was any."""
        if not self._size or not self._file.exists():
            return False
        self._file.unlink(missing_ok=True)
        self.held = False
        log.error("reserve.given_up", bytes=self._size)
        return True
