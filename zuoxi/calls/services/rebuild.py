"""Deriving call records and the agents' log from the facts again (design idea 3).

Stream by stream, so that no transaction is long and a centre at work is not disturbed. Streams that are still
being told (calls that are up, shifts that go on) can be rebuilt as well.
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
from zuoxi.calls.services.folds import DERIVED, fold
from zuoxi.calls.services.rows import Rows, Told
from zuoxi.engine import upcast
from zuoxi.engine.facts import VERSIONS, FactEnvelope
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
    for row in Fact.objects.filter(stream__in=streams).order_by("floor", "seq", "epoch").iterator():
        fold(rows, Told(_envelope(row)), (DERIVED,))
    rows.flush()
    ParkedFact.objects.filter(
        reason=ParkedFact.Reason.NOT_FOLDED, envelope__stream__in=list(streams)
    ).delete()


def _envelope(row: Fact) -> FactEnvelope:
    return FactEnvelope(
        tenant=str(row.tenant_id),
        floor=row.floor,
        stream=row.stream,
        seq=row.seq,
        type=row.type,
        version=VERSIONS[row.type],
        occurred_at=to_ms(row.occurred_at),
        recorded_at=to_ms(row.recorded_at),
        node=row.node,
        epoch=row.epoch,
        fact=upcast.read(row.type, row.version, row.body),
    )
