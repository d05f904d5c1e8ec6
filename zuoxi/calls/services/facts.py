"""Taking facts in: the recorder's one door to the database.

A batch is one transaction. What stands already is passed over, so that a batch may be told twice. A fact that
cannot be taken in is parked with its reason, and the ones after it go on: nothing may wedge the recorder but
the database itself being away. Who tells keeps the batches small (kernel/pace.py): SQLite has one writer at a
time.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import msgspec
from django.db import DataError, Error, IntegrityError, transaction

from zuoxi.calls.measures import FOLDS
from zuoxi.calls.models import Fact, FactCursor, ParkedFact
from zuoxi.calls.selectors.tenants import known_tenants
from zuoxi.calls.services.folds import fold
from zuoxi.calls.services.folds.needs import load
from zuoxi.calls.services.history import counted
from zuoxi.calls.services.recordings.queue import store_soon
from zuoxi.calls.services.rows import Rows, Told
from zuoxi.calls.services.telling import tell
from zuoxi.engine.facts import AnyFact, FactEnvelope, SealedFact
from zuoxi.kernel.clock import steady_ms, to_datetime
from zuoxi.kernel.ids import new_id
from zuoxi.measures.services import keeping as sums
from zuoxi.measures.services.keeping import Zones

log = logging.getLogger(__name__)


def away(failure: Exception) -> bool:
    """Whether the database itself fails: nobody's fault in the facts; the recorder tries the batch again."""
    return isinstance(failure, Error) and not isinstance(failure, IntegrityError | DataError)


def record(envelopes: Sequence[FactEnvelope]) -> int:
    """Write facts of one floor in order, with all that is derived from them.

    Idempotent by (floor, epoch, seq). Returns for how many ms others had to wait (the longest transaction).
    Raises only what says that the database is away.
    """
    if not envelopes:
        return 0
    try:
        return _in_one_go(envelopes, _record_together)
    except Exception as failure:
        if away(failure):
            raise
        # whatever is wrong with one fact must not keep back the others: they are taken one by one
        log.exception("a batch of %s facts is recorded one by one", len(envelopes))
        return max(_in_one_go([envelope], _record_alone, sure=False) for envelope in envelopes)


def _in_one_go(
    envelopes: Sequence[FactEnvelope], write: Callable[[list[FactEnvelope]], None], *, sure: bool = True
) -> int:
    with transaction.atomic():
        began = steady_ms()
        cursor = _cursor(envelopes[0].floor)
        write(_new_ones(envelopes, cursor, sure=sure))
        _move(cursor, envelopes)
    return steady_ms() - began


def _cursor(floor: str) -> FactCursor:
    """How far the floor's books go; its lock is held until the transaction ends."""
    cursors = FactCursor.objects.select_for_update()
    cursor = cursors.filter(floor=floor).first()
    if cursor is None:
        FactCursor.objects.get_or_create(floor=floor)
        cursor = cursors.get(floor=floor)
    return cursor


def _new_ones(envelopes: Sequence[FactEnvelope], cursor: FactCursor, *, sure: bool) -> list[FactEnvelope]:
    """The facts that are not in the database yet. `sure`: what is behind the cursor cannot be, for it moves
    with them."""
    archived, known = (cursor.archived_epoch, cursor.archived_seq), (cursor.epoch, cursor.seq)
    behind = known > (0, 0) and all((envelope.epoch, envelope.seq) > known for envelope in envelopes)
    seen = set() if sure and behind else _recorded(envelopes)
    fresh = []
    for envelope in envelopes:
        place = (envelope.epoch, envelope.seq)
        if place > archived and place not in seen:
            seen.add(place)
            fresh.append(envelope)
    return fresh


def _recorded(envelopes: Sequence[FactEnvelope]) -> set[tuple[int, int]]:
    """(epoch, seq) of those about these that are in the database, parked or not."""
    span = {
        "floor": envelopes[0].floor,
        "seq__gte": min(envelope.seq for envelope in envelopes),
        "seq__lte": max(envelope.seq for envelope in envelopes),
    }
    seen = set(Fact.objects.filter(**span).values_list("epoch", "seq"))
    return seen | set(ParkedFact.objects.filter(**span).values_list("epoch", "seq"))


