"""Playing recordings: every play leaves a line in the audit trail (P3, T14)."""

import datetime as dt
from pathlib import Path

from django.core.cache import cache

from zuoxi.calls.errors import RecordingAltered, RecordingMissing, RecordingNotReady
from zuoxi.calls.models import Recording
from zuoxi.calls.services.recordings.keep import KEPT, check, known_as
from zuoxi.calls.services.recordings.playable import Playable, playable
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.selectors.audit import lately
from zuoxi.organisation.services import audit

ONE_PLAY = dt.timedelta(minutes=10)
"""A player asks for many parts of a file; those from behind its start within this time are one play."""
PLAYED = "recording.played"
SUM_KEPT_S = 600
"""A file whose sum was right is not read again for each part of one play."""


def file_of(recording: Recording, store: Path) -> Path:
    """Where a recording is kept; raises `RecordingNotReady`, `RecordingMissing`."""
    if not recording.key:
        if recording.state == Recording.State.MISSING:
            raise RecordingMissing
        raise RecordingNotReady
    return store / recording.key


def sound_of(recording: Recording, store: Path, now: dt.datetime) -> Playable:
    """A recording for a player, whose file was found to be what was stored.

    What is missing or altered is reported here and now (state, audit trail, log) and not played: raises
    `RecordingMissing`, `RecordingAltered`.
    """
    path = file_of(recording, store)
    mark = _mark(recording, path)
    if mark is None or cache.get(f"recording:{recording.id}") != mark:
        check(recording, store, now)
        if recording.state in KEPT:
            cache.set(f"recording:{recording.id}", mark, SUM_KEPT_S)
    if recording.state == Recording.State.MISSING:
        raise RecordingMissing
    if recording.state == Recording.State.ALTERED:
        raise RecordingAltered
    return playable(path)


def _mark(recording: Recording, path: Path) -> tuple[str, int, int, int] | None:
    """What tells this very file, as it is now, from any other."""
    try:
        seen = path.stat()
    except FileNotFoundError:
        return None
    return recording.sha256, seen.st_size, seen.st_mtime_ns, seen.st_ino


def note_play(actor: Actor, recording: Recording, first_byte: int) -> None:
    """Write down that somebody hears a recording; no part of it is heard without a line."""
    if first_byte and lately(actor.who, PLAYED, recording.id, actor.now - ONE_PLAY):
        return
    audit.note(actor, PLAYED, recording, name=known_as(recording))
