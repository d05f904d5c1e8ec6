"""The state of the floor before a part of the journal: a head and the rows, line by line.

A line that is damaged costs its rows at most; an older snapshot with all of the journal behind it costs
nothing.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Generic

import msgspec

from zuoxi import __version__
from zuoxi.engine.formats import FORMAT
from zuoxi.live.disk import write_whole
from zuoxi.live.places import Part
from zuoxi.live.records import (
    Outstanding,
    Piece,
    Stood,
    StoodRead,
    body_of,
    snapshot_line,
    to_line,
)
from zuoxi.live.rules import Rules, State
from zuoxi.live.written import orders_as_written


class Snapshot(msgspec.Struct, Generic[State], frozen=True):
    """A state with what the loop knew beside it."""

    state: State
    last_input: int
    now: int
    outstanding: tuple[Outstanding, ...] = ()
    offset: int = 0


class Found(msgspec.Struct, frozen=True):
    """What can be read of a snapshot."""

    head: StoodRead | None
    pieces: tuple[msgspec.Raw, ...]

    @property
    def whole(self) -> bool:
        """Nothing of it is missing."""
        return self.head is not None and self.head.pieces == len(self.pieces)


def write_snapshot(folder: Path, part: Part, snapshot: Snapshot[State], rules: Rules[State]) -> None:
    """Put a snapshot beside its part, whole or not at all."""
    pieces = [to_line(Piece(state=msgspec.Raw(piece))) for piece in rules.pieces(snapshot.state)]
    head = Stood(
        format=FORMAT,
        release=__version__,
        last_input=snapshot.last_input,
        now=snapshot.now,
        offset=snapshot.offset,
        outstanding=tuple(
            Outstanding(number=batch.number, commands=orders_as_written(batch.commands))
            for batch in snapshot.outstanding
        ),
        pieces=len(pieces),
    )
    write_whole(part.snapshot(folder), b"".join((to_line(head), *pieces)))


def read_snapshot(folder: Path, part: Part) -> Found:
    """What can be read of the snapshot of a part: an empty or lost one is one of which nothing can."""
    try:
        lines = part.snapshot(folder).read_bytes().splitlines(keepends=True)
    except OSError:
        return Found(None, ())
    return _found(lines)


def _found(lines: Iterable[bytes]) -> Found:
    head: StoodRead | None = None
    pieces: list[msgspec.Raw] = []
    for line in lines:
        body = body_of(line)
        if body is None:
            continue
        try:
            record = snapshot_line.decode(body)
        except msgspec.DecodeError:
            continue
        if isinstance(record, StoodRead):
            head = record
        else:
            pieces.append(record.state)
    return Found(head, tuple(pieces))
