"""Feeds the database from the journal: in order, in batches, for ever.

It reads the files, never the loop's memory, so the database may be away for as long as the disk has room.
Only what is durable is recorded, so that the database never knows more than a restarted floor.
"""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import structlog

from zuoxi.engine.facts import FactEnvelope
from zuoxi.live.cursor import Cursor, at, following, read_cursor, settled, write_cursor
from zuoxi.live.pace import Pace
from zuoxi.live.places import Position
from zuoxi.live.reading import facts_between

log = structlog.get_logger("zuoxi.live.recorder")

FIRST_RETRY_S = 0.1
LOOK_S = 5.0
"""With nothing to record the database is looked at this often, so that `database` tells the truth."""


class Books(Protocol):
    """Where facts are recorded (`books.DjangoBooks`)."""

    def record(self, envelopes: Sequence[FactEnvelope]) -> int:
        """One transaction; facts that are known already are passed over. For how many ms it held the lock."""

    def last_recorded(self) -> tuple[int, int]:
        """(epoch, seq) of the newest fact there; (0, 0) when there is none."""

    def away(self, error: Exception) -> bool:
        """Whether an error says that the database cannot be reached or is locked."""

    def disconnect(self) -> None:
        """Let go of a connection that may be broken."""


class Recorder:
    """A thread that keeps the books up to date."""

    def __init__(
        self,
        folder: Path,
        books: Books,
        durable: Callable[[], Position],
        *,
        batch: int,
        retry_ms: int,
        when_passed: Callable[[Cursor], None] = lambda cursor: None,
    ) -> None:
        self.database = False
        """Whether facts reach the database."""
        self.cursor = read_cursor(folder)
        self._folder = folder
        self._books = books
        self._durable = durable
        self._batch = batch
        self.pace = Pace(batch)
        self._retry = retry_ms / 1000
        self._when_passed = when_passed
        self._in_doubt = True
        """The database may be another one than the cursor was written for: at the start, after an outage."""
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._caught_up = threading.Event()
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """More may be durable."""
        self._caught_up.clear()
        self._wake.set()

    def caught_up(self, seconds: float) -> bool:
        """Wait until all that is durable is recorded; False when that takes longer."""
        self.wake()
        return self._caught_up.wait(seconds)

    def stop(self, seconds: float) -> None:
        """End; what is not recorded is recorded by the next process."""
        self._stop.set()
        self._wake.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            if self._attempt(self._round):
                continue
            self._caught_up.set()
            if not self._wake.wait(LOOK_S):
                self._attempt(self._look)
        self._books.disconnect()

    def _attempt(self, work: Callable[[], bool]) -> bool:
        """Do `work`, again and again with growing pauses while it fails; its answer (False: stopped)."""
        pause = FIRST_RETRY_S
        while not self._stop.is_set():
            try:
                if self._in_doubt:
                    self._compare()
                result = work()
            except Exception as error:
                self.database = False
                self._in_doubt = True
                self._report(error, pause)
                self._books.disconnect()
                self._stop.wait(pause)
                pause = min(pause * 2, self._retry)
            else:
                self.database = True
                return result
        return False

    def _report(self, error: Exception, pause: float) -> None:
        if self._books.away(error):
            log.warning("recorder.database_away", error=type(error).__name__, pause_s=pause)
        else:
            log.error("recorder.stuck", cursor=self.cursor.position, pause_s=pause, exc_info=error)

    def _compare(self) -> None:
        """A database that knows less than the cursor (a restored copy, or a standby that took over and had
        not heard all) gets everything that is still here."""
        known = self._books.last_recorded()
        if known < self.cursor.fact:
            log.warning("recorder.database_is_older", known=known, cursor=self.cursor.fact)
            self.cursor = Cursor(fact=known)
        self._in_doubt = False

    def _look(self) -> bool:
        self._books.last_recorded()
        return True

    def _round(self) -> bool:
        """Record one batch; False when nothing is left."""
        position = settled(self._folder, self.cursor.position)
        if position is None:
            return False
        durable = self._durable()
        batch, end = self._read(position, durable)
        if batch:
            self._record(batch)
            self._move(at(end, (batch[-1].epoch, batch[-1].seq)))
            return True
        behind = following(self._folder, position) if position.part < durable.part else None
        if behind is not None:
            self._move(at(behind, self.cursor.fact))
            return True
        return False

    def _read(self, start: Position, durable: Position) -> tuple[list[FactEnvelope], Position]:
        batch: list[FactEnvelope] = []
        end = start
        for facts, offset in facts_between(self._folder, start, durable):
            end = Position(start.epoch, start.number, offset)
            if facts is None:
                log.error("recorder.line_damaged", position=end)
                continue
            batch.extend(facts)
            if len(batch) >= self._batch:
                break
        return batch, end

    def _record(self, batch: list[FactEnvelope]) -> None:
        """In slices: one input may have brought more facts than others can be made to wait for."""
        while batch:
            size = self.pace.size
            slice, batch = batch[:size], batch[size:]
            self.pace.held(len(slice), self._write(slice))

    def _write(self, slice: list[FactEnvelope]) -> int:
        try:
            return self._books.record(slice)
        except Exception as error:
            if self._books.away(error) or len(slice) == 1:
                raise
            # One fact of the slice cannot be recorded: those before it must not wait for it.
            return max(self._books.record([fact]) for fact in slice)

    def _move(self, cursor: Cursor) -> None:
        write_cursor(self._folder, cursor)
        self.cursor = cursor
        self._when_passed(cursor)
