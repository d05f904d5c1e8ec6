"""Reading thresholds, and which alarms have been seen."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from zuoxi.measures.models import SeenAlarm, Threshold
from zuoxi.measures.rules import WATCHED, Watched
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require, visible_to


def thresholds(tenant: UUID) -> dict[str, Watched]:
    """Everything that is watched, with what the company has set instead of what holds by itself."""
    own = {row.of: row for row in Threshold.objects.filter(tenant_id=tenant)}
    return {
        of: Watched(amber=own[of].amber, red=own[of].red, unit=one.unit, below=one.below)
        if of in own
        else one
        for of, one in WATCHED.items()
    }


def seen_alarms(person: Person, since: dt.datetime) -> QuerySet[SeenAlarm]:
    """The alarms of his floor that were seen since a moment, the latest first; raises `NotAllowed`."""
    require(person, Permission.FLOOR_WATCH)
    rows = SeenAlarm.objects.filter(at__gte=since).select_related("person").order_by("-at", "-id")
    return visible_to(rows, person, Permission.FLOOR_WATCH, path="path")


def last_seen(tenant: UUID, of: str, subject: str, path: str) -> dt.datetime | None:
    """The latest beginning of such an alarm that somebody at this place has said he knows of."""
    rows = SeenAlarm.objects.filter(tenant_id=tenant, of=of, subject=subject, path=path)
    return rows.order_by("-since").values_list("since", flat=True).first()
