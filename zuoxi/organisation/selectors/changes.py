"""Who changed a row last, and whether somebody did since it was looked at; read from the audit trail.

A row's *version* is the id of the last line of the trail that changed it. So it needs no column, covers what
belongs to the row (members, numbers, roles), and whoever meets a newer one can be told by whom and what.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model, OuterRef, QuerySet, Subquery

from zuoxi.organisation.errors import ChangedMeanwhile
from zuoxi.organisation.models import AuditEvent


@dataclass(frozen=True)
class Change:
    """The last change of a row: its version, when, and by whom (empty: the house itself)."""

    version: UUID
    at: dt.datetime
    by: str


def last_changes(rows: Iterable[Model]) -> dict[UUID, Change]:
    """The last change of each of these rows (all of one kind), by id; rows never changed are left out."""
    given = list(rows)
    if not given:
        return {}
    lines = _changes(given)
    # PostgreSQL has no greatest of ids, only an order of them
    newest = lines.filter(subject_id=OuterRef("subject_id")).order_by("-id").values("id")[:1]
    found = lines.filter(id=Subquery(newest))
    return {UUID(line.subject_id): Change(line.id, line.at, line.person_name) for line in found}


def refuse_if_changed(row: Model, seen: UUID | None) -> None:
    """Raise `ChangedMeanwhile` when the row was changed after the version `seen` (None: nobody looked).

    Inside the transaction of the change, with the row locked.
    """
    if seen is None:
        return
    newer = list(_changes([row]).filter(id__gt=seen).order_by("id"))
    if newer:
        last = newer[-1]
        fields = sorted({name for line in newer for name in (line.after or {})})
        raise ChangedMeanwhile(
            by=last.person_name, at=last.at.isoformat(), version=str(last.id), fields_changed=fields
        )


def _changes(rows: list[Model]) -> QuerySet[AuditEvent]:
    first = rows[0]
    tenant: UUID = first.tenant_id  # type: ignore[attr-defined]
    return AuditEvent.objects.filter(
        tenant_id=tenant,
        subject_type=first._meta.model_name,
        subject_id__in=[str(row.pk) for row in rows],
        after__isnull=False,
    )
