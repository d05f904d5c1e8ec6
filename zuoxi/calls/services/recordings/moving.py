"""Moving a recording from one store into another: read back there before its row names it, then let go here.

Broken off at any step there is one whole recording whose row names it; `left_in` tells what is still to go.
"""

from zuoxi.calls.models import Recording
from zuoxi.calls.services.recordings.keep import WHOLE
from zuoxi.calls.services.recordings.store import Store, sum_in, waveform_key
from zuoxi.calls.services.recordings.stores import Stores


class CopyDiffers(ValueError):
    """What the other store gives back is not what was stored, or is not whole here already."""


def move(recording: Recording, source: Store, target: Store) -> int:
    """Move a whole recording; returns its bytes, 0: somebody else has done it.

    Raises `CopyDiffers`, `StoreAway`, FileNotFoundError; then it lies where it lay.
    """
    key = recording.key
    with source.at_hand(key) as file:
        target.put(file, key)
    if sum_in(target, key) != recording.sha256:
        raise CopyDiffers(f"{key} in {target.name} is not what was stored")
    peaks = waveform_key(key)
    with source.at_hand(peaks) as file:
        target.put(file, peaks)
    here = Recording.objects.filter(pk=recording.pk, key=key, store=source.name, state__in=WHOLE)
    moved = here.update(store=target.name, left_in=source.name)
    recording.refresh_from_db()
    if not moved:
        if recording.store != target.name:
            _remove(target, key)  # it was erased or made small meanwhile
        return 0
    let_go(recording, source)
    return recording.bytes


def let_go(recording: Recording, source: Store) -> None:
    """Take away what a moved recording left behind."""
    if recording.key:  # what was erased meanwhile went from both
        _remove(source, recording.key)
    Recording.objects.filter(pk=recording.pk, left_in=source.name).update(left_in="")
    recording.left_in = ""


def let_go_of_rest(recording: Recording, known: Stores) -> None:
    """The same for one whose move was broken off; a store that is not set up any more stays as it is."""
    if (source := known.get(recording.left_in)) is not None:
        let_go(recording, source)


def _remove(store: Store, key: str) -> None:
    store.remove(key)
    store.remove(waveform_key(key))
