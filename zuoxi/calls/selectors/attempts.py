"""What has been dialled."""

import datetime as dt

from zuoxi.calls.models import Attempt
from zuoxi.organisation.models import Person


def numbers_dialled(person: Person, since: dt.datetime) -> list[str]:
    """The numbers (national form) that this person has dialled since a moment, each as often as dialled."""
    return list(Attempt.objects.filter(person=person, at__gte=since).values_list("number", flat=True))
