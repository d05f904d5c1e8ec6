"""The floor as the last process left it: the newest snapshot's rows, and those that each later step changed.

No rule is run again: another release may decide otherwise than the one that ordered, dialled and recorded.
What cannot be read costs itself only; the floor starts with what can be, and the inventory of the switch
shows the rest.
"""

import os
from collections.abc import Container, Iterable
from pathlib import Path
from typing import Generic

import msgspec
import structlog
from msgspec.structs import replace

from zuoxi.engine.commands import AnySwitchCommand, DialCustomer, DialDevice, LinkNodes, SendKeys
from zuoxi.engine.formats import FORMAT, ORDERS, raised
from zuoxi.live.clock import Mark
from zuoxi.live.cursor import CURSOR_DRAFT
from zuoxi.live.places import Part, journals, snapshots
from zuoxi.live.reading import lines_of
from zuoxi.live.records import Acted, Opened, Outstanding, OutstandingRead, StepRead
from zuoxi.live.rules import Rules, State
from zuoxi.live.snapshots import Found, read_snapshot

log = structlog.get_logger("zuoxi.live.recover")

ONCE = (DialCustomer, DialDevice, LinkNodes, SendKeys)
"""Never done again by a later process: a permit is for one dialling, keys are pressed once. What did not
come about shows in the inventory."""


class Recovered(msgspec.Struct, Generic[State], frozen=True):
    """What a new process starts from."""

    state: State
    last_input: int
    mark: Mark | None
    """Where the floor's clock stood; None: it has never run."""
    outstanding: tuple[Outstanding, ...]
    steps: int
    """Steps behind the snapshot."""
    lost: tuple[str, ...]
    """Rows, orders and lines that could not be read, each in words."""


def recover(folder: Path, rules: Rules[State]) -> Recovered[State]:
    """Read the floor's files and give the state. Never raises for what stands in them."""
    for path in folder.glob("*.new"):
        if path.name != CURSOR_DRAFT:  # the recorder is another process, and may be writing it now
            path.unlink()
    gathering = _Gathering(rules)
    start = _newest_whole(folder)
    for part in sorted({*journals(folder), *snapshots(folder)}):
        if start is None or part >= start:
            gathering.part(folder, part, first=part == start or start is None)
    return gathering.result()


def of_nodes(outstanding: Iterable[Outstanding], nodes: Container[str]) -> tuple[Outstanding, ...]:
    """What may still be done: orders for a node that is no longer there would wait for ever, and every
    snapshot would carry them on."""
    kept = (
        Outstanding(number=batch.number, commands=tuple(one for one in batch.commands if one.node in nodes))
        for batch in outstanding
    )
    return tuple(batch for batch in kept if batch.commands)


def _newest_whole(folder: Path) -> Part | None:
    """The newest snapshot of which nothing is missing; None: all that there is must do."""
    for part in reversed(snapshots(folder)):
        if read_snapshot(folder, part).whole:
            return part
        log.error("recover.snapshot_damaged", snapshot=part.snapshot(folder).name)
    return None


