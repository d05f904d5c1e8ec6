"""What the house does by itself about recordings."""

import datetime as dt
from uuid import UUID

from django.conf import settings

from zuoxi.calls.models import Recording
from zuoxi.calls.selectors.recordings import kept_after
from zuoxi.calls.services.recordings.keep import NotThereYet, check, keep
from zuoxi.calls.services.recordings.queue import clear_spool, take_up_left_behind
from zuoxi.calls.services.recordings.store import places
from zuoxi.kernel.clock import utc_now
from zuoxi.outbox.jobs import JobPostponed, Work

VERIFY_EVERY = dt.timedelta(days=1)
TAKE_UP_EVERY = dt.timedelta(minutes=5)
AT_ONCE = 100
RETRY_S = 3


def store_recording(work: Work) -> dict[str, str]:
    """Store one recording: `arguments = {"recording": id}`."""
    recording = Recording.objects.get(id=UUID(work.arguments["recording"]))
    try:
        state = keep(recording, places(settings.ZUOXI_HOME), utc_now())
    except NotThereYet:
        raise JobPostponed(RETRY_S) from None
    return {"state": state}


def take_up_recordings(work: Work) -> dict[str, int]:
    """Store the recordings that were left behind when a switch or a process died."""
    now = utc_now()
    return {
        "taken_up": take_up_left_behind(now),
        "cleared": clear_spool(places(settings.ZUOXI_HOME).spool, now),
    }


def verify_recordings(work: Work) -> dict[str, int]:
    """Compare every kept file with its checksum; what is missing or altered is reported."""
    store = places(settings.ZUOXI_HOME).store
    states: dict[str, int] = {}
    done, after = 0, UUID(int=0)
    while recordings := list(kept_after(after)[:AT_ONCE]):
        for recording in recordings:
            check(recording, store, utc_now())
            states[recording.state] = states.get(recording.state, 0) + 1
            done += 1
            work.progress(done)
        after = recordings[-1].id
    return states
