"""Feeds the database from the journal: in order, in slices, for ever. A process of its own.

It reads the files and asks the floor for nothing, so neither waits for the other: the database may be away
for as long as the disk has room, and a backlog costs the floor nothing. What it records is forced to the disk
first, so that the database never knows more than a restarted floor.
"""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import structlog

from zuoxi.engine.facts import FactEnvelope
from zuoxi.kernel.clock import steady_ms
from zuoxi.kernel.pace import Pace
from zuoxi.live.cursor import Cursor, at, following, read_cursor, settled, write_cursor
from zuoxi.live.forced import Forced
from zuoxi.live.places import Position, journals
from zuoxi.live.reading import facts_between
from zuoxi.outbox.channel import BooksState

log = structlog.get_logger("zuoxi.live.recorder")

FIRST_RETRY_S = 0.1
GATHER_S = 0.25
"""The journal is looked at this often: what comes meanwhile is recorded in one transaction."""
ASK_MS = 5_000
"""… and the database, so that `database` tells the truth."""
SAY_MS = 2_000
"""The floor is told this often how the books stand."""


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
    """Keeps the books of one floor up to date. One at a time (`assembly.only_one`)."""

    def __init__(
        self,
        folder: Path,
        books: Books,
        *,
        batch: int,
        retry_ms: int,
        say: Callable[[BooksState], object] = lambda state: None,
    ) -> None:
        self.database = False
        """Whether facts reach the database."""
        self.cursor = read_cursor(folder)
        self.pace = Pace(batch)
        self._folder = folder
        self._books = books
        self._batch = batch
        self._retry = retry_ms / 1000
        self._say = say
        self._said: tuple[int, bool] = (0, False)
        self._asked = 0
        self._forced = Forced(folder)
        self._in_doubt = True
        """The database may be another one than the cursor was written for: at the start, after an outage."""
        self._behind = False
        """More waits than one batch holds: it is not a moment for gathering."""
        self._stop = threading.Event()

    def run(self, stop: threading.Event) -> None:
        """Record until `stop` is set; then what is left, once: the next process does what cannot be done."""
        self._stop = stop
        while not self._stop.is_set():
            recorded = self._attempt(self._round)
            if not self._behind and not self._stop.wait(GATHER_S) and not recorded:
                self._attempt(self._look)
        self._finish()

    def _finish(self) -> None:
        try:
            while self._round():
                pass
        except Exception as error:
            log.warning("recorder.facts_left", cursor=self.cursor.position, error=str(error))
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
                self._tell()
                self._books.disconnect()
                self._stop.wait(pause)
                pause = min(pause * 2, self._retry)
            else:
                self.database = True
                self._tell()
                return result
        return False

    def _report(self, error: Exception, pause: float) -> None:
        if self._books.away(error):
            log.warning("recorder.database_away", error=type(error).__name__, pause_s=pause)
        else:
            log.error("recorder.stuck", cursor=self.cursor.position, pause_s=pause, exc_info=error)

    def _tell(self) -> None:
        """Say how the books stand: at each change, and often enough that silence means something."""
        when, database = self._said
        now = steady_ms()
        if database != self.database or now - when >= SAY_MS:
            self._said = (now, self.database)
            self._say(
                BooksState(
                    database=self.database,
                    waiting_bytes=self._waiting(),
                    longest_write_ms=self.pace.longest_ms,
                )
            )

    def _waiting(self) -> int:
        place = self.cursor.position
        parts = [part for part in journals(self._folder) if part >= place.part]
        size = sum(self._forced.size(part) for part in parts)
        return max(0, size - (place.offset if parts[:1] == [place.part] else 0))

    def _compare(self) -> None:
        """A database that knows less than the cursor (a restored copy, or a standby that took over and had
        not heard all) gets everything that is still here."""
        known = self._books.last_recorded()
        if known < self.cursor.fact:
            log.warning("recorder.database_is_older", known=known, cursor=self.cursor.fact)
            self.cursor = Cursor(fact=known)
        self._in_doubt = False

    def _look(self) -> bool:
        if steady_ms() - self._asked >= ASK_MS:
            self._books.last_recorded()
            self._asked = steady_ms()
        return True

    def _round(self) -> bool:
        """Record one batch; False when nothing is left."""
        self._behind = False
        position = settled(self._folder, self.cursor.position)
        if position is None:
            return False
        # Looked for first: what is behind it is whole, nobody writes there any more.
        behind = following(self._folder, position)
        batch, end = self._read(position)
        self._behind = len(batch) >= self._batch or behind is not None
        if batch:
            self._record(batch)
            self._move(at(end, (batch[-1].epoch, batch[-1].seq)))
            return True
        if behind is not None:
            self._move(at(behind, self.cursor.fact))
            return True
        return False

    def _read(self, start: Position) -> tuple[list[FactEnvelope], Position]:
        batch: list[FactEnvelope] = []
        end = start
        for facts, offset in facts_between(self._folder, start, self._forced.end(start.part)):
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
