"""Two mono files become one stereo A-law WAV (left the customer, right the agent), its sum and its waveform.

One pass in blocks: a call of three hours takes no more memory than one of three seconds. See
docs/decisions/0018-recordings-are-kept-as-the-telephone-spoke.md for why nothing is compressed here.
"""

import contextlib
import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from zuoxi.calls.services.recordings import alaw, wave
from zuoxi.calls.services.recordings.spool import Side, SpoolFiles, read_block, survey

PEAKS = 1000
"""Points of a waveform, per channel."""
BLOCK_FRAMES = 80_000
SHORTEST = 50
"""An empty conversation is kept as a fiftieth of a second of silence: a file without sound does not play."""
FULL_SCALE = 32_768


@dataclass(frozen=True)
class Sound:
    """What was written."""

    frames: int
    rate: int
    sha256: str
    closed: bool
    """The switch had closed both files; otherwise more may come."""
    peaks: tuple[tuple[float, ...], tuple[float, ...]]
    """Loudest sample of each stretch, 0 … 1, customer and agent."""
    sides: tuple[float, float]
    """Seconds that the switch has written of the customer and of the agent."""

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.frames / self.rate

    def waveform(self) -> str:
        """The waveform as JSON, as the desktop draws it."""
        return json.dumps(
            {"channels": 2, "seconds": round(self.seconds, 3), "peaks": self.peaks}, separators=(",", ":")
        )


def join(files: SpoolFiles, target: Path) -> Sound:
    """Write `target` from the sides that are there (an absent one is silence); raises `NotAWave`."""
    sides = [survey(side) if side.is_file() else None for side in (files.customer, files.agent)]
    known = [side for side in sides if side is not None]
    rate = known[0].rate
    if any(side.rate != rate for side in known):
        raise ValueError("the two sides have different sampling rates")
    frames = max(rate // SHORTEST, *(side.frames for side in known))
    stretch = max(1, math.ceil(frames / PEAKS))
    block = stretch * max(1, BLOCK_FRAMES // stretch)
    peaks: tuple[list[float], list[float]] = ([], [])
    digest = hashlib.sha256()
    with contextlib.ExitStack() as open_files:
        sources = [_open(side, open_files) for side in sides]
        out = open_files.enter_context(target.open("wb"))

        def write(data: bytes) -> None:
            digest.update(data)
            out.write(data)

        write(wave.kept_head(rate, frames))
        for done in range(0, frames, block):
            count = min(block, frames - done)
            heard = [_block(source, side, done, count) for source, side in zip(sources, sides, strict=True)]
            write(alaw.encode(np.column_stack(heard)).tobytes())
            for loudest, samples in zip(peaks, heard, strict=True):
                loudest.extend(_peaks(samples, stretch))
    return Sound(
        frames=frames,
        rate=rate,
        peaks=(tuple(peaks[0]), tuple(peaks[1])),
        sha256=digest.hexdigest(),
        closed=all(side.closed for side in known),
        sides=(_seconds(sides[0]), _seconds(sides[1])),
    )


def _seconds(side: Side | None) -> float:
    return side.frames / side.rate if side is not None else 0.0


def _open(side: Side | None, open_files: contextlib.ExitStack) -> BinaryIO | None:
    if side is None:
        return None
    source = open_files.enter_context(side.path.open("rb"))
    source.seek(side.offset)
    return source


def _block(source: BinaryIO | None, side: Side | None, done: int, count: int) -> npt.NDArray[np.int16]:
    if source is None or side is None or done >= side.frames:
        return np.zeros(count, dtype=np.int16)
    there = min(count, side.frames - done)
    return np.pad(read_block(source, there), (0, count - there))


def _peaks(samples: npt.NDArray[np.int16], stretch: int) -> list[float]:
    whole = np.pad(np.abs(samples.astype(np.int32)), (0, -len(samples) % stretch))
    return [round(float(peak) / FULL_SCALE, 3) for peak in whole.reshape(-1, stretch).max(axis=1)]
