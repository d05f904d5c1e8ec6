"""What the house does by itself about recordings and old facts."""

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings

from zuoxi.calls.errors import ArchiveBusy
from zuoxi.calls.models import HandOver, Recording
from zuoxi.calls.rules import archived_before
from zuoxi.calls.selectors.recordings import kept_after, large_before, left_after_moving, movable_before
from zuoxi.calls.selectors.retention import being_erased, classes_in_use, companies_that_erase, due
from zuoxi.calls.services import measuring
from zuoxi.calls.services.archive import catalogue
from zuoxi.calls.services.archive import keep as archiving
from zuoxi.calls.services.recordings import handing, troubles
from zuoxi.calls.services.recordings.encode import SoundDiffers, drop_replaced, encode
from zuoxi.calls.services.recordings.keep import WHOLE, NotThereYet, check, keep
from zuoxi.calls.services.recordings.moving import CopyDiffers, let_go_of_rest, move
from zuoxi.calls.services.recordings.nicely import nice_hands
from zuoxi.calls.services.recordings.queue import clear_spool, take_up_left_behind
from zuoxi.calls.services.recordings.retention import erase, spans_of, sweep
from zuoxi.calls.services.recordings.store import StoreAway, places
from zuoxi.calls.services.recordings.stores import store_of, stores
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require
from zuoxi.organisation.selectors.people import root_of
from zuoxi.outbox.jobs import JobPostponed, Work

log = logging.getLogger(__name__)

ENCODE_EVERY = dt.timedelta(days=1)
MOVE_EVERY = dt.timedelta(minutes=10)
ERASE_EVERY = dt.timedelta(days=1)
VERIFY_EVERY = dt.timedelta(days=1)
LOOK_AT_STORES_EVERY = dt.timedelta(minutes=2)
ARCHIVE_EVERY = dt.timedelta(days=1)
CHECK_ARCHIVE_EVERY = dt.timedelta(days=7)
MEASURE_EVERY = dt.timedelta(minutes=10)
TAKE_UP_EVERY = dt.timedelta(minutes=5)
AT_ONCE = 100
RETRY_S = 3
AWAY_S = 60
"""A medium that is away is looked for again after so long."""


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
            told = _verify(recording, store)
            states[told] = states.get(told, 0) + 1
            done += 1
            work.progress(done)
        after = recordings[-1].id
    return states


def _verify(recording: Recording, folder: Path) -> str:
    """What the check of one recording says; `away`: its store does not answer, and nothing is said of it."""
    try:
        check(recording, store_of(recording), utc_now())
    except StoreAway as away:
        log.error("recording %s cannot be checked: %s", recording.id, away)
        return "away"
    if recording.state in WHOLE and recording.store == Recording.Store.LOCAL:
        drop_replaced(recording, folder)
    return str(recording.state)


def move_recordings(work: Work) -> dict[str, int]:
    """Bring recordings to where they are to lie (`ZUOXI_RECORDINGS_IN`), those that are old enough.

    A store that does not answer ends it: the next run goes on.
    """
    known, home = stores(), settings.ZUOXI_RECORDINGS_IN
    before, after = utc_now() - dt.timedelta(days=settings.ZUOXI_MOVE_AFTER_DAYS), UUID(int=0)
    told = {"moved": 0, "bytes": 0, "left": 0}
    try:
        for recording in left_after_moving().iterator():
            let_go_of_rest(recording, known)
        while recordings := list(movable_before(before, home, after)[:AT_ONCE]):
            for recording in recordings:
                work.progress(told["moved"])
                try:
                    size = move(recording, store_of(recording), known[home])
                except (CopyDiffers, FileNotFoundError) as failure:
                    log.error("recording %s stays in %s: %s", recording.id, recording.store, failure)
                    told["left"] += 1
                else:
                    told["moved"] += size > 0
                    told["bytes"] += size
            after = recordings[-1].id
    except StoreAway as away:
        log.error("recordings are not moved for now: %s", away)
        return {**told, "away": 1}
    return told


