"""Snapshots: a new part of the journal begins, the state before it is written beside, old files go."""

import asyncio
from pathlib import Path
from typing import Generic

import structlog

from zuoxi.kernel.clock import now_ms
from zuoxi.live.actor import Actor
from zuoxi.live.clock import FloorClock
from zuoxi.live.cursor import read_cursor
from zuoxi.live.journal import Journal
from zuoxi.live.keeping import prune
from zuoxi.live.loop import FloorLoop
from zuoxi.live.places import Part
from zuoxi.live.rules import Rules, State
from zuoxi.live.snapshots import Snapshot, write_snapshot

log = structlog.get_logger("zuoxi.live.rotation")

LOOK_S = 1.0


class Rotation(Generic[State]):
    """Makes snapshots when they are due, beside the loop: a state never changes, so a thread may write it."""

    def __init__(
        self,
        folder: Path,
        rules: Rules[State],
        floor_loop: FloorLoop[State],
        journal: Journal,
        actor: Actor,
        clock: FloorClock,
        *,
        events: int,
        every_ms: int,
        keep_ms: int,
    ) -> None:
        self._folder = folder
        self._rules = rules
        self._loop = floor_loop
        self._journal = journal
        self._actor = actor
        self._clock = clock
        self._events = events
        self._every = every_ms
        self._keep = keep_ms
        self._made = clock.now()

    async def run(self) -> None:
        """Make snapshots for ever, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_S)
            due = self._clock.now() - self._made >= self._every and self._journal.lines > 1
            if due or self._journal.lines >= self._events or self._journal.doubted:
                try:
                    await self.rotate()
                except OSError as error:
                    # The old part goes on, and becomes longer than it should.
                    log.error("rotation.no_new_part", folder=str(self._folder), error=str(error))
                    await asyncio.to_thread(self._prune)

    async def rotate(self) -> None:
        """Begin a new part with its snapshot."""
        async with self._loop.rest:
            part = await self._journal.begin_part(self._clock.now())
            snapshot = self._present()
        await self._store(part, snapshot)

    async def snapshot(self, part: Part) -> None:
        """Write the present state as the one before `part`, which has no inputs yet."""
        await self._store(part, self._present())

    def _present(self) -> Snapshot[State]:
        self._made = self._clock.now()
        return Snapshot(
            self._loop.state,
            self._loop.last_input,
            self._made,
            self._loop.unfinished + self._actor.outstanding(),
            self._loop.offset,
        )

    async def _store(self, part: Part, snapshot: Snapshot[State]) -> None:
        try:
            await asyncio.to_thread(self._write, part, snapshot)
        except OSError as error:
            log.error("rotation.snapshot_failed", error=str(error))

    def _write(self, part: Part, snapshot: Snapshot[State]) -> None:
        # The snapshot will stand for everything before it, so that must be on the disk first: the recorder
        # still needs its facts.
        self._journal.sync()
        try:
            write_snapshot(self._folder, part, snapshot, self._rules)
        except OSError:
            if not self._prune():
                raise
            write_snapshot(self._folder, part, snapshot, self._rules)
        self._prune()

    def _prune(self) -> bool:
        """Pack and delete what may go; whether that made room. Never raises: there is a next time."""
        since = now_ms() - self._keep
        try:
            packed, gone = prune(self._folder, read_cursor(self._folder).position.part, since)
        except OSError as error:
            log.error("rotation.not_pruned", error=str(error))
            return False
        if packed or gone:
            log.info("rotation.pruned", packed=len(packed), deleted=len(gone))
        return bool(packed or gone)
