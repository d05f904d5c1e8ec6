"""Reading journals back: strictly for recovery, and past damage for the recorder."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from zuoxi.live.places import Part, Position
from zuoxi.live.records import AnyJournalRecord, Facts, from_line, has_facts


@dataclasses.dataclass(frozen=True)
class Whole:
    """The readable part of a file: its records, and where it stops being readable."""

    records: tuple[AnyJournalRecord, ...]
    end: int
    torn: int
    """Bytes behind `end`: a line cut off by a crash (or damage)."""


def read_whole(path: Path) -> Whole:
    """All records up to the first line that is torn or damaged."""
    records: list[AnyJournalRecord] = []
    end = 0
    with path.open("rb") as file:
        for line in file:
            record = from_line(line)
            if record is None:
                break
            records.append(record)
            end += len(line)
    return Whole(tuple(records), end, path.stat().st_size - end)


def facts_between(folder: Path, start: Position, stop: Position | None) -> Iterator[tuple[Facts | None, int]]:
    """Facts of one part from `start` on, each with the offset behind it, up to `stop` if that is in it.

    A damaged line is passed over and given as None: the facts behind it must still reach the database.
    """
    limit = stop.offset if stop and stop.part == start.part else None
    with Part(start.epoch, start.number).journal(folder).open("rb") as file:
        offset = file.seek(start.offset)
        for line in file:
            offset += len(line)
            if limit is not None and offset > limit:
                return
            if not has_facts(line):
                continue
            record = from_line(line)
            yield (record if isinstance(record, Facts) else None), offset
