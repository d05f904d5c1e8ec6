"""What has been dialled."""

import datetime as dt
from collections.abc import Collection, Iterable
from uuid import UUID

from zuoxi.calls.models import Attempt, Call, Leg
from zuoxi.organisation.models import Person


def numbers_dialled(tenant: UUID, person: Person | None, since: dt.datetime) -> list[str]:
    """The numbers (national form) that a person (None: the house by itself) has dialled since a moment, each
    as often as dialled."""
    rows = Attempt.objects.filter(tenant_id=tenant, person=person, at__gte=since)
    return list(rows.values_list("number", flat=True))


def numbers_dialled_for(tenant: UUID, projects: Collection[str], since: dt.datetime) -> list[tuple[str, str]]:
    """(project, number in national form) of what was dialled for these projects since a moment."""
    rows = Attempt.objects.filter(tenant_id=tenant, project__in=projects, at__gte=since)
    return list(rows.values_list("project", "number"))


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
