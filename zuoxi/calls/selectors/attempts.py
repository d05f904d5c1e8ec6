"""What has been dialled."""

import datetime as dt
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Count

from zuoxi.calls.models import Attempt, Call, Leg
from zuoxi.organisation.models import Person


def dialled(tenant: UUID, person: Person | None, since: dt.datetime) -> dict[str, int]:
    """Class of number -> how often a person (None: the house by itself) has dialled such ones since a moment.

    The class is empty for what was dialled before classes were kept.
    """
    rows = Attempt.objects.filter(tenant_id=tenant, person=person, at__gte=since)
    return dict(rows.order_by().values_list("destination").annotate(Count("pk")))


def dialled_for(tenant: UUID, projects: Collection[str], since: dt.datetime) -> list[tuple[str, str, int]]:
    """(project, class of number, how often) of what was dialled for these projects since a moment."""
    rows = Attempt.objects.filter(tenant_id=tenant, project__in=projects, at__gte=since)
    return list(rows.order_by().values_list("project", "destination").annotate(Count("pk")))


def number_dialled(person: Person, call: UUID) -> str:
    """The number (national form) that he dials in this call; empty: it is no call of his dialling."""
    row = Attempt.objects.filter(tenant_id=person.tenant_id, person=person, call_id=call).first()
    return row.number if row else ""


def attempt_of(attempt: UUID) -> Attempt:
    """The attempt with the person who dials."""
    return Attempt.objects.select_related("person").get(id=attempt)


def ended_of(attempts: Iterable[UUID]) -> dict[UUID, bool]:
    """Attempt -> whether what was dialled is over: its call, or somebody outside whom a customer was passed
    to; missing is one of which nothing is known (yet)."""
    of = list(attempts)
    calls = Call.objects.filter(attempt_id__in=of).values_list("attempt_id", "ended_at", "ended_at")
    legs = Leg.objects.filter(attempt_id__in=of).values_list("attempt_id", "ended_at", "call__ended_at")
    return {
        attempt: own is not None or whole is not None
        for attempt, own, whole in (*calls, *legs)
        if attempt is not None
    }
