"""A kept recording as a browser plays it: at once, in parts, without a file in between.

A-law in WAV is not played everywhere, plain samples are; a byte of the one is two of the other, so each part
of what is played is computed from the part of the file that holds it.
"""

from dataclasses import dataclass
from pathlib import PurePath

from zuoxi.calls.services.recordings import alaw, wave
from zuoxi.calls.services.recordings.store import Store


@dataclass(frozen=True)
class Playable:
    """What a player is given: `size` bytes of `media`."""

    store: Store
    key: str
    size: int
    media: str
    head: bytes = b""
    """Before what is computed; empty: the file is played as it is."""

    def part(self, first: int, last: int) -> bytes:
        """The bytes from `first` to `last`, both included."""
        if not self.head:
            return self.store.part(self.key, first, last)
        start, end = max(first - len(self.head), 0), max(last + 1 - len(self.head), 0)
        begin, count = wave.KEPT_HEAD + start // 2, (end + 1) // 2 - start // 2
        kept = self.store.part(self.key, begin, begin + count - 1) if count else b""
        sound = alaw.decode(kept).tobytes()
        return self.head[first : last + 1] + sound[start % 2 : start % 2 + end - start]


def playable(store: Store, key: str) -> Playable:
    """The kept file at `key` for a player; ValueError when it is none, `FileNotFoundError`, `StoreAway`."""
    size = store.look(key).size
    if PurePath(key).suffix == ".opus":
        return Playable(store, key, size, "audio/ogg")
    rate = wave.kept_rate(store.part(key, 0, wave.KEPT_HEAD - 1))
    frames = (size - wave.KEPT_HEAD) // wave.CHANNELS
    head = wave.played_head(rate, frames)
    return Playable(store, key, len(head) + frames * wave.CHANNELS * 2, "audio/wav", head)
