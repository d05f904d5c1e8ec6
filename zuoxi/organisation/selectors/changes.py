"""Who changed a row last, and whether somebody did since it was looked at; read from the audit trail.

A row's *version* is the id of the last line of the trail that changed it. So it needs no column, covers what
belongs to the row (members, numbers, roles), and whoever meets a newer one can be told by whom and what.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model, OuterRef, Q, QuerySet, Subquery

from zuoxi.organisation.errors import ChangedMeanwhile
from zuoxi.organisation.models import AuditEvent

NEVER = UUID(int=0)
"""The version of what nobody has set yet: whoever saw that is told of the first who does."""


@dataclass(frozen=True)
class Change:
    """The last change of a row: its version, when, and by whom (empty: the house itself)."""

    version: UUID
    at: dt.datetime
    by: str


def last_changes(rows: Iterable[Model], kind: str = "") -> dict[UUID, Change]:
    """The last change of each of these rows (all of one kind), by id; rows never changed are left out.

    `kind` is what of the rows is meant, where that is no row of its own (`audit.note`).
    """
    given = list(rows)
    if not given:
        return {}
    lines = _changes(given, kind)
    # PostgreSQL has no greatest of ids, only an order of them
    newest = lines.filter(subject_id=OuterRef("subject_id")).order_by("-id").values("id")[:1]
    found = lines.filter(id=Subquery(newest))
    return {UUID(line.subject_id): Change(line.id, line.at, line.person_name) for line in found}


def refuse_if_changed(row: Model, seen: UUID | None, kind: str = "") -> None:
    """Raise `ChangedMeanwhile` when the row was changed after the version `seen` (None: nobody looked).

    Inside the transaction of the change, with the row locked.
    """
    if seen is None:
        return
    _refuse(_changes([row], kind).filter(id__gt=seen))


def refuse_if_removed(tenant: UUID, seen: UUID | None) -> None:
    """Raise `ChangedMeanwhile` when the row of which the version `seen` tells was changed; it is gone now."""
    told = AuditEvent.objects.filter(tenant_id=tenant, pk=seen or NEVER).first()
    if told is not None:
        same = AuditEvent.objects.filter(
            tenant_id=tenant, subject_type=told.subject_type, subject_id=told.subject_id
        )
        _refuse(same.filter(_TELLS, id__gt=told.id))


def _refuse(lines: QuerySet[AuditEvent]) -> None:
    newer = list(lines.order_by("id"))
    if newer:
        last = newer[-1]
        fields = sorted({name for line in newer for name in (line.after or line.before or {})})
        raise ChangedMeanwhile(
            by=last.person_name, at=last.at.isoformat(), version=str(last.id), fields_changed=fields
        )


_TELLS = Q(after__isnull=False) | Q(before__isnull=False)
"""Lines that changed something; the others say who saw what."""


def _changes(rows: list[Model], kind: str) -> QuerySet[AuditEvent]:
    first = rows[0]
    tenant: UUID = getattr(first, "tenant_id", first.pk)
    return AuditEvent.objects.filter(
        _TELLS,
        tenant_id=tenant,
        subject_type=kind or first._meta.model_name,
        subject_id__in=[str(row.pk) for row in rows],
    )
