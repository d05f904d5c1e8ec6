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
from contextlib import suppress
from pathlib import Path
from typing import Final

import structlog

from zuoxi import __version__
from zuoxi.engine.formats import FORMAT
from zuoxi.live.disk import sync_folder, write_whole
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
        self._retired: list[tuple[Part, int]] = []
        """Earlier parts that are not on the disk yet, with their handles."""
        self.reserve = Reserve(folder, reserve)
        self.part = part
        self._doubted: set[Part] = set()
        """Parts that could not be forced to the disk once."""
        self.unsynced = False
        """It could not be forced to the disk, and what has been written is not there yet."""
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
            for part, old in retired:
                # Only what is on the disk is forgotten: a failure leaves it and all behind it for the next
                # time.
                self._force(part, old)
                self._retired.remove((part, old))
                os.close(old)
            if target == self.durable:
                return
            self._force(target.part, handle)
            if target.part != self.durable.part or not self.durable.offset:
                sync_folder(self._folder)
            self.durable = target

    def _force(self, part: Part, handle: int) -> None:
        """After a failure the kernel takes what it could not write for written, and succeeds the next time.

        So a part that failed once is doubted, until it stands on the disk as another file.
        """
        if part not in self._doubted:
            try:
                os.fsync(handle)
            except OSError:
                self._doubted.add(part)
                raise
        elif part != self.part:
            path = part.journal(self._folder)
            with suppress(FileNotFoundError):  # it has been packed, which forced it to the disk
                write_whole(path, path.read_bytes())
            self._doubted.discard(part)
        else:
            raise OSError(errno.EIO, "a new part must begin first", str(self.path))

    @property
    def doubted(self) -> bool:
        """Whether a new part must begin: what stands in this one may not come to the disk any more."""
        return self.part in self._doubted

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
                self._retired.append((self.part, self._handle))
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
