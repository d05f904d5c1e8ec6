"""The only writes of sums: live with each batch of facts, and again from all facts of a stream.

Both end in the same place: the shares as they are now, the sums changed by the difference. Both run in the
caller's transaction, under the lock of whoever records; cells are written in one order, so that two recorders
never wait for each other in a circle.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.db import connection

from zuoxi.engine.facts import FactEnvelope
from zuoxi.kernel.clock import to_datetime
from zuoxi.kernel.ids import new_id
from zuoxi.measures.models import Rollup, StreamShare
from zuoxi.measures.share import Cell, Fold, Folds, Share, fold_of, tell

History = Callable[[Collection[str]], Iterable[FactEnvelope]]
"""All facts of these streams that are told so far, in their order."""
Zones = Mapping[str, str]
"""Company -> name of its time zone."""
Sums = Counter[tuple[str, Cell]]
"""By company."""

AT_ONCE = 60
"""Cells in one statement: SQLite takes some hundreds of values."""


class _Kept:
    """A share and its row, if there is one."""

    def __init__(self, fold: Fold, tenant: str, zones: Zones, row: StreamShare | None) -> None:
        self.fold = fold
        self.tenant = tenant
        self.row = row
        self.zone = ZoneInfo(zones[tenant])
        self.before: Counter[Cell] = _cells(row) if row else Counter()
        self.share = self.fresh()

    def fresh(self) -> Share:
        return Share(self.zone, self.fold.notes())

    def go_on(self) -> None:
        """From where the row stands."""
        if self.row:
            notes = msgspec.convert(self.row.notes, self.fold.notes)
            self.share = Share(self.zone, notes, self.before)


def take(envelopes: Sequence[FactEnvelope], folds: Folds, zones: Zones, history: History) -> None:
    """Add what these facts, just written, contribute.

    A stream whose beginning was counted by no fold, or by one of an older version, is counted from its start.
    """
    told = _by_stream(envelopes, folds)
    rows = StreamShare.objects.in_bulk([UUID(stream) for stream in told])
    kept: dict[str, _Kept] = {}
    unknown: set[str] = set()
    for stream, facts in told.items():
        fold = _fold(facts[0], folds)
        row = rows.get(UUID(stream))
        kept[stream] = one = _Kept(fold, facts[0].tenant, zones, row)
        begins: Any = type(facts[0].fact)
        if (row is None and begins not in fold.begins) or (row is not None and row.version != fold.version):
            unknown.add(stream)
            continue
        one.go_on()
        _fold_all(one, facts)
    if unknown:
        for stream, facts in _by_stream(history(unknown), folds).items():
            _fold_all(kept[stream], facts)
    _write(kept)


def again(streams: Iterable[str], envelopes: Iterable[FactEnvelope], folds: Folds, zones: Zones) -> None:
    """Make the shares of these streams anew; `envelopes` are all their facts, in order."""
    told = _by_stream(envelopes, folds)
    rows = StreamShare.objects.in_bulk([UUID(stream) for stream in streams])
    kept = {}
    for stream, facts in told.items():
        kept[stream] = _Kept(_fold(facts[0], folds), facts[0].tenant, zones, rows.get(UUID(stream)))
        _fold_all(kept[stream], facts)
    _write(kept)


def _by_stream(envelopes: Iterable[FactEnvelope], folds: Folds) -> dict[str, list[FactEnvelope]]:
    found: dict[str, list[FactEnvelope]] = defaultdict(list)
    for envelope in envelopes:
        if fold_of(envelope, folds) is not None:
            found[envelope.stream].append(envelope)
    return found


def _fold(envelope: FactEnvelope, folds: Folds) -> Fold:
    fold = fold_of(envelope, folds)
    assert fold is not None, "only facts that somebody counts come here"
    return fold


def _fold_all(kept: _Kept, facts: Iterable[FactEnvelope]) -> None:
    for envelope in facts:
        tell(kept.share, envelope, kept.fold)


def _write(kept: Mapping[str, _Kept]) -> None:
    changed: Sums = Counter()
    rows: list[StreamShare] = []
    for stream, one in kept.items():
        for cell in one.share.cells.keys() | one.before.keys():
            changed[one.tenant, cell] += one.share.cells[cell] - one.before[cell]
        rows.append(_row(stream, one))
    columns = [field.attname for field in StreamShare._meta.concrete_fields if not field.primary_key]
    StreamShare.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=columns)
    _add({key: amount for key, amount in changed.items() if amount})


def _row(stream: str, one: _Kept) -> StreamShare:
    cells = {cell: value for cell, value in one.share.cells.items() if value}
    begins = [cell.begins for cell in cells]
    return StreamShare(
        id=UUID(stream),
        tenant_id=UUID(one.tenant),
        fold=one.fold.name,
        version=one.fold.version,
        notes=msgspec.to_builtins(one.share.notes),
        cells=[[*cell, value] for cell, value in cells.items()],
        first_at=to_datetime(min(begins)) if begins else None,
        last_at=to_datetime(max(begins)) if begins else None,
    )


def _cells(row: StreamShare) -> Counter[Cell]:
    stored: list[Any] = row.cells
    return Counter({Cell(*cell): value for *cell, value in stored})


FIELDS = ("id", "tenant", "begins_at", "path", "queue", "person", "line", "column", "value")


def _add(sums: Mapping[tuple[str, Cell], int]) -> None:
    """One statement that adds, whoever else adds at the same moment (the ORM can only overwrite)."""
    quote = connection.ops.quote_name
    table = quote(Rollup._meta.db_table)
    fields: list[Any] = [Rollup._meta.get_field(name) for name in FIELDS]
    names = ", ".join(quote(field.column) for field in fields)
    subject = ", ".join(quote(field.column) for field in fields[1:-1])
    row = f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        ordered = sorted(sums.items())
        for first in range(0, len(ordered), AT_ONCE):
            some = ordered[first : first + AT_ONCE]
            values: list[Any] = []
            for (tenant, cell), amount in some:
                given = (new_id(), UUID(tenant), to_datetime(cell.begins), *cell[1:], amount)
                values += [
                    field.get_db_prep_save(value, connection)
                    for field, value in zip(fields, given, strict=True)
                ]
            cursor.execute(
                # names of ours are put together; every value is a parameter
                f"INSERT INTO {table} ({names}) VALUES {', '.join([row] * len(some))} "  # noqa: S608
                f"ON CONFLICT ({subject}) DO UPDATE "
                f"SET {quote('value')} = {table}.{quote('value')} + excluded.{quote('value')}",
                values,
            )
