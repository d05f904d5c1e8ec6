"""How far the recorder has come: a small file beside the journal. Losing it costs time, never a fact."""

from pathlib import Path

import msgspec

from zuoxi.kernel.record import Record
from zuoxi.live.disk import write_whole
from zuoxi.live.places import Position, journals


class Cursor(Record):
    """The place behind the last recorded fact, and that fact's number."""

    epoch: int = 0
    part: int = 0
    offset: int = 0
    fact: tuple[int, int] = (0, 0)
    """(epoch, seq) of the last recorded fact."""

    @property
    def position(self) -> Position:
        return Position(self.epoch, self.part, self.offset)


def at(position: Position, fact: tuple[int, int]) -> Cursor:
    """A cursor at a place."""
    return Cursor(epoch=position.epoch, part=position.number, offset=position.offset, fact=fact)


def read_cursor(folder: Path) -> Cursor:
    """The saved cursor, or one before everything when there is none that can be read."""
    try:
        return msgspec.json.decode((folder / "cursor").read_bytes(), type=Cursor)
    except (OSError, msgspec.DecodeError):
        return Cursor()


CURSOR_DRAFT = "cursor.new"
"""Name of the draft that `write_whole` makes of it."""


def write_cursor(folder: Path, cursor: Cursor) -> None:
    """Save; not forced to the disk, as an older cursor only repeats what the database knows already."""
    write_whole(folder / "cursor", msgspec.json.encode(cursor), durable=False)


def settled(folder: Path, position: Position) -> Position | None:
    """`position`, or the beginning of the first part behind it when its own is not there any more."""
    parts = journals(folder)
    if position.part in parts:
        return position
    later = [part for part in parts if part > position.part]
    return Position(*later[0], 0) if later else None


def following(folder: Path, position: Position) -> Position | None:
    """The beginning of the part after `position`'s, if there is one."""
    later = [part for part in journals(folder) if part > position.part]
    return Position(*later[0], 0) if later else None
