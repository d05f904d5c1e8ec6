"""Reading what calls are routed by, with everything that a list shows."""

import datetime as dt
from uuid import UUID

from django.db.models import Q, QuerySet

from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import may, within
from zuoxi.telephony.models import (
    AccessNumber,
    Device,
    HolidayDay,
    NotReadyReason,
    Queue,
    Seat,
    ServiceLine,
    SkillGroup,
    SwitchNode,
    Trunk,
)


def allowances(tenant: UUID) -> dict[str, int]:
    """Code of each not-ready reason with a daily allowance -> minutes; also of those out of use."""
    rows = NotReadyReason.objects.filter(tenant_id=tenant, allowance_min__isnull=False)
    return {row.code: row.allowance_min for row in rows if row.allowance_min}


def service_lines() -> QuerySet[ServiceLine]:
    return ServiceLine.objects.select_related("org_unit")


def access_numbers() -> QuerySet[AccessNumber]:
    return AccessNumber.objects.select_related("org_unit", "service_line", "queue", "trunk", "flow")


def queues() -> QuerySet[Queue]:
    return Queue.objects.select_related("org_unit", "vip_group", "rating_flow").prefetch_related(
        "groups__skill_group"
    )


def skill_groups() -> QuerySet[SkillGroup]:
    return SkillGroup.objects.select_related("org_unit").prefetch_related("members__person")


def trunks() -> QuerySet[Trunk]:
    return Trunk.objects.select_related("org_unit", "node")


def trunks_seen(person: Person, wanted: tuple[Permission, ...]) -> Q:
    """The lines of his company within reach; those of every company to who runs the installation."""
    if Permission.INSTALLATION_MANAGE in wanted and may(person, Permission.INSTALLATION_MANAGE):
        return Q()
    return within(person, *wanted)


def devices() -> QuerySet[Device]:
    return Device.objects.select_related("org_unit", "node", "person", "seat")


def seats() -> QuerySet[Seat]:
    return Seat.objects.select_related("org_unit", "person")


def nodes() -> QuerySet[SwitchNode]:
    return SwitchNode.objects.filter(hidden_at__isnull=True)


def holidays(tenant: UUID, first: dt.date, last: dt.date) -> QuerySet[HolidayDay]:
    """The dates with hours of their own from `first` to `last`."""
    return HolidayDay.objects.filter(tenant_id=tenant, date__gte=first, date__lte=last).order_by("date")
