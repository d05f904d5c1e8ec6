"""Reading what people typed about calls."""

import datetime as dt
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from zuoxi.calls.models import Call, CallNote
from zuoxi.organisation.models import Person


def own_note(person: Person, call: UUID) -> CallNote | None:
    """His own note about a call."""
    return CallNote.objects.filter(tenant_id=person.tenant_id, call_id=call, person=person).first()


def notes_ahead(person: Person, since: dt.datetime) -> QuerySet[CallNote]:
    """His notes since a moment about calls that have no record (yet)."""
    known = Call.objects.filter(pk=OuterRef("call_id"))
    return CallNote.objects.filter(~Exists(known), person=person, changed_at__gte=since)


def notes_of(tenant: UUID, calls: list[UUID]) -> QuerySet[CallNote]:
    """All notes about some calls, the oldest first."""
    rows = CallNote.objects.filter(tenant_id=tenant, call_id__in=calls).exclude(text="")
    return rows.select_related("person").order_by("id")
