"""The facts of whole streams as they were told, from the database and from the archive."""

from collections.abc import Collection, Iterator, Sequence

from zuoxi.calls.models import Fact, ParkedFact
from zuoxi.calls.services.archive.keep import archived as as_archived
from zuoxi.calls.services.archive.volume import ArchivedFact
from zuoxi.engine import upcast
from zuoxi.engine.facts import VERSIONS, AnyFact, FactEnvelope, SealedFact

Place = tuple[str, int, int]
"""Floor, epoch, number."""


def told(streams: Collection[str], archived: Sequence[ArchivedFact] = ()) -> Iterator[FactEnvelope]:
    """The facts of these streams in their order, each once: a row may stand in a volume already."""
    found = {(fact.floor, fact.epoch, fact.seq): fact for fact in archived}
    for row in Fact.objects.filter(stream__in=list(streams)).iterator():
        found[row.floor, row.epoch, row.seq] = as_archived(row)
    return (_envelope(found[place]) for place in sorted(found))


def counted(streams: Collection[str], archived: Sequence[ArchivedFact] = ()) -> Iterator[FactEnvelope]:
    """Those of them that stand in the records: without what is parked, and what this release cannot read."""
    parked = {place_of(row) for row in parked_of(streams)}
    for envelope in told(streams, archived):
        if place_of(envelope) not in parked and not isinstance(envelope.fact, SealedFact):
            yield envelope


def place_of(one: FactEnvelope | ParkedFact) -> Place:
    """By what a fact is known."""
    return one.floor, one.epoch, one.seq


def parked_of(streams: Collection[str]) -> Iterator[ParkedFact]:
    """The facts of these streams that stand among the facts and not in the records."""
    return ParkedFact.objects.filter(
        reason=ParkedFact.Reason.NOT_FOLDED, envelope__stream__in=list(streams)
    ).iterator()


def _envelope(stored: ArchivedFact) -> FactEnvelope:
    fact: AnyFact | SealedFact
    try:
        fact = upcast.read(stored.type, stored.version, stored.body)
    except upcast.UnreadableFact as failure:
        fact = SealedFact(body=stored.body, reason=str(failure))
    return FactEnvelope(
        tenant=stored.tenant,
        floor=stored.floor,
        stream=stored.stream,
        seq=stored.seq,
        type=stored.type,
        version=VERSIONS.get(stored.type, stored.version),
        occurred_at=stored.occurred_at,
        recorded_at=stored.recorded_at,
        node=stored.node,
        epoch=stored.epoch,
        fact=fact,
    )