class _Gathering(Generic[State]):
    def __init__(self, rules: Rules[State]) -> None:
        self._rules = rules
        self._rows = rules.rows()
        self._number = 0
        self._mark: Mark | None = None
        self._format = FORMAT
        self._open: dict[int, tuple[AnySwitchCommand, ...]] = {}
        self._steps = 0
        self._lost: list[str] = []

    def part(self, folder: Path, part: Part, *, first: bool) -> None:
        """Take a part; its snapshot only when nothing better stands before it (`first`)."""
        if first and part.snapshot(folder).exists():
            self._snapshot(read_snapshot(folder, part), part.snapshot(folder).name)
        _cut_torn_end(part.journal(folder))
        try:
            for number, line in enumerate(lines_of(folder, part), 1):
                self._line(line, f"{part.journal(folder).name} line {number}")
        except FileNotFoundError:
            return  # a snapshot without its journal: the process died between the two
        except (OSError, EOFError) as error:
            self._lose(f"{part.journal(folder).name}: {error}")

    def _snapshot(self, found: Found, name: str) -> None:
        if found.head is not None:
            self._format = found.head.format
            self._number = max(self._number, found.head.last_input)
            self._mark = Mark(now=found.head.now, offset=found.head.offset)
            self._open = {batch.number: self._commands(batch, name) for batch in found.head.outstanding}
        if not found.whole:
            self._lose(f"{name}: damaged")
        for piece in found.pieces:
            self._add(piece, name)

    def _line(self, line: Opened | StepRead | Acted | None, name: str) -> None:
        match line:
            case None:
                self._lose(f"{name}: damaged")
            case Opened():
                self._opened(line)
            case StepRead():
                self._step(line, name)
            case Acted(number=number):
                self._open.pop(number, None)

    def _opened(self, line: Opened) -> None:
        """The clock of that process stood here; a part without inputs tells it too."""
        self._format = line.format
        mark = self._mark or Mark(now=line.at, offset=0)
        self._mark = replace(mark, at=line.at, steady=line.steady, boot=line.boot)

    def _step(self, line: StepRead, name: str) -> None:
        self._number = line.number
        self._mark = replace(self._mark or Mark(now=0, offset=0), now=line.now, offset=line.offset)
        self._steps += 1
        self._add(line.state, name)
        orders = self._commands(OutstandingRead(number=line.number, commands=line.orders), name)
        if orders:
            self._open[line.number] = orders

    def _add(self, rows: msgspec.Raw, name: str) -> None:
        try:
            self._rows.add(rows, self._format)
        except msgspec.DecodeError as error:
            self._lose(f"{name}: {error}")

    def _commands(self, batch: OutstandingRead, name: str) -> tuple[AnySwitchCommand, ...]:
        found: list[AnySwitchCommand] = []
        for data in batch.commands:
            try:
                order = self._order(data)
            except (msgspec.DecodeError, LookupError, TypeError, ValueError) as error:
                self._lose(f"{name}: an order: {error}")
                continue
            if order is not None and not isinstance(order, ONCE):
                found.append(order)
        return tuple(found)

    def _order(self, data: msgspec.Raw) -> AnySwitchCommand | None:
        if self._format == FORMAT:
            return _order_decoder.decode(data)
        row = raised(ORDERS, self._format, msgspec.json.decode(data))
        return None if row is None else msgspec.convert(row, AnySwitchCommand)

    def _lose(self, what: str) -> None:
        log.error("recover.not_read", what=what)
        self._lost.append(what)

    def result(self) -> Recovered[State]:
        state, unread = self._rows.state()
        for name in unread:
            self._lose(name)
        if self._lost:
            state = self._rules.mend(state)
        outstanding = tuple(
            Outstanding(number=number, commands=commands)
            for number, commands in sorted(self._open.items())
            if commands
        )
        return Recovered(state, self._number, self._mark, outstanding, self._steps, tuple(self._lost))


def _cut_torn_end(path: Path) -> None:
    """A line without its end was being written when the process died: it never acted."""
    try:
        with path.open("rb+") as file:
            size = file.seek(0, os.SEEK_END)
            end = size
            while end and (start := max(0, end - _STRIDE)) >= 0:
                file.seek(start)
                found = file.read(end - start).rfind(b"\n")
                if found >= 0:
                    end = start + found + 1
                    break
                end = start
            if end < size:
                log.info("recover.torn_line_cut", file=path.name, at=end, size=size - end)
                file.truncate(end)
    except FileNotFoundError:
        return
    except OSError as error:
        log.error("recover.torn_line_stays", file=path.name, error=str(error))


_STRIDE = 1 << 20
_order_decoder: msgspec.json.Decoder[AnySwitchCommand] = msgspec.json.Decoder(AnySwitchCommand)
