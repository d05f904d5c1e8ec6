"""The lines of a journal: eight hexadecimal digits of CRC-32, a space, one JSON object, a newline."""

import zlib

import msgspec

from zuoxi.engine.commands import AnySwitchCommand
from zuoxi.engine.events import AnyEvent
from zuoxi.engine.facts import FactEnvelope
from zuoxi.kernel.record import Record

CRC_WIDTH = 9  # eight digits and the space


class JournalRecord(Record, tag_field="record", tag=True):
    """Base of the lines."""


class Opened(JournalRecord):
    """Head of each file."""

    floor: str
    epoch: int
    part: int
    at: int
    """Engine moment of the opening."""
    steady: int = 0
    """The machine's steady clock at that moment, which goes on while the machine (`boot`) runs."""
    boot: str = ""


class Input(JournalRecord):
    """One call of `floor.step`. `number` rises by one per input over the floor's whole life."""

    number: int
    now: int
    """Engine moment: when it was told."""
    event: AnyEvent
    offset: int = 0
    """Wall time minus engine time at that moment."""


class Facts(JournalRecord):
    """The facts that came of an input; an input without this line gave none (or the process died)."""

    number: int
    facts: tuple[FactEnvelope, ...]


class Acted(JournalRecord):
    """The switch has done (or refused, which is an input of its own) all that an input ordered."""

    number: int


class Outstanding(Record):
    """What an input ordered and nobody has confirmed yet."""

    number: int
    commands: tuple[AnySwitchCommand, ...]


AnyJournalRecord = Opened | Input | Facts | Acted

_encoder = msgspec.json.Encoder(order="deterministic")
_decoder: msgspec.json.Decoder[AnyJournalRecord] = msgspec.json.Decoder(AnyJournalRecord)


def to_line(record: JournalRecord) -> bytes:
    """A record as its line."""
    body = _encoder.encode(record)
    return b"%08x %b\n" % (zlib.crc32(body), body)


def from_line(line: bytes) -> AnyJournalRecord | None:
    """The record of a line, or None when the line is torn or damaged."""
    body = line[CRC_WIDTH:-1]
    if line[-1:] != b"\n" or line[:CRC_WIDTH] != b"%08x " % zlib.crc32(body):
        return None
    return _decoder.decode(body)


def has_facts(line: bytes) -> bool:
    """Whether a whole line holds facts, without decoding it (the recorder passes over all others)."""
    return line.startswith(b'{"record":"Facts"', CRC_WIDTH)
