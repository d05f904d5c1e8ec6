"""Reading the audit trail."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from zuoxi.organisation.models import AuditEvent, Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import visible_to


def trail(person: Person) -> QuerySet[AuditEvent]:
    """What happened within his reach."""
    return visible_to(AuditEvent.objects.all(), person, Permission.AUDIT_READ, path="path")


def lately(person: Person, action: str, subject: UUID, since: dt.datetime) -> bool:
    """Whether the trail has `action` of this person on this subject since a moment."""
    return AuditEvent.objects.filter(
        tenant_id=person.tenant_id,
        subject_id=str(subject),
        action=action,
        person=person,
        at__gte=since,
    ).exists()


def noted_lately(person: Person, action: str, since: dt.datetime) -> list[dict[str, Any] | None]:
    """What the lines of `action` of this person say, since a moment."""
    rows = AuditEvent.objects.filter(tenant_id=person.tenant_id, action=action, person=person, at__gte=since)
    return list(rows.values_list("after", flat=True))


def refused_strangers(tenant: UUID, since: dt.datetime) -> QuerySet[AuditEvent]:
    """Sign-ins under names that nobody has, since a moment."""
    return AuditEvent.objects.filter(tenant_id=tenant, at__gte=since, action="session.refused", subject_id="")


def noted_of_nobody(action: str, tenant: UUID, since: dt.datetime) -> QuerySet[AuditEvent]:
    """Lines of `action` that the house has written by itself, since a moment."""
    return AuditEvent.objects.filter(tenant_id=tenant, at__gte=since, action=action, person=None)


def actions_of(rows: QuerySet[AuditEvent]) -> list[str]:
    """What was done, each once, in order."""
    return list(rows.order_by("action").values_list("action", flat=True).distinct())
