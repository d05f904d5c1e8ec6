"""Reading journals back: line by line, past damage, packed or not."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from zuoxi.engine.facts import FactEnvelope
from zuoxi.engine.formats import FORMAT
from zuoxi.engine.upcast import envelope_of
from zuoxi.live.places import Part, Position
from zuoxi.live.records import Acted, Opened, StepRead, body_of, facts_line, has_facts, journal_line

Line = Opened | StepRead | Acted


def open_part(folder: Path, part: Part) -> IO[bytes]:
    """The journal of a part, packed or not; FileNotFoundError when it is gone."""
    try:
        return part.journal(folder).open("rb")
    except FileNotFoundError:
        return gzip.open(part.packed(folder), "rb")  # type: ignore[return-value]


def lines_of(folder: Path, part: Part) -> Iterator[Line | None]:
    """The records of a part; None for each line that cannot be read."""
    with open_part(folder, part) as file:
        for line in file:
            yield _record(line)


def _record(line: bytes) -> Line | None:
    body = body_of(line)
    if body is None:
        return None
    try:
        return journal_line.decode(body)
    except msgspec.DecodeError:
        return None


def format_of(folder: Path, part: Part) -> int:
    """The format in which a part was written; today's when its head cannot be read."""
    with open_part(folder, part) as file:
        head = _record(file.readline())
    return head.format if isinstance(head, Opened) else FORMAT


def facts_between(
    folder: Path, start: Position, stop: Position | None
) -> Iterator[tuple[list[FactEnvelope] | None, int]]:
    """Facts of one part from `start` on, each line's with the offset behind it, up to `stop` if that is in
    it.

    A damaged line is passed over and given as None: the facts behind it must still reach the database.
    """
    limit = stop.offset if stop and stop.part == start.part else None
    format_ = format_of(folder, start.part)
    with open_part(folder, start.part) as file:
        offset = file.seek(start.offset)
        for line in file:
            offset += len(line)
            if limit is not None and offset > limit:
                return
            if has_facts(line):
                yield _facts(line, format_), offset


def _facts(line: bytes, format_: int) -> list[FactEnvelope] | None:
    body = body_of(line)
    if body is None:
        return None
    try:
        return [envelope_of(fact, format_) for fact in facts_line.decode(body).facts]
    except (msgspec.DecodeError, ValueError):
        return None
