"""One volume of the archive: a packed file of one month's facts, in the order of their streams.

Its first line says what it is, each other line is one fact as its row was. A volume is never written again:
facts that come later to the same month begin another one.
"""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from zuoxi import __version__
from zuoxi.calls.services.recordings.store import move_in
from zuoxi.kernel.record import Record

FORMAT = 1
LEVEL = 6
FOLDER = "facts"
"""Within the store of recordings, so that one backup holds both."""

Place = tuple[str, str, int, int]


class VolumeUnreadable(ValueError):
    """A volume is cut, altered, or of a later release."""


class Head(Record):
    """The first line."""

    format: int
    release: str
    month: str
    """`2035-03`: when its facts were recorded (UTC)."""
    facts: int


class ArchivedFact(Record):
    """One fact with all that its row held. Moments are ms since the epoch."""

    id: str
    tenant: str
    floor: str
    epoch: int
    seq: int
    stream: str
    type: str
    version: int
    occurred_at: int
    recorded_at: int
    node: str
    body: dict[str, Any]

    @property
    def place(self) -> Place:
        """Where it stands in a volume: a stream's facts together, as they were told."""
        return self.stream, self.floor, self.epoch, self.seq


_encoder = msgspec.json.Encoder(order="deterministic")
_head = msgspec.json.Decoder(Head)
_fact = msgspec.json.Decoder(ArchivedFact)


def line_of(fact: ArchivedFact) -> bytes:
    """A fact as its line, without the end of the line."""
    return _encoder.encode(fact)


def write(folder: Path, month: str, facts: int, lines: Iterable[bytes]) -> Path:
    """Write a month's next volume and put it into its place whole; OSError: nothing of it is left."""
    folder.mkdir(parents=True, exist_ok=True)
    target = _next(folder, month)
    draft = target.with_suffix(".part")
    try:
        with gzip.open(draft, "wb", compresslevel=LEVEL) as out:
            head = Head(format=FORMAT, release=__version__, month=month, facts=facts)
            out.write(_encoder.encode(head) + b"\n")
            for line in lines:
                out.write(line + b"\n")
        move_in(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return target


def _next(folder: Path, month: str) -> Path:
    numbers = [int(path.name[8:11]) for path in folder.glob(f"{month}-???.jsonl.gz")]
    return folder / f"{month}-{max(numbers, default=0) + 1:03d}.jsonl.gz"


def head_of(path: Path) -> Head:
    """What a volume is; raises `VolumeUnreadable`, FileNotFoundError."""
    try:
        with gzip.open(path, "rb") as source:
            return _read_head(path, source.readline())
    except (EOFError, zlib.error, gzip.BadGzipFile) as failure:
        raise VolumeUnreadable(f"{path.name}: {failure}") from failure


def read(path: Path) -> Iterator[ArchivedFact]:
    """Its facts in their order, to the last one that it promises; raises `VolumeUnreadable` where it is not
    as it was written (sums of the packing, number, order)."""
    count, before = 0, ("", "", 0, 0)
    try:
        with gzip.open(path, "rb") as source:
            head = _read_head(path, source.readline())
            for line in source:
                fact = _fact.decode(line)
                if fact.place <= before:
                    raise VolumeUnreadable(f"{path.name}: fact {count + 1} is out of order")
                before = fact.place
                count += 1
                yield fact
    except (EOFError, zlib.error, gzip.BadGzipFile, msgspec.DecodeError) as failure:
        raise VolumeUnreadable(f"{path.name}, behind fact {count}: {failure}") from failure
    if count != head.facts:
        raise VolumeUnreadable(f"{path.name}: {count} facts of {head.facts}")


def _read_head(path: Path, line: bytes) -> Head:
    try:
        head = _head.decode(line)
    except msgspec.DecodeError as failure:
        raise VolumeUnreadable(f"{path.name}: {failure}") from failure
    if head.format > FORMAT:
        raise VolumeUnreadable(f"{path.name} was written by a later release ({head.release})")
    return head
