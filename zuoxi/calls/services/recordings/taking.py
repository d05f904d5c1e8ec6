"""Taking a recording along: one WAV that every player knows, with a mark that leads back to who took it.

The mark stands in the file (a `LIST` chunk before its sound, which players show as its comment) and, with the
checksum of what was kept, in the audit trail: a file that turns up somewhere is traced by either.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

import soundfile

from zuoxi.calls.models import Recording
from zuoxi.calls.services.recordings import alaw, wave
from zuoxi.calls.services.recordings.keep import known_as
from zuoxi.calls.services.recordings.playing import sound_of
from zuoxi.calls.services.recordings.store import Store
from zuoxi.calls.services.recordings.stores import store_of
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.services import audit

TAKEN = "recording.downloaded"
BLOCK = 1 << 19
"""Bytes of kept sound at a time: a call of three hours takes no more memory than one of three minutes."""


@dataclass(frozen=True)
class Taken:
    """What somebody takes along."""

    name: str
    mark: str
    size: int
    blocks: Iterator[bytes]


def take(actor: Actor, recording: Recording) -> Taken:
    """Give a recording out, and write down to whom before the first byte leaves.

    Raises what playing it raises.
    """
    sound = sound_of(recording, actor.now)
    store, key = store_of(recording), sound.key
    frames, rate = _length(store, key, sound.size)
    mark = new_mark()
    head = wave.marked_head(rate, frames, f"Zuoxi {mark} {actor.who.name} {actor.now:%Y-%m-%dT%H:%M:%SZ}")
    told = {"mark": mark, "sha256": recording.sha256, "seconds": recording.seconds}
    audit.note(actor, TAKEN, recording, name=known_as(recording), after=told)
    return Taken(
        name=f"{recording.started_at:%Y%m%d-%H%M%S}-{mark}.wav",
        mark=mark,
        size=len(head) + frames * wave.CHANNELS * 2,
        blocks=_blocks(head, store, key),
    )


def new_mark() -> str:
    """A mark that no other download has, short enough to be read out on the telephone."""
    return secrets.token_hex(6).upper()


def _length(store: Store, key: str, size: int) -> tuple[int, int]:
    """Frames and samples a second of a kept file."""
    if PurePath(key).suffix != ".opus":
        rate = wave.kept_rate(store.part(key, 0, wave.KEPT_HEAD - 1))
        return (store.look(key).size - wave.KEPT_HEAD) // wave.CHANNELS, rate
    with store.at_hand(key) as path, soundfile.SoundFile(path) as sound:
        return sound.frames, sound.samplerate


def _blocks(head: bytes, store: Store, key: str) -> Iterator[bytes]:
    yield head
    with store.at_hand(key) as path:
        if PurePath(key).suffix == ".opus":
            with soundfile.SoundFile(path) as sound:
                for block in sound.blocks(BLOCK, dtype="int16", always_2d=True):
                    yield block.astype("<i2").tobytes()
            return
        with path.open("rb") as source:
            source.seek(wave.KEPT_HEAD)
            while data := source.read(BLOCK):
                yield alaw.decode(data).tobytes()
