"""Deriving call records, the agents' log and the sums of measures from the facts again (design idea 3),
those in the archive too.

Stream by stream, so that no transaction is long and a centre at work is not disturbed. Streams that are still
being told (calls that are up, shifts that go on) can be rebuilt as well. A fact that was parked because it
could not be folded is taken in now, with the work that it begins; one that still cannot be stays parked, and
stops nobody.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from zuoxi.calls.measures import FOLDS
from zuoxi.calls.models import (
    AgentSession,
    AgentStateChange,
    Call,
    CallPhase,
    Fact,
    FactCursor,
    Leg,
    Offer,
    ParkedFact,
    Rating,
    Segment,
)
from zuoxi.calls.selectors.tenants import known_tenants
from zuoxi.calls.services.archive.alone import alone
from zuoxi.calls.services.archive.catalogue import all_volumes
from zuoxi.calls.services.archive.history import Archived
from zuoxi.calls.services.archive.volume import ArchivedFact
from zuoxi.calls.services.facts import away, park
from zuoxi.calls.services.folds import DERIVED, WORK, fold
from zuoxi.calls.services.history import counted, parked_of, place_of, told
from zuoxi.calls.services.recordings.queue import store_soon
from zuoxi.calls.services.recordings.store import places
from zuoxi.calls.services.results import put_later_results
from zuoxi.calls.services.rows import Rows, Told
from zuoxi.calls.services.telling import tell
from zuoxi.engine.facts import FactEnvelope
from zuoxi.kernel.clock import utc_now
from zuoxi.measures.services import keeping as sums

STREAMS_AT_ONCE = 40
"""Some 70 ms of processor time: nobody waits long for a rebuild."""


def rebuild(
    streams_at_once: int = STREAMS_AT_ONCE,
    progress: Callable[[int], None] = lambda done: None,
    store: Path | None = None,
) -> int:
    """Make all derived rows again from the facts of database and archive; returns the number of streams.

    `store` is where the archive's volumes are (None: the house's own). Raises `ArchiveBusy`, and
    `VolumeMissing` before anything is touched when a part of the facts is not there.
    """
    store = store or places(settings.ZUOXI_HOME).store

    def make_again(streams: list[str], archived: Sequence[ArchivedFact]) -> None:
        _forget(streams)
        _derive(streams, archived)
        put_later_results([UUID(stream) for stream in streams])

    return walk(make_again, streams_at_once, progress, store)


def walk(
    again: Callable[[list[str], Sequence[ArchivedFact]], None],
    streams_at_once: int,
    progress: Callable[[int], None],
    store: Path,
    after: str = "",
) -> int:
    """Take all streams after one, some at a time, each time in a transaction that no recorder comes into;
    returns their number. Raises `ArchiveBusy`."""
    done = 0
    with alone(store):
        archive = Archived(all_volumes(store, utc_now()))
        for streams in _batches(streams_at_once, archive, after):
            with transaction.atomic():
                # the lock keeps the recorder from adding to these streams while they are made again
                list(FactCursor.objects.select_for_update())
                again(streams, archive.take(streams))
            done += len(streams)
            progress(done)
    return done


def _batches(size: int, archive: Archived, after: str) -> Iterator[list[str]]:
    archive.pass_over(after)
    while True:
        there = Fact.objects.filter(stream__gt=after).order_by("stream").values_list("stream", flat=True)
        streams = sorted({*there.distinct()[:size], *archive.look(size)})[:size]
        if not streams:
            return
        yield streams
        after = streams[-1]


def _forget(streams: Sequence[str]) -> None:
    ids = [UUID(stream) for stream in streams]
    for model in (CallPhase, Offer, Segment, Leg, Rating):
        model._default_manager.filter(call_id__in=ids).delete()
    AgentStateChange.objects.filter(session_id__in=ids).delete()
    Call.objects.filter(id__in=ids).delete()
    AgentSession.objects.filter(id__in=ids).delete()


def _derive(streams: Sequence[str], archived: Sequence[ArchivedFact]) -> None:
    rows = Rows()
    parked = {place_of(row): row for row in parked_of(streams)}
    mended: list[FactEnvelope] = []
    for envelope in told(streams, archived):
        waits = place_of(envelope) in parked
        try:
            fold(rows, Told(envelope), (DERIVED, WORK) if waits else (DERIVED,))
        except Exception as failure:
            if away(failure):
                raise
            if not waits:
                park(envelope, ParkedFact.Reason.NOT_FOLDED, repr(failure))
            continue
        if waits:
            mended.append(envelope)
    # What a parked fact should have begun (a callback, a recording to be stored, an announcement) begins now.
    tell(rows, mended)
    rows.flush()
    store_soon(rows.to_store)
    ParkedFact.objects.filter(pk__in=[parked[place_of(one)].pk for one in mended]).delete()
    sums.again(streams, counted(streams, archived), FOLDS, known_tenants())
