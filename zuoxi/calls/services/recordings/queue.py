"""Putting recordings on the list of what is to be stored."""

import datetime as dt

from django.db import transaction

from zuoxi.calls.models import Recording
from zuoxi.calls.selectors.recordings import left_behind
from zuoxi.outbox.jobs import add_job

STORE = "calls.store_recording"
"""Kind of the job that stores one recording (assembly/wiring.py)."""
GIVEN_UP_AFTER = dt.timedelta(minutes=10)
"""A call that ended this long ago will not be told to have finished its recording any more."""


def store_soon(recording: Recording, now: dt.datetime) -> None:
    """Have a recording stored (twice does no harm)."""
    add_job(STORE, tenant=recording.tenant_id, now=now, arguments={"recording": str(recording.id)})


def take_up_left_behind(now: dt.datetime) -> int:
    """Recordings whose end nobody told (the switch died) are stored with what is there; returns how many."""
    found = list(left_behind(now - GIVEN_UP_AFTER))
    for recording in found:
        with transaction.atomic():
            recording.state = Recording.State.RECORDED
            recording.finished_at = now
            recording.save(update_fields=["state", "finished_at"])
            store_soon(recording, now)
    return len(found)
