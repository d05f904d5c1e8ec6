"""Sealing the audit trail: new lines are closed into blocks soon after they are written."""

import datetime as dt
import logging
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from zuoxi.kernel.clock import to_ms
from zuoxi.kernel.ids import made_at, uuid7
from zuoxi.kernel.record import Record
from zuoxi.organisation import chain, heads
from zuoxi.organisation.models import AuditEvent, AuditSeal, SealedLine, Tenant

log = logging.getLogger(__name__)

LINES_A_SEAL = 500
LATE = dt.timedelta(hours=6)
"""A line is written at most so long after its id was made: a transaction takes seconds, a clock that is set
back minutes. What comes later was slipped in."""


class Keeper(Record):
    """Who seals: his keys (the first makes the marks) and the folder of the heads."""

    keys: tuple[bytes, ...]
    heads: Path


def keeper() -> Keeper:
    """The installation's own."""
    return Keeper(keys=(settings.ZUOXI_AUDIT_KEY.encode(),), heads=settings.ZUOXI_AUDIT_HEADS)


def seal_all(by: Keeper, now: dt.datetime) -> int:
    """Seal what is new in every company's trail; how many lines."""
    return sum(seal(by, tenant, now) for tenant in Tenant.objects.values_list("pk", flat=True))


def seal(by: Keeper, tenant: UUID, now: dt.datetime) -> int:
    """Seal what is new in a company's trail; how many lines. Somebody else at it goes on in his place."""
    count = 0
    while True:
        try:
            done = _next(by, tenant, now)
        except IntegrityError:
            return count
        count += done
        if done < LINES_A_SEAL:
            return count


def accept_restored(by: Keeper, now: dt.datetime) -> int:
    """The database was restored from a copy: where the heads know later seals, write that those are lost.

    How many companies' trails end earlier than they did.
    """
    count = 0
    for tenant in Tenant.objects.values_list("pk", flat=True):
        last = last_seal(tenant)
        number, hash = (last.number, last.hash) if last else (0, chain.BEGINNING)
        if any(later > number for later in heads.standing(by.heads, tenant)):
            lost = heads.Head(tenant=tenant, number=number, hash=hash, at=now, restored=True)
            heads.keep(by.heads, lost)
            log.warning("audit.restored tenant=%s number=%d", tenant, number)
            count += 1
    return count


def unsealed(tenant: UUID) -> QuerySet[AuditEvent]:
    """Lines of a company's trail that no seal holds."""
    sealed = SealedLine.objects.filter(pk=OuterRef("pk"))
    return AuditEvent.objects.filter(~Exists(sealed), tenant_id=tenant)


def last_seal(tenant: UUID) -> AuditSeal | None:
    """The end of a company's chain."""
    return AuditSeal.objects.filter(tenant_id=tenant).order_by("-number").first()


def since(tenant: UUID) -> UUID:
    """The id from which a line may still be waiting for its seal."""
    last = last_seal(tenant)
    lines = SealedLine.objects.filter(seal=last).order_by("-line")
    newest = lines.values_list("line", flat=True).first()
    if last is None or newest is None:
        return UUID(int=0)
    # a line whose id lies ahead (a clock that was set wrong) leaves nobody behind it
    from_ms = min(made_at(newest), to_ms(last.at)) - int(LATE.total_seconds() * 1000)
    return uuid7(max(0, from_ms), 0)


def line_of(row: AuditEvent) -> chain.Line:
    """A row as it is sealed."""
    return chain.Line(
        id=row.id,
        tenant=row.tenant_id,
        at=row.at,
        person=row.person_id,
        texts=(
            row.person_name,
            row.action,
            row.subject_type,
            row.subject_id,
            row.subject_name,
            row.path,
            row.address,
        ),
        before=row.before,
        after=row.after,
    )


def _next(by: Keeper, tenant: UUID, now: dt.datetime) -> int:
    with transaction.atomic():
        rows = list(unsealed(tenant).filter(pk__gte=since(tenant)).order_by("pk")[:LINES_A_SEAL])
        if not rows:
            return 0
        last = last_seal(tenant)
        before = (last.number, last.hash) if last else (0, chain.BEGINNING)
        made = chain.sealed(tenant, before, [line_of(row) for row in rows], now)
        found = chain.hash_of(made)
        row = AuditSeal.objects.create(
            tenant_id=tenant,
            number=made.number,
            at=made.at,
            previous=made.previous,
            hash=found,
            mark=chain.mark_of(by.keys[0], found),
        )
        SealedLine.objects.bulk_create(
            [SealedLine(line=id, seal=row, digest=digest) for id, digest in made.lines]
        )
    heads.keep(by.heads, heads.Head(tenant=tenant, number=made.number, hash=found, at=now))
    log.info("audit.sealed tenant=%s number=%d lines=%d hash=%s", tenant, made.number, len(rows), found)
    return len(rows)
