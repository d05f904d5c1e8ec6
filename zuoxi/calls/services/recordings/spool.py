"""What the switch leaves: two mono WAV files per recording, in step.

A header's lengths are only written when the file is closed. When the switch died they read 0, so the sound is
taken from the file's size, not from its header.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

SAMPLE_BYTES = 2
CHUNK_HEADER = 8


class NotAWave(ValueError):
    """The file is not 16-bit mono WAV."""


@dataclass(frozen=True)
class SpoolFiles:
    """The two sides of one recording; a side may be absent."""

    customer: Path
    agent: Path

    def quiet_since(self) -> float:
        """When the switch wrote into them last (seconds since the epoch)."""
        return max(side.stat().st_mtime for side in self.present())

    def present(self) -> list[Path]:
        """The sides that are there."""
        return [side for side in (self.customer, self.agent) if side.is_file()]


def files_of(spool: Path, recording: str) -> SpoolFiles:
    """Where the switch puts a recording: `-in` is what the customer says, `-out` what he hears."""
    return SpoolFiles(customer=spool / f"{recording}-in.wav", agent=spool / f"{recording}-out.wav")


@dataclass(frozen=True)
class Side:
    """One side's samples: where they begin in the file and how many there are."""

    path: Path
    rate: int
    offset: int
    frames: int
    closed: bool
    """The head tells a length: the switch has finished the file."""


def survey(path: Path) -> Side:
    """Find the samples of a WAV file, closed or not; raises `NotAWave`."""
    size = path.stat().st_size
    with path.open("rb") as source:
        riff = source.read(12)
        if len(riff) < 12 or riff[:4] != b"RIFF" or riff[8:] != b"WAVE":
            raise NotAWave(path.name)
        rate = 0
        while len(header := source.read(CHUNK_HEADER)) == CHUNK_HEADER:
            name, length = struct.unpack("<4sI", header)
            if name == b"data":
                frames = _frames(source.tell(), length, size, rate)
                return Side(path, rate, source.tell(), frames, closed=0 < length <= size - source.tell())
            body = source.read(length + length % 2)
            if name == b"fmt ":
                rate = _rate(path, body)
    raise NotAWave(path.name)


def _rate(path: Path, fmt: bytes) -> int:
    if len(fmt) < 16:
        raise NotAWave(path.name)
    kind, channels, rate, _, _, bits = struct.unpack("<HHIIHH", fmt[:16])
    if (kind, channels, bits) != (1, 1, 16):
        raise NotAWave(path.name)
    return int(rate)


def _frames(offset: int, length: int, size: int, rate: int) -> int:
    if not rate:
        raise NotAWave("data before its format")
    there = size - offset
    told = length if 0 < length <= there else there
    return told // SAMPLE_BYTES


def read_block(source: BinaryIO, frames: int) -> npt.NDArray[np.int16]:
    """The next samples of one side, filled up with silence to exactly `frames`."""
    data = source.read(frames * SAMPLE_BYTES)
    samples = np.frombuffer(data[: len(data) // SAMPLE_BYTES * SAMPLE_BYTES], dtype="<i2")
    block = np.zeros(frames, dtype=np.int16)
    block[: len(samples)] = samples
    return block
