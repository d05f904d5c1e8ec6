"""The state of the floor before a part of the journal: two lines, what it is, and `floor.dump`."""

import zlib
from pathlib import Path
from typing import Generic

import msgspec

from zuoxi.kernel.record import Record
from zuoxi.live.disk import write_whole
from zuoxi.live.places import Part
from zuoxi.live.records import Outstanding
from zuoxi.live.rules import Rules, State


class Head(Record):
    """First line of a snapshot."""

    last_input: int
    now: int
    outstanding: tuple[Outstanding, ...]
    crc: int
    """CRC-32 of the second line."""
    offset: int = 0
    """Wall time minus engine time."""


class Snapshot(msgspec.Struct, Generic[State], frozen=True):
    """A state with what the loop knew beside it."""

    state: State
    last_input: int
    now: int
    outstanding: tuple[Outstanding, ...] = ()
    offset: int = 0


def write_snapshot(folder: Path, part: Part, snapshot: Snapshot[State], rules: Rules[State]) -> None:
    """Put a snapshot beside its part, whole or not at all."""
    body = rules.dump(snapshot.state)
    head = Head(
        last_input=snapshot.last_input,
        now=snapshot.now,
        outstanding=snapshot.outstanding,
        offset=snapshot.offset,
        crc=zlib.crc32(body),
    )
    write_whole(part.snapshot(folder), msgspec.json.encode(head) + b"\n" + body)


def read_snapshot(folder: Path, part: Part, rules: Rules[State]) -> Snapshot[State]:
    """The snapshot of a part; ValueError or a decoding error when it cannot be used."""
    line, _, body = part.snapshot(folder).read_bytes().partition(b"\n")
    head = msgspec.json.decode(line, type=Head)
    if zlib.crc32(body) != head.crc:
        raise ValueError("the snapshot is damaged")
    return Snapshot(rules.load(body), head.last_input, head.now, head.outstanding, head.offset)
