"""The floor's journal: each step stands here before its commands act.

Lines are given to the kernel at once (a killed process loses nothing) and forced to the disk every `sync_ms`
by a thread (a loss of power costs at most that much). `durable` is how far that has come. Neither waits in
the loop's thread: a slow disk delays what is ordered, never what is heard.
"""

import asyncio
import errno
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import structlog

from zuoxi import __version__
from zuoxi.engine.formats import FORMAT
from zuoxi.live.disk import sync_folder
from zuoxi.live.places import Part, Position
from zuoxi.live.records import JournalRecord, Opened, to_line
from zuoxi.live.reserve import Reserve

log = structlog.get_logger("zuoxi.live.journal")

Write = Callable[[int, bytes], int]
FULL: Final = (errno.ENOSPC, errno.EDQUOT)


class Journal:
    """One epoch's journal: append, rotate, sync. One of its own threads writes, another one syncs."""

    def __init__(
        self,
        folder: Path,
        floor: str,
        part: Part,
        now: int,
        sync_ms: int,
        write: Write = os.write,
        stamp: Callable[[], tuple[int, str]] = lambda: (0, ""),
        reserve: int = 0,
    ) -> None:
        """`stamp` gives the machine's steady clock and its run, see `clock.Mark`; `reserve` is in bytes."""
        self._folder = folder
        self._floor = floor
        self._write = write
        self._stamp = stamp
        self._pause = sync_ms / 1000
        self._handle: int = -1
        self._torn = False
        """Half a line stands behind `_end`."""
        self._lock = threading.Lock()
        self._syncing = threading.Lock()
        self._stop = threading.Event()
        self._retired: list[int] = []
        """Handles of earlier parts that are not on the disk yet."""
        self.reserve = Reserve(folder, reserve)
        self.unsynced = False
        """The last attempt to force it to the disk failed."""
        self.lines = 0
        self._open(part, now)
        self.reserve.hold()
        self.durable = Position(part.epoch, part.number, 0)
        self.sync()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="journal-write")
        self._thread = threading.Thread(target=self._keep_syncing, name="journal-sync", daemon=True)
        self._thread.start()

    @property
    def path(self) -> Path:
        """The file that is written now."""
        return self.part.journal(self._folder)

    @property
    def position(self) -> Position:
        """Where the next line will stand."""
        return Position(self.part.epoch, self.part.number, self._end)

    async def write(self, *records: JournalRecord) -> None:
        """`append` in the journal's thread."""
        await asyncio.get_running_loop().run_in_executor(self._writer, self.append, *records)

    async def begin_part(self, now: int) -> Part:
        """`rotate` in the journal's thread."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, self.rotate, now)

    def append(self, *records: JournalRecord) -> None:
        """Write lines that belong together. OSError leaves the file as it was before."""
        data = b"".join(map(to_line, records))
        try:
            self._append(data)
        except OSError as error:
            if error.errno not in FULL or not self.reserve.give_up():
                raise
            self._append(data)
        self._end += len(data)
        self.lines += len(records)

    def _append(self, data: bytes) -> None:
        if self._torn:
            self._mend()
        try:
            self._write_all(self._handle, data)
        except OSError:
            self._torn = True
            self._mend()
            raise

    def _mend(self) -> None:
        """Cut half a line off. Where even that fails, nothing may be written behind it before it succeeds."""
        os.ftruncate(self._handle, self._end)
        self._torn = False

    def rotate(self, now: int) -> Part:
        """Go on in a new file; the state before it is due as its snapshot. OSError: the old one goes on."""
        if self._torn:
            self._mend()
        self.reserve.hold()
        self._open(Part(self.part.epoch, self.part.number + 1), now)
        return self.part

    def sync(self) -> None:
        """Force everything written so far to the disk."""
        with self._syncing:
            with self._lock:
                retired = tuple(self._retired)
                target, handle = self.position, self._handle
            for old in retired:
                # Only what is on the disk is forgotten: a failure leaves it and all behind it for the next
                # time.
                os.fsync(old)
                self._retired.remove(old)
                os.close(old)
            if target == self.durable:
                return
            os.fsync(handle)
            if target.part != self.durable.part or not self.durable.offset:
                sync_folder(self._folder)
            self.durable = target

    def close(self) -> None:
        """Sync and end."""
        self._writer.shutdown()
        self._stop.set()
        self._thread.join()
        self.sync()
        os.close(self._handle)

    def _open(self, part: Part, now: int) -> None:
        path = part.journal(self._folder)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        steady, boot = self._stamp()
        head = to_line(
            Opened(
                format=FORMAT,
                release=__version__,
                floor=self._floor,
                epoch=part.epoch,
                part=part.number,
                at=now,
                steady=steady,
                boot=boot,
            )
        )
        try:
            self._write_all(handle, head)
        except OSError:
            os.close(handle)
            path.unlink()
            raise
        with self._lock:
            if self._handle >= 0:
                self._retired.append(self._handle)
            self._handle, self._end, self.part = handle, len(head), part
        self.lines = 1

    def _write_all(self, handle: int, data: bytes) -> None:
        while data:
            data = data[self._write(handle, data) :]

    def _keep_syncing(self) -> None:
        while not self._stop.wait(self._pause):
            try:
                self.sync()
                self.unsynced = False
            except OSError as error:
                self.unsynced = True
                log.error("journal.sync_failed", error=str(error))
