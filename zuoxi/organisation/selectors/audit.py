"""Reading the audit trail."""

from django.db.models import QuerySet

from zuoxi.organisation.models import AuditEvent, Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import visible_to


def trail(person: Person) -> QuerySet[AuditEvent]:
    """What happened within his reach."""
    return visible_to(AuditEvent.objects.all(), person, Permission.AUDIT_READ, path="path")
