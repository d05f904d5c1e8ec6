"""The floor as the last process left it: newest snapshot, then its journal once more.

A replay makes the same facts again. Facts that the last process had no time to write are appended; where the
journal has facts already, they stay as they are, for they may be in the database.
"""

import os
from pathlib import Path
from typing import Generic

import msgspec
import structlog
from msgspec.structs import replace

from zuoxi.engine.commands import (
    AnySwitchCommand,
    DialCustomer,
    DialDevice,
    RecordFact,
    Reply,
    SendKeys,
)
from zuoxi.live.clock import Mark
from zuoxi.live.describe import described
from zuoxi.live.disk import write_whole
from zuoxi.live.envelopes import Origin, envelopes
from zuoxi.live.places import Part, journals, snapshots
from zuoxi.live.reading import read_whole
from zuoxi.live.records import Acted, Facts, Input, Opened, Outstanding, to_line
from zuoxi.live.rules import Rules, State
from zuoxi.live.snapshots import Snapshot, read_snapshot

log = structlog.get_logger("zuoxi.live.recover")

ONCE = (DialCustomer, DialDevice, SendKeys)
"""Never done again by a later process: a permit is for one dialling, keys are pressed once. What did not
come about shows in the inventory."""


class Recovered(msgspec.Struct, Generic[State], frozen=True):
    """What a new process starts from."""

    state: State
    last_input: int
    mark: Mark | None
    """Where the floor's clock stood; None: it has never run."""
    outstanding: tuple[Outstanding, ...]
    replayed: int
    """Inputs that were run again."""


def recover(folder: Path, floor: str, rules: Rules[State]) -> Recovered[State]:
    """Read the floor's files, mend their end, and give the state."""
    for path in folder.glob("*.new"):
        path.unlink()
    start, snapshot = _start(folder, rules)
    replay = _Replay(rules, snapshot, floor)
    for part in journals(folder):
        if start is None or part >= start:
            replay.part(folder, part)
    return replay.result()


def _start(folder: Path, rules: Rules[State]) -> tuple[Part | None, Snapshot[State]]:
    for part in reversed(snapshots(folder)):
        try:
            return part, read_snapshot(folder, part, rules)
        except Exception as error:
            # Whatever is wrong with it (damage, another shape of the state), an older one and more replay
            # give the same floor.
            log.error("recover.snapshot_unusable", snapshot=part.snapshot(folder).name, error=str(error))
    return None, Snapshot(rules.empty(), 0, 0, ())


class _Replay(Generic[State]):
    def __init__(self, rules: Rules[State], snapshot: Snapshot[State], floor: str) -> None:
        self._rules = rules
        self._floor = floor
        self._state = snapshot.state
        self._number = snapshot.last_input
        self._mark = Mark(now=snapshot.now, offset=snapshot.offset) if snapshot.last_input else None
        self._open: dict[int, tuple[AnySwitchCommand, ...]] = {
            batch.number: batch.commands for batch in snapshot.outstanding
        }
        self._replayed = 0

    def part(self, folder: Path, part: Part) -> None:
        path = part.journal(folder)
        whole = read_whole(path)
        if whole.torn:
            _put_aside(path, whole.end, whole.torn)
        missing: Facts | None = None
        for record in whole.records:
            if isinstance(record, Facts) and missing is not None:
                self._compare(missing, record)
            elif missing is not None:
                log.warning("recover.facts_were_missing", input=missing.number)
            missing = None
            match record:
                case Input():
                    missing = self._input(record, part)
                case Acted(number=number):
                    self._open.pop(number, None)
                case Opened():
                    self._opened(record)
                case Facts():
                    pass
        if missing is not None:
            _append(path, missing)

    def _input(self, record: Input, part: Part) -> Facts | None:
        self._number = record.number
        self._mark = replace(self._mark or Mark(now=0, offset=0), now=record.now, offset=record.offset)
        self._replayed += 1
        try:
            self._state, commands = self._rules.step(self._state, record.event, record.now)
        except Exception as error:
            log.error("recover.step_broke", told=described(record.event), error=str(error))
            return None
        orders = tuple(c for c in commands if not isinstance(c, Reply | RecordFact))
        if orders:
            self._open[record.number] = orders
        origin = Origin(floor=self._floor, epoch=part.epoch, wall=record.now + record.offset)
        facts = envelopes(commands, record.event, origin)
        return Facts(number=record.number, facts=facts) if facts else None

    def _opened(self, record: Opened) -> None:
        """The clock of that process stood here; a part without inputs tells it too."""
        mark = self._mark or Mark(now=record.at, offset=0)
        self._mark = replace(mark, at=record.at, steady=record.steady, boot=record.boot)

    def _compare(self, made: Facts, written: Facts) -> None:
        if made != written:
            log.error("recover.replay_differs", input=written.number)

    def result(self) -> Recovered[State]:
        outstanding = []
        for number, commands in sorted(self._open.items()):
            again = tuple(command for command in commands if not isinstance(command, ONCE))
            if again:
                outstanding.append(Outstanding(number=number, commands=again))
        return Recovered(self._state, self._number, self._mark, tuple(outstanding), self._replayed)


def _put_aside(path: Path, end: int, torn: int) -> None:
    """Cut a torn end off; more than one line of it is damage, which is kept for people to look at."""
    with path.open("rb") as file:
        file.seek(end)
        rest = file.read()
    if b"\n" in rest:
        log.error("recover.journal_damaged", file=path.name, at=end, size=torn)
        write_whole(path.with_suffix(".damaged"), rest)
    else:
        log.info("recover.torn_line_cut", file=path.name, at=end, size=torn)
    os.truncate(path, end)


def _append(path: Path, facts: Facts) -> None:
    with path.open("ab") as file:
        file.write(to_line(facts))
        file.flush()
        os.fsync(file.fileno())
