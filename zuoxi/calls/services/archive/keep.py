"""Facts go into the archive: written, read back, compared row by row, and only then do the rows go.

A month is written as a whole, its rows go a few at a time; each step may be broken off and done again. What
stands in a volume is only taken from the database where the row says the very same.
"""

import datetime as dt
import logging
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from zuoxi.calls.models import Fact, FactCursor, FactVolume
from zuoxi.calls.rules import month_of
from zuoxi.calls.services.archive.alone import alone
from zuoxi.calls.services.archive.catalogue import adopt
from zuoxi.calls.services.archive.sorting import Sorter
from zuoxi.calls.services.archive.volume import ArchivedFact, VolumeUnreadable, read, write
from zuoxi.kernel.clock import to_datetime, to_ms
from zuoxi.kernel.ids import made_at, uuid7

log = logging.getLogger(__name__)

PAGE = 1_000
AT_ONCE = 200
"""Rows that leave in one transaction, so that nobody waits for the archive."""

Progress = Callable[[int], None]


class RowDiffers(ValueError):
    """A row is not what stands in the volume: nothing of it leaves."""


def archive(
    store: Path, before: dt.datetime, now: dt.datetime, progress: Progress = lambda facts: None
) -> int:
    """Put the facts recorded before a moment (the first of a month, UTC) into volumes; returns how many rows
    left the database. `progress` is told facts written and rows gone. Raises `ArchiveBusy`."""
    with alone(store) as folder:
        adopt(store, now, progress)
        gone = _clear(store, now, progress)
        while month := _oldest_month(before):
            _write(folder, *month, progress)
            adopt(store, now, progress)
            left = _clear(store, now, progress)
            if not left:
                raise RowDiffers(f"{month[0]:%Y-%m}: nothing of it could leave")
            gone += left
    return gone


def _oldest_month(before: dt.datetime) -> tuple[dt.datetime, dt.datetime] | None:
    """The first month before a moment of which facts stand in the database, from its start to its end."""
    first = Fact.objects.filter(id__lt=uuid7(to_ms(before), 0)).order_by("id").values_list("id", flat=True)
    oldest = first.first()
    return None if oldest is None else month_of(to_datetime(made_at(oldest)))


def _write(folder: Path, start: dt.datetime, end: dt.datetime, progress: Progress) -> None:
    with Sorter(folder / "sorting") as sorter:
        for page in _pages(uuid7(to_ms(start), 0), uuid7(to_ms(end), 0)):
            sorter.add(map(archived, page))
            progress(sorter.count)
        path = write(folder, f"{start:%Y-%m}", sorter.count, _watched(sorter.lines(), progress))
    log.info("%s facts of %s are written to %s", sorter.count, f"{start:%Y-%m}", path.name)


def _watched(lines: Iterator[bytes], progress: Progress) -> Iterator[bytes]:
    """The same lines; who does this for long gives a sign now and then."""
    for number, line in enumerate(lines):
        if number % PAGE == 0:
            progress(number)
        yield line


def _pages(first: UUID, end: UUID) -> Iterator[list[Fact]]:
    """Each page is a question of its own: one long read would keep the write-ahead log from being emptied."""
    rows = Fact.objects.filter(id__lt=end).order_by("id")
    page = list(rows.filter(id__gte=first)[:PAGE])
    while page:
        yield page
        page = list(rows.filter(id__gt=page[-1].id)[:PAGE])


def archived(row: Fact) -> ArchivedFact:
    """A row as the archive holds it."""
    return ArchivedFact(
        id=str(row.id),
        tenant=str(row.tenant_id),
        floor=row.floor,
        epoch=row.epoch,
        seq=row.seq,
        stream=row.stream,
        type=row.type,
        version=row.version,
        occurred_at=to_ms(row.occurred_at),
        recorded_at=to_ms(row.recorded_at),
        node=row.node,
        body=row.body,
    )


def _clear(store: Path, now: dt.datetime, progress: Progress) -> int:
    """Remove the rows of all volumes that are whole; returns how many there were."""
    gone = 0
    for volume in FactVolume.objects.filter(state=FactVolume.State.WHOLE, cleared_at=None).order_by("key"):
        try:
            for some in _some(read(store / volume.key)):
                gone += _remove(some)
                progress(gone)
        except (RowDiffers, VolumeUnreadable, FileNotFoundError) as failure:
            log.error("volume %s is not what it was, its rows stay: %s", volume.key, failure)
            volume.state = FactVolume.State.ALTERED
            volume.save(update_fields=["state"])
        else:
            FactVolume.objects.filter(pk=volume.pk).update(cleared_at=now)
    return gone


def _some(facts: Iterator[ArchivedFact]) -> Iterator[list[ArchivedFact]]:
    while some := list(islice(facts, AT_ONCE)):
        yield some


def _remove(facts: Sequence[ArchivedFact]) -> int:
    # compared before the transaction, which others wait for: the database lets nobody change a fact meanwhile
    rows = Fact.objects.in_bulk([UUID(fact.id) for fact in facts])
    for fact in facts:
        row = rows.get(UUID(fact.id))
        if row is not None and archived(row) != fact:
            raise RowDiffers(fact.id)
    if not rows:
        return 0
    with transaction.atomic():
        for floor in {fact.floor for fact in facts}:
            _move_mark(floor, *max((fact.epoch, fact.seq) for fact in facts if fact.floor == floor))
        found = Fact.objects.filter(id__in=list(rows))
        found._raw_delete(found.db)
    return len(rows)


def _move_mark(floor: str, epoch: int, seq: int) -> None:
    """All up to here was recorded once, so nothing of it is taken again (`services.facts.record`)."""
    before = Q(archived_epoch__lt=epoch) | Q(archived_epoch=epoch, archived_seq__lt=seq)
    FactCursor.objects.filter(before, floor=floor).update(archived_epoch=epoch, archived_seq=seq)
