"""How long callers have been ready to wait."""

import datetime as dt

from django.db.models import Count, Q, Sum

from zuoxi.calls.models import Call
from zuoxi.measures.catalogue import FEW
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import within


def patience_of(person: Person, since: dt.datetime, until: dt.datetime) -> dict[str, float]:
    """Queue -> mean patience of its callers in seconds, where he watches; where few gave up
    nothing is known.

    Who is answered would have waited longer, nobody knows how long: all that was waited over how many gave up
    is the likeliest mean of exponential patience.
    """
    rows = Call.objects.filter(
        within(person, Permission.FLOOR_WATCH, path="path"),
        direction=Call.Direction.INBOUND,
        queue__isnull=False,
        started_at__gte=since,
        started_at__lt=until,
    )
    sums = (
        rows.order_by()
        .values_list("queue_id")
        .annotate(waited=Sum("queue_ms"), gave_up=Count("pk", filter=Q(outcome="abandoned")))
    )
    return {str(queue): waited / gave_up / 1000 for queue, waited, gave_up in sums if gave_up >= FEW}
