"""The lines of journals and snapshots: eight hexadecimal digits of CRC-32, a space, one JSON object, a
newline.

Each file says in its first line in which format and by which release it was written (`engine.formats`). What
is written with today's types is read without trusting them: rows, orders and facts stay bytes until somebody
who knows their format asks for them.
"""

import zlib
from typing import Final

import msgspec

from zuoxi.engine.commands import AnySwitchCommand
from zuoxi.engine.events import AnyEvent
from zuoxi.engine.facts import FactEnvelope
from zuoxi.kernel.record import Record

CRC_WIDTH: Final = 9
"""Eight digits and the space."""


class JournalRecord(Record, tag_field="record", tag=True):
    """Base of the lines."""


# -- as they are written -------------------------------------------------------------------------------


class Opened(JournalRecord):
    """Head of each journal."""

    format: int
    release: str
    floor: str
    epoch: int
    part: int
    at: int
    """Engine moment of the opening."""
    steady: int = 0
    """The machine's steady clock at that moment, which goes on while the machine (`boot`) runs."""
    boot: str = ""


class Step(JournalRecord):
    """One call of `floor.step` with all that came of it: who has this line needs no rules to go on from
    it."""

    facts: tuple[FactEnvelope, ...]
    """First, so that `has_facts` sees at a glance whether there are any."""
    number: int
    """Rises by one per input over the floor's whole life."""
    now: int
    """Engine moment: when it was told."""
    offset: int
    """Wall time minus engine time at that moment."""
    event: AnyEvent
    """For people who look for a fault, and for tests; without what nobody may read (`written.py`)."""
    orders: tuple[AnySwitchCommand, ...]
    state: msgspec.Raw
    """The rows that are others now (`engine.encoding.difference`)."""
    late: int = 0
    """How long after `now` it was taken, where that is much (ms)."""


class Acted(JournalRecord):
    """The switch has done (or refused, which is an input of its own) all that an input ordered."""

    number: int


class Outstanding(Record):
    """What an input ordered and nobody has confirmed yet."""

    number: int
    commands: tuple[AnySwitchCommand, ...]


class Stood(JournalRecord):
    """Head of each snapshot."""

    format: int
    release: str
    last_input: int
    now: int
    offset: int
    outstanding: tuple[Outstanding, ...]
    pieces: int
    """Lines that follow."""


class Piece(JournalRecord):
    """Some rows of a snapshot."""

    state: msgspec.Raw


# -- as they are read ----------------------------------------------------------------------------------


class StepRead(JournalRecord, tag="Step"):
    """What recovery needs of a step."""

    number: int
    now: int
    offset: int = 0
    orders: tuple[msgspec.Raw, ...] = ()
    state: msgspec.Raw = msgspec.Raw(b"{}")


class FactsRead(JournalRecord, tag="Step"):
    """What the recorder needs of a step."""

    facts: tuple[msgspec.Raw, ...] = ()


class OutstandingRead(Record):
    number: int
    commands: tuple[msgspec.Raw, ...]


class StoodRead(JournalRecord, tag="Stood"):
    format: int
    release: str
    last_input: int
    now: int
    offset: int = 0
    outstanding: tuple[OutstandingRead, ...] = ()
    pieces: int = 0


_encoder = msgspec.json.Encoder(order="deterministic")
journal_line: Final[msgspec.json.Decoder[Opened | StepRead | Acted]] = msgspec.json.Decoder(
    Opened | StepRead | Acted
)
facts_line: Final[msgspec.json.Decoder[FactsRead]] = msgspec.json.Decoder(FactsRead)
snapshot_line: Final[msgspec.json.Decoder[StoodRead | Piece]] = msgspec.json.Decoder(StoodRead | Piece)
whole_line: Final[msgspec.json.Decoder[Opened | Step | Acted | Stood | Piece]] = msgspec.json.Decoder(
    Opened | Step | Acted | Stood | Piece
)


def to_line(record: JournalRecord) -> bytes:
    """A record as its line."""
    body = _encoder.encode(record)
    return b"%08x %b\n" % (zlib.crc32(body), body)


def body_of(line: bytes) -> bytes | None:
    """The JSON of a line, or None when the line is torn or damaged."""
    body = line[CRC_WIDTH:-1]
    if line[-1:] != b"\n" or line[:CRC_WIDTH] != b"%08x " % zlib.crc32(body):
        return None
    return body


def has_facts(line: bytes) -> bool:
    """Whether a whole line holds facts, without decoding it (the recorder passes over all others)."""
    return line.startswith(b'{"record":"Step","facts":[{', CRC_WIDTH)
