"""Reading the audit trail."""

import datetime as dt
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
