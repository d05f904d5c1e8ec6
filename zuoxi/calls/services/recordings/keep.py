"""Storing one recording, step by step; each step may be done again after a kill."""

import datetime as dt
import logging
from pathlib import Path

import soundfile
from django.db import transaction

from zuoxi.calls.models import Recording
from zuoxi.calls.services.recordings.spool import NotAWave, SpoolFiles, files_of
from zuoxi.calls.services.recordings.stereo import Progress, Sound, frames_of, mix
from zuoxi.calls.services.recordings.store import Places, key_of, move_in, sha256_of, waveform_of
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.services import audit

log = logging.getLogger(__name__)

State = Recording.State
KEPT = (State.STORED, State.VERIFIED)
PATIENCE = dt.timedelta(minutes=2)
"""How long files may come after the word that they are complete (another machine's disk)."""


class NotThereYet(Exception):
    """The switch's files have not come yet; try again in a moment."""


def keep(
    recording: Recording, where: Places, now: dt.datetime, progress: Progress = lambda done, total: None
) -> str:
    """Store a recording and read it back; returns its state. Raises `NotThereYet`."""
    files = files_of(where.spool, str(recording.id))
    if recording.state not in KEPT:
        if not files.present():
            if recording.finished_at and now < recording.finished_at + PATIENCE:
                raise NotThereYet
            report(recording, State.MISSING, now, "the switch left no file")
            return str(recording.state)
        if not _store(recording, files, where, now, progress):
            return str(recording.state)
    check(recording, where.store, now, decode=True)
    if recording.state == State.VERIFIED:
        for side in files.present():
            side.unlink(missing_ok=True)
    return str(recording.state)


def _store(
    recording: Recording, files: SpoolFiles, where: Places, now: dt.datetime, progress: Progress
) -> bool:
    target = where.store / key_of(str(recording.id), recording.started_at)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    try:
        sound = mix(files, unfinished, progress)
    except (NotAWave, ValueError) as failure:
        unfinished.unlink(missing_ok=True)
        report(recording, State.ALTERED, now, f"the switch's file cannot be read: {failure}")
        return False
    if len(files.present()) == 1:
        log.warning("recording %s has one side only", recording.id)
    checksum = sha256_of(unfinished)
    _keep_waveform(sound, target)
    move_in(unfinished, target)
    recording.state = State.STORED
    recording.key = target.relative_to(where.store).as_posix()
    recording.sha256 = checksum
    recording.seconds = round(sound.seconds, 3)
    recording.bytes = target.stat().st_size
    recording.save(update_fields=["state", "key", "sha256", "seconds", "bytes"])
    return True


def _keep_waveform(sound: Sound, target: Path) -> None:
    unfinished = target.with_suffix(".peaks.part")
    unfinished.write_text(sound.waveform(), encoding="ascii")
    move_in(unfinished, waveform_of(target))


def check(recording: Recording, store: Path, now: dt.datetime, *, decode: bool = False) -> None:
    """Compare the kept file with its checksum (`decode`: and play it through); a difference is reported."""
    path = store / recording.key
    if not path.is_file():
        report(recording, State.MISSING, now, "the file is gone")
    elif sha256_of(path) != recording.sha256:
        report(recording, State.ALTERED, now, "the checksum differs")
    elif decode and not _plays(path, recording):
        report(recording, State.ALTERED, now, "it does not play to its end")
    else:
        recording.state = State.VERIFIED
        recording.checked_at = now
        recording.save(update_fields=["state", "checked_at"])


def _plays(path: Path, recording: Recording) -> bool:
    try:
        frames = frames_of(path)
        rate = int(soundfile.info(path).samplerate)
    except soundfile.SoundFileError:
        return False
    return bool(abs(frames / rate - recording.seconds) < 0.1)


def report(recording: Recording, state: State, now: dt.datetime, why: str) -> None:
    """A recording is missing or altered: its row says so, and the audit trail, once."""
    if recording.state == state:
        return
    before = str(recording.state)
    with transaction.atomic():
        recording.state = state
        recording.checked_at = now
        recording.save(update_fields=["state", "checked_at"])
        audit.note(
            Actor(person=None, now=now),
            f"recording.{state}",
            recording,
            before={"state": before},
            after={"state": str(state), "why": why},
        )
    log.error("recording %s is %s: %s", recording.id, state, why)
