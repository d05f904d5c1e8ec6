"""Reading what people typed about calls."""

from uuid import UUID

from django.db.models import QuerySet

from zuoxi.calls.models import CallNote
from zuoxi.organisation.models import Person


def own_note(person: Person, call: UUID) -> CallNote | None:
    """His own note about a call."""
    return CallNote.objects.filter(tenant_id=person.tenant_id, call_id=call, person=person).first()


def notes_of(tenant: UUID, calls: list[UUID]) -> QuerySet[CallNote]:
    """All notes about some calls, the oldest first."""
    rows = CallNote.objects.filter(tenant_id=tenant, call_id__in=calls).exclude(text="")
    return rows.select_related("person").order_by("id")
