"""What the house does by itself about recordings and old facts."""

import datetime as dt
from uuid import UUID

from django.conf import settings

from zuoxi.calls.errors import ArchiveBusy
from zuoxi.calls.models import Recording
from zuoxi.calls.rules import archived_before
from zuoxi.calls.selectors.recordings import kept_after
from zuoxi.calls.services.archive import catalogue
from zuoxi.calls.services.archive import keep as archiving
from zuoxi.calls.services.recordings.keep import NotThereYet, check, keep
from zuoxi.calls.services.recordings.queue import clear_spool, take_up_left_behind
from zuoxi.calls.services.recordings.store import places
from zuoxi.kernel.clock import utc_now
from zuoxi.outbox.jobs import JobPostponed, Work

VERIFY_EVERY = dt.timedelta(days=1)
ARCHIVE_EVERY = dt.timedelta(days=1)
CHECK_ARCHIVE_EVERY = dt.timedelta(days=7)
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


def archive_facts(work: Work) -> dict[str, int]:
    """Facts that are old enough leave the database for the archive; broken off, it goes on the next time."""
    now, months = utc_now(), settings.ZUOXI_ARCHIVE_AFTER_MONTHS
    if not months:
        return {"rows": 0}
    try:
        store = places(settings.ZUOXI_HOME).store
        return {"rows": archiving.archive(store, archived_before(now, months), now, work.progress)}
    except ArchiveBusy:
        return {"rows": 0}  # somebody does it just now, or makes records again: tomorrow


def check_archive(work: Work) -> dict[str, int]:
    """Compare every volume of the archive with its checksum; health says what is missing or altered."""
    return catalogue.check(places(settings.ZUOXI_HOME).store, utc_now(), work.progress)
