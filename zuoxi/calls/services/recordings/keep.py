"""Storing one recording, step by step; each step may be done again after a kill."""

import datetime as dt
import logging
from pathlib import Path

from django.db import transaction

from zuoxi.calls.models import Call, Recording, Segment
from zuoxi.calls.services.recordings.spool import NotAWave, SpoolFiles, files_of, survey
from zuoxi.calls.services.recordings.stereo import Sound, join
from zuoxi.calls.services.recordings.store import (
    LocalStore,
    Places,
    Store,
    key_of,
    move_in,
    sum_in,
    waveform_of,
)
from zuoxi.kernel.phone import mask
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.services import audit

log = logging.getLogger(__name__)

State = Recording.State
KEPT = (State.STORED, State.VERIFIED, State.SHORT)
WHOLE = (State.VERIFIED, State.SHORT)
"""What is kept is what was written; `short`: that was less than was spoken."""
PATIENCE = dt.timedelta(minutes=2)
"""How long files may come after the word that they are complete (another machine's disk), and how long one
that was never closed must have been quiet: the conversation may go on although nobody here knows."""
PATIENCE_WITH_NOTHING = dt.timedelta(seconds=3)
"""The same for a file without a single sample whose end the switch has told: who hangs up at once leaves one,
and its closed head looks like an open one."""
LACKING_S = 2.0
LACKING = 0.05
"""A recording is short when more than this of the conversation, or of one of the two, is not in it."""


class NotThereYet(Exception):
    """The switch's files have not come, or it still writes; try again in a moment."""


def keep(recording: Recording, where: Places, now: dt.datetime) -> str:
    """Store a recording and read it back; returns its state. Raises `NotThereYet`."""
    files = files_of(where.spool, str(recording.id))
    if recording.state not in KEPT:
        if not files.present():
            if recording.finished_at and now < recording.finished_at + PATIENCE:
                raise NotThereYet
            report(recording, State.MISSING, now, "the switch left no file")
            return str(recording.state)
        if not _store(recording, files, where, now):
            return str(recording.state)
    if recording.store == Recording.Store.LOCAL:  # only what was checked here is moved
        check(recording, LocalStore(where.store), now)
    if recording.state in WHOLE and _closed(files, now):
        for side in files.present():
            side.unlink(missing_ok=True)
    return str(recording.state)


def _closed(files: SpoolFiles, now: dt.datetime) -> bool:
    """Whether the switch has finished the files. Those that it has not stay for the daily look at the spool
    (`queue.clear_spool`): a process may still hold them open."""
    sides = [survey(side) for side in files.present()]
    if all(side.closed for side in sides):
        return True
    nothing = all(side.closed or side.frames == 0 for side in sides)
    return nothing and _quiet(files, now, PATIENCE_WITH_NOTHING)


def _quiet(files: SpoolFiles, now: dt.datetime, patience: dt.timedelta) -> bool:
    return now.timestamp() - files.quiet_since() > patience.total_seconds()


def _store(recording: Recording, files: SpoolFiles, where: Places, now: dt.datetime) -> bool:
    target = where.store / key_of(str(recording.id), recording.started_at)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    try:
        if not _quiet(files, now, PATIENCE) and not _closed(files, now):
            raise NotThereYet
        sound = join(files, unfinished)
    except (NotAWave, ValueError) as failure:
        unfinished.unlink(missing_ok=True)
        report(recording, State.ALTERED, now, f"the switch's file cannot be read: {failure}")
        return False
    _keep_waveform(sound, target)
    move_in(unfinished, target)
    recording.state = State.STORED
    recording.key = target.relative_to(where.store).as_posix()
    recording.sha256 = sound.sha256
    recording.seconds = round(sound.seconds, 3)
    recording.bytes = target.stat().st_size
    recording.store, recording.left_in = Recording.Store.LOCAL, ""  # what had grown may lie elsewhere already
    with transaction.atomic():
        recording.save(update_fields=["state", "key", "sha256", "seconds", "bytes", "store", "left_in"])
        # on a message nobody speaks but the caller
        if recording.segment_id is not None and (one_sided := _one_sided(sound)):
            report(recording, State.SHORT, now, one_sided)
    return True


def _one_sided(sound: Sound) -> str:
    """What is not in it of one of the two, who are written in step; empty when both are there."""
    for name, seconds in zip(("customer", "agent"), sound.sides, strict=True):
        if _lacks(sound.seconds, seconds):
            return f"{sound.seconds - seconds:.1f} s of the {name} are not in it"
    return ""


def _keep_waveform(sound: Sound, target: Path) -> None:
    unfinished = target.with_suffix(".peaks.part")
    unfinished.write_text(sound.waveform(), encoding="ascii")
    move_in(unfinished, waveform_of(target))


def check(recording: Recording, store: Store, now: dt.datetime) -> None:
    """Compare the kept file with its checksum; a difference is reported. Raises `StoreAway`.

    What was moved, made small or erased while it was read is as its row says now: nothing is said of it.
    """
    try:
        found = sum_in(store, recording.key)
    except FileNotFoundError:
        report(recording, State.MISSING, now, "the file is gone")
        return
    if found != recording.sha256:
        report(recording, State.ALTERED, now, "the checksum differs")
    elif (lacking := _lacking(recording)) or recording.state == State.SHORT:
        report(recording, State.SHORT, now, f"{lacking:.1f} s of the conversation are not in it")
    else:
        _put_state(recording, State.VERIFIED, now)


def _put_state(recording: Recording, state: State, now: dt.datetime) -> bool:
    """Say what a recording is, if it is still the very file that was looked at; else read its row again."""
    same = {name: getattr(recording, name) for name in ("key", "store", "sha256")}
    rows = Recording.objects.filter(pk=recording.pk, **same).exclude(state=State.ERASED)
    if not rows.update(state=state, checked_at=now):
        recording.refresh_from_db()
        return False
    recording.state, recording.checked_at = state, now
    return True


def _lacking(recording: Recording) -> float:
    """Seconds of the conversation that are not recorded; 0 when it is as good as whole."""
    if recording.segment_id is None:
        return 0.0  # a message is as long as it is
    segment = Segment.objects.filter(pk=recording.segment_id, ended_at__isnull=False).first()
    spoken = segment.talk_ms / 1000 if segment else 0.0
    return spoken - recording.seconds if _lacks(spoken, recording.seconds) else 0.0


def _lacks(whole: float, there: float) -> bool:
    return whole - there > max(LACKING_S, whole * LACKING)


def report(recording: Recording, state: State, now: dt.datetime, why: str) -> None:
    """A recording is missing, altered or short: its row says so, and the audit trail, once."""
    if recording.state == state:
        return
    before = str(recording.state)
    with transaction.atomic():
        if not _put_state(recording, state, now):
            return
        audit.note(
            Actor(person=None, now=now),
            f"recording.{state}",
            recording,
            before={"state": before},
            after={"state": str(state), "why": why},
            name=known_as(recording),
        )
    log.error("recording %s is %s: %s", recording.id, state, why)


def known_as(recording: Recording) -> str:
    """What people call a recording: whom it was spoken with, covered."""
    numbers = Call.objects.filter(pk=recording.call_id).values_list("customer_number", flat=True)
    return mask(next(iter(numbers[:1]), ""))
