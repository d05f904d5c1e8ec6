"""What has been dialled."""

import datetime as dt
from uuid import UUID

from zuoxi.calls.models import Attempt, Call
from zuoxi.organisation.models import Person


def numbers_dialled(person: Person, since: dt.datetime) -> list[str]:
    """The numbers (national form) that this person has dialled since a moment, each as often as dialled."""
    return list(Attempt.objects.filter(person=person, at__gte=since).values_list("number", flat=True))


def attempt_of(attempt: UUID) -> Attempt:
    """The attempt with the person who dials."""
    return Attempt.objects.select_related("person").get(id=attempt)


def has_ended(attempt: UUID) -> bool | None:
    """Whether the attempt's call is over; None: no call is known of it (yet)."""
    ended = Call.objects.filter(attempt_id=attempt).values_list("ended_at", flat=True).first()
    if ended is None and not Call.objects.filter(attempt_id=attempt).exists():
        return None
    return ended is not None
