"""Who stands in for whom, and when."""

import datetime as dt

from django.db.models import Q, QuerySet

from zuoxi.organisation.models import Deputy, Person


def deputies_of(person: Person) -> QuerySet[Deputy]:
    """Who stands in for him, now and later; and for whom he does."""
    rows = Deputy.objects.select_related("person", "deputy")
    return rows.filter(Q(person=person) | Q(deputy=person), ended_at__isnull=True)


def stood_in_for(person: Person, now: dt.datetime) -> QuerySet[Deputy]:
    """For whom he stands in at this moment, of those who are still in the house."""
    rows = Deputy.objects.filter(deputy=person, since__lte=now, until__gt=now, ended_at__isnull=True)
    return rows.filter(person__hidden_at__isnull=True, person__tenant_id=person.tenant_id)