def erase_recordings(work: Work) -> dict[str, int]:
    """Erase recordings whose span is over, as their companies' classes say; what is held stays."""
    now, told = utc_now(), {"erased": 0, "bytes": 0, "left": 0}
    house = Actor(person=None, now=now)
    away: dict[str, str] = {}
    unswept: dict[str, str] = {}  # perhaps because of where a copy was left, which says nothing of the store
    for recording in being_erased().iterator():
        with _where_there(recording, unswept):
            sweep(recording)
    for tenant in companies_that_erase():
        for recording, span in due(tenant, spans_of(classes_in_use(tenant)), now):
            work.progress(told["erased"])
            if recording.store in away:
                continue
            done = False
            with _where_there(recording, away):
                done = erase(house, recording, span)
            told["erased"] += done
            told["bytes"] += recording.bytes * done
            told["left"] += not done and recording.store not in away
    if reasons := {*away.values(), *unswept.values()}:
        log.error("recordings are not erased for now: %s", "; ".join(sorted(reasons)))
        return {**told, "away": len(reasons)}
    return told


def look_at_stores(work: Work) -> dict[str, str]:
    """Note which stores do not answer, and why; the floor and health tell of it."""
    return troubles.look_at_stores(utc_now())


def hand_over(work: Work) -> dict[str, int]:
    """Copy a month's recordings to a second medium: `arguments = {"hand_over": id, "address": …}`.

    A medium that is away is waited for; stopped or killed, the next job goes on.
    """
    row = HandOver.objects.select_related("asked_by__org_unit").get(pk=UUID(work.arguments["hand_over"]))
    if row.job != work.job.id or row.state == HandOver.State.RECEIVED:
        return {"recordings": 0}  # another job is at it, or it has been signed for
    who = Person.objects.select_related("org_unit").get(id=str(work.job.person_id))
    require(who, Permission.RECORDINGS_HAND_OVER, root_of(row.tenant_id))
    me = Actor(person=who, now=utc_now(), address=work.arguments["address"], again=True)
    try:
        handing.hand_over(me, row, work.progress)
    except StoreAway as away:
        log.error("hand-over %s waits: %s", row.id, away)
        HandOver.objects.filter(pk=row.pk).update(state=HandOver.State.AWAY, trouble=str(away)[:300])
        raise JobPostponed(AWAY_S) from away
    return {"recordings": row.recordings, "lacking": row.lacking}


@contextmanager
def _where_there(recording: Recording, away: dict[str, str]) -> Iterator[None]:
    """A store that is away keeps its own recordings from being erased, and nobody else's."""
    try:
        yield
    except StoreAway as reason:
        away[recording.store] = str(reason)


def encode_recordings(work: Work) -> dict[str, int]:
    """Make recordings small that are old enough, by one thread that steps back before all others."""
    days = settings.ZUOXI_ENCODE_AFTER_DAYS
    told = {"encoded": 0, "bytes_saved": 0, "left": 0}
    if not days:
        return told
    store, before, after = places(settings.ZUOXI_HOME).store, utc_now() - dt.timedelta(days=days), UUID(int=0)

    def progress() -> None:
        work.progress(told["encoded"])

    with nice_hands(progress) as hands:
        while recordings := list(large_before(before, after)[:AT_ONCE]):
            for recording in recordings:
                try:
                    saved = encode(recording, store, hands)
                except (SoundDiffers, FileNotFoundError) as failure:
                    log.error("recording %s stays as it was spoken: %s", recording.id, failure)
                    told["left"] += 1
                else:
                    told["encoded"] += 1
                    told["bytes_saved"] += saved
                progress()
            after = recordings[-1].id
    return told


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


def measure_again(work: Work) -> dict[str, int]:
    """Count old facts by the folds of measures that this release brought; done once, it does nothing."""
    try:
        return {"streams": measuring.measure_again(places(settings.ZUOXI_HOME).store, progress=work.progress)}
    except ArchiveBusy:
        return {"streams": 0}  # facts are on their way into the archive: the next time


def check_archive(work: Work) -> dict[str, int]:
    """Compare every volume of the archive with its checksum; health says what is missing or altered."""
    return catalogue.check(places(settings.ZUOXI_HOME).store, utc_now(), work.progress)