def _move(cursor: FactCursor, envelopes: Sequence[FactEnvelope]) -> None:
    epoch, seq = max((envelope.epoch, envelope.seq) for envelope in envelopes)
    if (epoch, seq) > (cursor.epoch, cursor.seq):
        FactCursor.objects.filter(pk=cursor.pk).update(epoch=epoch, seq=seq)


def _record_together(envelopes: list[FactEnvelope]) -> None:
    tenants = known_tenants()
    known = [envelope for envelope in envelopes if envelope.tenant in tenants]
    for envelope in envelopes:
        if envelope.tenant not in tenants:
            park(envelope, ParkedFact.Reason.UNKNOWN_TENANT, f"tenant {envelope.tenant!r}")
    Fact.objects.bulk_create([_row(envelope) for envelope in known])
    _derive(known, tenants)


def _derive(envelopes: Sequence[FactEnvelope], zones: Zones) -> None:
    rows = Rows()
    load(rows, envelopes)
    for envelope in envelopes:
        fold(rows, Told(envelope))
    tell(rows, envelopes)
    rows.flush()
    store_soon(rows.to_store)
    sums.take(envelopes, FOLDS, zones, counted)


def _record_alone(envelopes: list[FactEnvelope]) -> None:
    """One fact, with a safe place to fall back to before each of its two steps."""
    if not envelopes:
        return
    (envelope,) = envelopes
    tenants = known_tenants()
    if envelope.tenant not in tenants:
        park(envelope, ParkedFact.Reason.UNKNOWN_TENANT, f"tenant {envelope.tenant!r}")
        return
    try:
        with transaction.atomic():
            _row(envelope).save(force_insert=True)
    except (DataError, IntegrityError, ValueError) as failure:
        park(envelope, ParkedFact.Reason.NOT_WRITTEN, repr(failure))
        return
    try:
        with transaction.atomic():
            _derive([envelope], tenants)
    except Exception as failure:
        if away(failure):
            raise
        # the fact itself stands: its rows can be rebuilt when the reason is mended
        park(envelope, ParkedFact.Reason.NOT_FOLDED, repr(failure))


def _row(envelope: FactEnvelope) -> Fact:
    body = body_of(envelope.fact)
    return Fact(
        id=new_id(),
        tenant_id=UUID(envelope.tenant),
        floor=envelope.floor,
        epoch=envelope.epoch,
        seq=envelope.seq,
        stream=envelope.stream,
        type=envelope.type,
        version=envelope.version,
        occurred_at=to_datetime(envelope.occurred_at),
        recorded_at=to_datetime(envelope.recorded_at),
        node=envelope.node,
        body=body,
    )


def body_of(fact: AnyFact | SealedFact) -> dict[str, Any]:
    """What is stored of a fact; of a sealed one that which was written."""
    if isinstance(fact, SealedFact):
        return fact.body
    body: dict[str, Any] = msgspec.to_builtins(fact)
    body.pop("type")
    return body


def park(envelope: FactEnvelope, reason: ParkedFact.Reason, detail: str) -> None:
    """Lay a fact aside with its reason."""
    log.error(
        "fact %s/%s of floor %s is parked: %s (%s)",
        envelope.epoch,
        envelope.seq,
        envelope.floor,
        reason,
        detail,
    )
    ParkedFact.objects.create(
        floor=envelope.floor,
        epoch=envelope.epoch,
        seq=envelope.seq,
        reason=reason,
        detail=_storable(detail[:2000]),
        envelope=_storable(msgspec.to_builtins(envelope)),
        parked_at=to_datetime(envelope.recorded_at),
    )


def _storable(value: Any) -> Any:
    """The same value without what a database may refuse in text: parking must never fail."""
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {name: _storable(each) for name, each in value.items()}
    return value
