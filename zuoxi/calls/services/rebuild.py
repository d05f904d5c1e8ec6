"""Deriving call records and the agents' log from the facts again (design idea 3).

Stream by stream, so that no transaction is long and a centre at work is not disturbed. Streams that are still
being told (calls that are up, shifts that go on) can be rebuilt as well. A fact that was parked because it
could not be folded is taken in now, with the work that it begins; one that still cannot be stays parked, and
stops nobody.
"""

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from django.db import transaction

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
    Segment,
)
from zuoxi.calls.services.facts import away, park
from zuoxi.calls.services.folds import DERIVED, WORK, fold
from zuoxi.calls.services.recordings.queue import store_soon
from zuoxi.calls.services.results import put_later_results
from zuoxi.calls.services.rows import Rows, Told
from zuoxi.calls.services.telling import tell
from zuoxi.engine import upcast
from zuoxi.engine.facts import VERSIONS, AnyFact, FactEnvelope, SealedFact
from zuoxi.kernel.clock import to_ms

STREAMS_AT_ONCE = 100


def rebuild(
    streams_at_once: int = STREAMS_AT_ONCE, progress: Callable[[int], None] = lambda done: None
) -> int:
    """Make all derived rows again from the facts; returns the number of streams."""
    done = 0
    for streams in _batches(streams_at_once):
        with transaction.atomic():
            # the lock keeps the recorder from adding to these streams while they are made again
            list(FactCursor.objects.select_for_update())
            _forget(streams)
            _derive(streams)
            put_later_results([UUID(stream) for stream in streams])
        done += len(streams)
        progress(done)
    return done


def _batches(size: int) -> Iterator[list[str]]:
    after = ""
    while True:
        streams = list(
            Fact.objects.filter(stream__gt=after)
            .order_by("stream")
            .values_list("stream", flat=True)
            .distinct()[:size]
        )
        if not streams:
            return
        yield streams
        after = streams[-1]


def _forget(streams: Sequence[str]) -> None:
    ids = [UUID(stream) for stream in streams]
    for model in (CallPhase, Offer, Segment, Leg):
        model._default_manager.filter(call_id__in=ids).delete()
    AgentStateChange.objects.filter(session_id__in=ids).delete()
    Call.objects.filter(id__in=ids).delete()
    AgentSession.objects.filter(id__in=ids).delete()


def _derive(streams: Sequence[str]) -> None:
    rows = Rows()
    parked = {(row.floor, row.epoch, row.seq): row for row in _parked(streams)}
    mended: list[FactEnvelope] = []
    for row in Fact.objects.filter(stream__in=streams).order_by("floor", "epoch", "seq").iterator():
        envelope = _envelope(row)
        waits = (row.floor, row.epoch, row.seq) in parked
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
    ParkedFact.objects.filter(pk__in=[parked[one.floor, one.epoch, one.seq].pk for one in mended]).delete()


def _parked(streams: Sequence[str]) -> Iterator[ParkedFact]:
    return ParkedFact.objects.filter(
        reason=ParkedFact.Reason.NOT_FOLDED, envelope__stream__in=list(streams)
    ).iterator()


def _envelope(row: Fact) -> FactEnvelope:
    fact: AnyFact | SealedFact
    try:
        fact = upcast.read(row.type, row.version, row.body)
    except upcast.UnreadableFact as failure:
        fact = SealedFact(body=row.body, reason=str(failure))
    return FactEnvelope(
        tenant=str(row.tenant_id),
        floor=row.floor,
        stream=row.stream,
        seq=row.seq,
        type=row.type,
        version=VERSIONS.get(row.type, row.version),
        occurred_at=to_ms(row.occurred_at),
        recorded_at=to_ms(row.recorded_at),
        node=row.node,
        epoch=row.epoch,
        fact=fact,
    )
