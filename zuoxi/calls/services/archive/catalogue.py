"""Which volumes there are: each file has a row with its checksum, each row its file."""

import datetime as dt
import logging
from collections.abc import Callable
from pathlib import Path

from zuoxi.calls.errors import VolumeMissing
from zuoxi.calls.models import FactVolume
from zuoxi.calls.services.archive.volume import FOLDER, VolumeUnreadable, head_of, read
from zuoxi.calls.services.recordings.store import sha256_of

log = logging.getLogger(__name__)

State = FactVolume.State
Progress = Callable[[int], None]
EACH = 1_000
"""Facts read between two signs."""


def adopt(store: Path, now: dt.datetime, progress: Progress = lambda facts: None) -> list[str]:
    """Give each file without a row its row: one just written, or all that a database restored from a time
    before them does not know. It is read to its end for that; returns the keys of those that cannot be."""
    known = set(FactVolume.objects.values_list("key", flat=True))
    unreadable = []
    for path in sorted((store / FOLDER).glob("*.jsonl.gz")):
        key = path.relative_to(store).as_posix()
        if key in known:
            continue
        try:
            _adopt(path, key, now, progress)
        except VolumeUnreadable as failure:
            log.error("a file of the archive cannot be read: %s", failure)
            unreadable.append(key)
    return unreadable


def _adopt(path: Path, key: str, now: dt.datetime, progress: Progress) -> None:
    head, first, last = head_of(path), "g", ""
    for number, fact in enumerate(read(path)):
        first, last = min(first, fact.id), max(last, fact.id)
        if number % EACH == 0:
            progress(number)
    FactVolume.objects.create(
        key=key,
        month=head.month,
        release=head.release,
        sha256=sha256_of(path),
        bytes=path.stat().st_size,
        facts=head.facts,
        first_id=first,
        last_id=last,
        archived_at=now,
        checked_at=now,
    )


def check(store: Path, now: dt.datetime, progress: Progress = lambda done: None) -> dict[str, int]:
    """Compare each volume with its checksum, also those that were missed; how many are in which state."""
    states: dict[str, int] = {}
    for done, volume in enumerate(FactVolume.objects.order_by("key"), 1):
        before, volume.state, volume.checked_at = volume.state, _state(store, volume), now
        volume.save(update_fields=["state", "checked_at"])
        states[volume.state] = states.get(volume.state, 0) + 1
        if volume.state not in (before, State.WHOLE):
            log.error("volume %s of the archive is %s", volume.key, volume.state)
        progress(done)
    return states


def _state(store: Path, volume: FactVolume) -> FactVolume.State:
    path = store / volume.key
    if not path.is_file():
        return State.MISSING
    return State.WHOLE if sha256_of(path) == volume.sha256 else State.ALTERED


def all_volumes(store: Path, now: dt.datetime) -> list[Path]:
    """The files of the whole archive, each found to be what was written; raises `VolumeMissing`."""
    for key in adopt(store, now):
        raise VolumeMissing(volume=key)
    check(store, now)
    for volume in FactVolume.objects.exclude(state=State.WHOLE).order_by("key"):
        raise VolumeMissing(volume=volume.key)
    return [store / key for key in FactVolume.objects.order_by("key").values_list("key", flat=True)]
