"""Putting recordings on the list of what is to be stored."""

import datetime as dt
import math
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.db import transaction

from zuoxi.calls.models import Recording
from zuoxi.calls.selectors.recordings import left_behind, never_stored
from zuoxi.calls.services.recordings.spool import NotAWave, SpoolFiles, files_of, survey
from zuoxi.outbox.jobs import add_jobs, new_job
from zuoxi.outbox.selectors import under_way

STORE = "calls.store_recording"
"""Kind of the job that stores one recording (assembly/wiring.py)."""
UNCLOSED_AFTER = dt.timedelta(days=1)
WHOLE = (Recording.State.VERIFIED, Recording.State.SHORT)
GIVEN_UP_AFTER = dt.timedelta(minutes=10)
"""A call that ended this long ago will not be told to have finished its recording any more."""


def store_soon(finished: Sequence[tuple[Recording, dt.datetime]]) -> None:
    """Have recordings stored, each with the moment when that was told (twice does no harm)."""
    add_jobs(
        [
            new_job(STORE, tenant=recording.tenant_id, now=now, arguments={"recording": str(recording.id)})
            for recording, now in finished
        ]
    )


def take_up_left_behind(now: dt.datetime) -> int:
    """Have stored what nobody stores: recordings whose end nobody told (the switch died), and those whose job
    was given up (the disk was full for long) or cancelled. Returns how many.
    """
    return _take_up_untold(now) + _take_up_given_up(now)


def _take_up_given_up(now: dt.datetime) -> int:
    in_hand = set(under_way(STORE).values_list("arguments__recording", flat=True))
    found = [row for row in never_stored(now - GIVEN_UP_AFTER) if str(row.id) not in in_hand]
    store_soon([(recording, now) for recording in found])
    return len(found)


def _take_up_untold(now: dt.datetime) -> int:
    found = list(left_behind(now - GIVEN_UP_AFTER))
    for recording in found:
        with transaction.atomic():
            recording.state = Recording.State.RECORDED
            recording.finished_at = now
            recording.save(update_fields=["state", "finished_at"])
            store_soon([(recording, now)])
    return len(found)


def clear_spool(spool: Path, now: dt.datetime) -> int:
    """Files that the switch never closed, a day after it wrote into them last: what has grown since it was
    stored is stored again, the rest goes. Returns how many recordings were looked at.
    """
    old = now.timestamp() - UNCLOSED_AFTER.total_seconds()
    names = {file.name.rpartition("-")[0] for file in spool.glob("*.wav") if _written_at(file) < old}
    found = Recording.objects.filter(id__in=[name for name in names if is_id(name)], state__in=WHOLE)
    for recording in found:
        files = files_of(spool, str(recording.id))
        if _longest(files) > recording.seconds + 1:
            recording.state = Recording.State.RECORDED
            recording.save(update_fields=["state"])
            store_soon([(recording, now)])
            continue
        for side in files.present():
            side.unlink(missing_ok=True)
    return len(found)


def _written_at(file: Path) -> float:
    """When a file was written last; one that a worker has just taken away is as fresh as can be."""
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return math.inf


def _longest(files: SpoolFiles) -> float:
    """Seconds of the longer side; what is gone or no sound has none."""
    spans = [0.0]
    for side in files.present():
        with suppress(FileNotFoundError, NotAWave):
            found = survey(side)
            spans.append(found.frames / found.rate)
    return max(spans)


def is_id(name: str) -> bool:
    """Whether a file of the spool is named as a recording's."""
    try:
        UUID(name)
    except ValueError:
        return False
    return True
