"""A kept recording as a browser plays it: at once, in parts, without a file in between.

A-law in WAV is not played everywhere, plain samples are; a byte of the one is two of the other, so each part
of what is played is computed from the part of the file that holds it.
"""

from dataclasses import dataclass
from pathlib import Path

from zuoxi.calls.services.recordings import alaw, wave


@dataclass(frozen=True)
class Playable:
    """What a player is given: `size` bytes of `media`."""

    path: Path
    size: int
    media: str
    head: bytes = b""
    """Before what is computed; empty: the file is played as it is."""

    def part(self, first: int, last: int) -> bytes:
        """The bytes from `first` to `last`, both included."""
        with self.path.open("rb") as source:
            if not self.head:
                source.seek(first)
                return source.read(last - first + 1)
            start, end = max(first - len(self.head), 0), max(last + 1 - len(self.head), 0)
            source.seek(wave.KEPT_HEAD + start // 2)
            sound = alaw.decode(source.read((end + 1) // 2 - start // 2)).tobytes()
            return self.head[first : last + 1] + sound[start % 2 : start % 2 + end - start]


def playable(path: Path) -> Playable:
    """The kept file at `path` for a player; ValueError when it is none."""
    size = path.stat().st_size
    if path.suffix == ".opus":
        return Playable(path, size, "audio/ogg")
    with path.open("rb") as source:
        rate = wave.kept_rate(source.read(wave.KEPT_HEAD))
    frames = (size - wave.KEPT_HEAD) // wave.CHANNELS
    head = wave.played_head(rate, frames)
    return Playable(path, len(head) + frames * wave.CHANNELS * 2, "audio/wav", head)
