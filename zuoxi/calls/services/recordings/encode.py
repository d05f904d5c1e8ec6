"""Making an old recording small: from A-law as it was spoken to Ogg/Opus, a third of the size.

The small file is decoded again and compared with the large one, sample by sample in number and stretch by
stretch in loudness, before the row names it; only then does the large one go. Whatever is broken off leaves
the recording as it was.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
from django.db import transaction

from zuoxi.calls.models import Recording
from zuoxi.calls.services.recordings import alaw, wave
from zuoxi.calls.services.recordings.store import move_in, settle, sha256_of

log = logging.getLogger(__name__)

LARGE, SMALL = ".wav", ".opus"
BLOCK_FRAMES = 80_000
"""Ten seconds: a call of three hours takes no more memory than one of three minutes."""
STRETCH = 800
"""A tenth of a second, over which loudness is compared."""
FAINT = 60.0
"""Of 32,768: differences of loudness that nobody hears."""
APART = 0.25
"""At most this part of all loudness of a side may differ."""

Hands = Callable[[Callable[[], None]], None]
Samples = npt.NDArray[np.int16]


class SoundDiffers(ValueError):
    """What was decoded is not what had been recorded."""


def encode(recording: Recording, store: Path, hands: Hands = lambda work: work()) -> int:
    """Make a kept recording small; returns how many bytes that saved, 0: somebody else has done it.

    `hands` do the work that takes processor time. Raises `SoundDiffers`; then, as with any other error, the
    recording stays as it was.
    """
    large = store / recording.key
    draft = large.with_suffix(f".{threading.get_native_id()}.part")
    try:
        hands(lambda: _make(large, recording.sha256, draft))
        saved = _put_in_place(recording, large, draft)
    finally:
        draft.unlink(missing_ok=True)
    drop_replaced(recording, store)
    return saved


def _make(large: Path, sha256: str, draft: Path) -> None:
    if sha256_of(large) != sha256:
        raise SoundDiffers(f"{large.name} is not what was stored")
    _write(large, draft)
    compare(large, draft)
    settle(draft)


def _put_in_place(recording: Recording, large: Path, draft: Path) -> int:
    digest, size = sha256_of(draft), draft.stat().st_size
    with transaction.atomic():
        # whoever is second finds another key here, and must not lay his file over the first one's; nor beside
        # what was moved or erased meanwhile
        here = Recording.objects.filter(pk=recording.pk, key=recording.key, store=Recording.Store.LOCAL)
        if not here.exclude(state=Recording.State.ERASED).select_for_update().exists():
            recording.refresh_from_db()
            return 0
        move_in(draft, large.with_suffix(SMALL))
        recording.key = Path(recording.key).with_suffix(SMALL).as_posix()
        recording.sha256, recording.bytes = digest, size
        recording.save(update_fields=["key", "sha256", "bytes"])
    return large.stat().st_size - size


def drop_replaced(recording: Recording, store: Path) -> None:
    """Remove the large file beside a small one of this machine that its row names."""
    if recording.key.endswith(SMALL) and recording.store == Recording.Store.LOCAL:
        (store / recording.key).with_suffix(LARGE).unlink(missing_ok=True)


def _write(large: Path, draft: Path) -> None:
    with large.open("rb") as source:
        rate = wave.kept_rate(source.read(wave.KEPT_HEAD))
    with soundfile.SoundFile(draft, "w", rate, wave.CHANNELS, subtype="OPUS", format="OGG") as target:
        for block in _spoken(large):
            target.write(block)


def _spoken(large: Path) -> Iterator[Samples]:
    """The samples of a large file, both sides side by side, some seconds at a time."""
    with large.open("rb") as source:
        source.seek(wave.KEPT_HEAD)
        while data := source.read(BLOCK_FRAMES * wave.CHANNELS):
            yield alaw.decode(data).reshape(-1, wave.CHANNELS)


def compare(large: Path, small: Path) -> None:
    """Decode the small file and compare; raises `SoundDiffers`."""
    total, apart = np.zeros(wave.CHANNELS), np.zeros(wave.CHANNELS)
    with contextlib.ExitStack() as stack:
        try:
            decoded = stack.enter_context(soundfile.SoundFile(small))
        except soundfile.LibsndfileError as failure:
            raise SoundDiffers(str(failure)) from failure
        for block in _spoken(large):
            heard = decoded.read(len(block), dtype="int16", always_2d=True)
            if heard.shape != block.shape:
                raise SoundDiffers(f"{small.name} is shorter than what was spoken")
            was, now = _loudness(block), _loudness(heard)
            total += was.sum(axis=0)
            apart += np.maximum(np.abs(now - was) - FAINT, 0).sum(axis=0)
        if len(decoded.read(1)):
            raise SoundDiffers(f"{small.name} is longer than what was spoken")
    if (apart > APART * total).any():
        raise SoundDiffers(f"{small.name} does not sound like what was spoken")


def _loudness(samples: Samples) -> npt.NDArray[np.float64]:
    """The loudness of each stretch, by side."""
    whole = np.pad(samples.astype(np.float64), ((0, -len(samples) % STRETCH), (0, 0)))
    stretches = whole.reshape(-1, STRETCH, wave.CHANNELS)
    loudness: npt.NDArray[np.float64] = np.sqrt((stretches**2).mean(axis=1))
    return loudness
