"""Playing recordings: every play leaves a line in the audit trail (P3, T14)."""

import datetime as dt
import logging

from django.core.cache import cache

from zuoxi.calls.errors import (
    RecordingAltered,
    RecordingErased,
    RecordingMissing,
    RecordingNotReady,
    RecordingStoreAway,
)
from zuoxi.calls.models import Recording
from zuoxi.calls.services.recordings.keep import KEPT, check, known_as
from zuoxi.calls.services.recordings.playable import Playable, playable
from zuoxi.calls.services.recordings.store import StoreAway, waveform_key
from zuoxi.calls.services.recordings.stores import store_of
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.selectors.audit import lately
from zuoxi.organisation.services import audit

log = logging.getLogger(__name__)

ONE_PLAY = dt.timedelta(minutes=10)
"""A player asks for many parts of a file; those from behind its start within this time are one play."""
PLAYED = "recording.played"
SUM_KEPT_S = 600
"""A file whose sum was right is not read again for each part of one play."""


def key_of(recording: Recording) -> str:
    """Its key in the store; raises `RecordingErased`, `RecordingNotReady`, `RecordingMissing`."""
    if recording.state == Recording.State.ERASED:
        raise RecordingErased
    if not recording.key:
        if recording.state == Recording.State.MISSING:
            raise RecordingMissing
        raise RecordingNotReady
    return recording.key


def sound_of(recording: Recording, now: dt.datetime) -> Playable:
    """A recording for a player, whose file was found to be what was stored.

    What is missing or altered is reported here and now (state, audit trail, log) and not played: raises
    `RecordingMissing`, `RecordingAltered`; and `RecordingStoreAway`, which says nothing about the file.
    """
    key = key_of(recording)
    try:
        store = store_of(recording)
        mark = _mark(recording, key)
        if mark is None or cache.get(f"recording:{recording.id}") != mark:
            check(recording, store, now)
            if recording.state in KEPT:
                cache.set(f"recording:{recording.id}", mark, SUM_KEPT_S)
        if (recording.key, recording.store) != (key, store.name):
            return sound_of(recording, now)  # moved, made small or erased while it was read
        if recording.state == Recording.State.MISSING:
            raise RecordingMissing
        if recording.state == Recording.State.ALTERED:
            raise RecordingAltered
        return playable(store, key)
    except StoreAway as away:
        log.error("recording %s cannot be fetched: %s", recording.id, away)
        raise RecordingStoreAway from away


def waveform(recording: Recording) -> bytes:
    """A recording's waveform as JSON; raises what `key_of` raises, and `RecordingStoreAway`."""
    key = waveform_key(key_of(recording))
    try:
        return b"".join(store_of(recording).blocks(key))
    except FileNotFoundError:
        raise RecordingMissing from None
    except StoreAway as away:
        raise RecordingStoreAway from away


def _mark(recording: Recording, key: str) -> tuple[str, str, str] | None:
    """What tells this very file, as it is now, from any other."""
    try:
        return recording.sha256, recording.store, store_of(recording).look(key).mark
    except FileNotFoundError:
        return None


def note_play(actor: Actor, recording: Recording, first_byte: int) -> None:
    """Write down that somebody hears a recording; no part of it is heard without a line."""
    if first_byte and lately(actor.who, PLAYED, recording.id, actor.now - ONE_PLAY):
        return
    audit.note(actor, PLAYED, recording, name=known_as(recording))
