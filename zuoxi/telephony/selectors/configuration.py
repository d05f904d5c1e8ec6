"""Reading what calls are routed by, with everything that a list shows."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from zuoxi.telephony.models import (
    AccessNumber,
    Device,
    HolidayDay,
    Queue,
    Seat,
    ServiceLine,
    SkillGroup,
    SwitchNode,
    Trunk,
)


def service_lines() -> QuerySet[ServiceLine]:
    return ServiceLine.objects.select_related("org_unit")


def access_numbers() -> QuerySet[AccessNumber]:
    return AccessNumber.objects.select_related("org_unit", "service_line", "queue")


def queues() -> QuerySet[Queue]:
    return Queue.objects.select_related("org_unit").prefetch_related("groups__skill_group")


def skill_groups() -> QuerySet[SkillGroup]:
    return SkillGroup.objects.select_related("org_unit").prefetch_related("members__person")


def trunks() -> QuerySet[Trunk]:
    return Trunk.objects.select_related("org_unit", "node")


def devices() -> QuerySet[Device]:
    return Device.objects.select_related("org_unit", "node", "person", "seat")


def seats() -> QuerySet[Seat]:
    return Seat.objects.select_related("org_unit")


def nodes() -> QuerySet[SwitchNode]:
    return SwitchNode.objects.filter(hidden_at__isnull=True)


def holidays(tenant: UUID, first: dt.date, last: dt.date) -> QuerySet[HolidayDay]:
    """The dates with hours of their own from `first` to `last`."""
    return HolidayDay.objects.filter(tenant_id=tenant, date__gte=first, date__lte=last).order_by("date")
