"""What the floor decides from, as the engine's own records, in the order of their ids."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from zuoxi.engine.config import (
    AccessNumberConfig,
    AfterTransfer,
    AgentConfig,
    DeviceConfig,
    QueueConfig,
    RatingWhen,
    ServiceLineConfig,
    SkillGroupConfig,
    Strategy,
    TrunkConfig,
    flow_key,
)
from zuoxi.engine.config import QueueGroup as QueueGroupConfig
from zuoxi.kernel.calendars import DAY_MINUTES, OpeningHours, Span
from zuoxi.organisation.selectors.people import (
    phone_people,
    tenant_timezone,
    tenants_recording_internal,
)
from zuoxi.outbox.selectors import last_announced
from zuoxi.telephony.models import (
    AccessNumber,
    Device,
    HolidayDay,
    IvrFlow,
    NotReadyReason,
    Queue,
    QueueGroup,
    SkillGroup,
    SkillGroupMember,
    Trunk,
)


def stamp() -> str:
    """A cheap value that changes with every write that the floor must hear of."""
    return last_announced("ConfigurationChanged")


def skill_groups() -> tuple[SkillGroupConfig, ...]:
    """The skill groups in use."""
    rows = SkillGroup.objects.filter(hidden_at__isnull=True).order_by("id")
    return tuple(SkillGroupConfig(id=str(row.id), name=row.name) for row in rows)


def not_ready_reasons() -> tuple[tuple[str, str], ...]:
    """(tenant, code) of each reason in use."""
    rows = NotReadyReason.objects.filter(hidden_at__isnull=True).order_by("tenant_id", "code")
    return tuple((str(row.tenant_id), row.code) for row in rows)


def records_internal() -> tuple[str, ...]:
    """The companies whose calls between colleagues are recorded."""
    return tuple(str(one) for one in tenants_recording_internal())


def queues() -> tuple[QueueConfig, ...]:
    """The queues in use, with the skill groups that serve them."""
    groups: dict[UUID, list[QueueGroupConfig]] = defaultdict(list)
    links = QueueGroup.objects.filter(skill_group__hidden_at__isnull=True)
    for link in links.order_by("after_ms", "id"):
        groups[link.queue_id].append(
            QueueGroupConfig(group_id=str(link.skill_group_id), after_ms=link.after_ms)
        )
    in_use = set(SkillGroup.objects.filter(hidden_at__isnull=True).values_list("id", flat=True))
    rows = (
        Queue.objects.filter(hidden_at__isnull=True)
        .select_related("org_unit", "rating_flow__live")
        .order_by("id")
    )
    return tuple(
        QueueConfig(
            id=str(row.id),
            tenant=str(row.tenant_id),
            path=row.path,
            name=row.name,
            name_en=row.name_en,
            groups=tuple(groups[row.id]),
            strategy=cast(Strategy, row.strategy),
            timeout_ms=row.timeout_ms,
            ring_timeout_ms=row.ring_timeout_ms,
            wrap_up_ms=row.wrap_up_ms,
            max_missed=row.max_missed,
            capacity=row.capacity,
            priority=row.priority,
            weight=row.weight,
            music=row.music,
            callback_on_abandon=row.callback_on_abandon,
            tell_unstaffed=row.tell_unstaffed,
            announce_every_ms=row.announce_every_ms,
            callback_by_key=row.callback_by_key,
            voicemail_by_key=row.voicemail_by_key,
            voicemail_when_unserved=row.voicemail_when_unserved,
            decline_needs_reason=row.decline_needs_reason,
            announce_agent=row.announce_agent,
            auto_answer=row.auto_answer,
            after_transfer=cast(AfterTransfer, row.after_transfer),
            rating=cast(RatingWhen, row.rating),
            rating_flow=_live_key(row.rating_flow),
            rating_link=row.rating_link,
            vip_group=str(row.vip_group_id) if row.vip_group_id in in_use else "",
            vip_priority=row.vip_priority if row.vip_group_id in in_use else 0,
            returning=row.returning,
            returning_priority=row.returning_priority if row.returning else 0,
        )
        for row in rows
    )


def access_numbers() -> tuple[AccessNumberConfig, ...]:
    """The numbers in use, with their hours in the company's time zone."""
    holidays = _holidays()
    rows = (
        AccessNumber.objects.filter(
            hidden_at__isnull=True, trunk__isnull=False, trunk__hidden_at__isnull=True
        )
        .select_related("org_unit", "service_line", "flow__live")
        .order_by("id")
    )
    return tuple(
        AccessNumberConfig(
            number=row.number,
            tenant=str(row.tenant_id),
            path=row.path,
            service_line=ServiceLineConfig(
                id=str(row.service_line_id),
                name=row.service_line.name,
                name_en=row.service_line.name_en,
                whisper=row.service_line.whisper,
            ),
            queue_id=str(row.queue_id),
            greeting=row.greeting,
            recording_announcement=row.recording_announcement,
            hours=opening_hours(row.tenant_id, row.weekly_hours, holidays[row.tenant_id]),
            language=row.language,
            flow=_live_key(row.flow),
            trunk=str(row.trunk_id),
            callback_in_flow=row.callback_in_flow,
        )
        for row in rows
    )


def _live_key(flow: IvrFlow | None) -> str:
    if flow is None or flow.live is None or flow.hidden_at is not None:
        return ""
    return flow_key(str(flow.pk), flow.live.number)


def agents() -> tuple[AgentConfig, ...]:
    """Everybody who may sign in at the phone, with his skill groups and devices."""
    groups: dict[UUID, list[tuple[str, int]]] = defaultdict(list)
    members = SkillGroupMember.objects.filter(skill_group__hidden_at__isnull=True)
    for member in members.order_by("id"):
        groups[member.person_id].append((str(member.skill_group_id), member.level))
    devices: dict[UUID, list[DeviceConfig]] = defaultdict(list)
    for device in Device.objects.filter(hidden_at__isnull=True, person__isnull=False).order_by("id"):
        assert device.person_id is not None
        devices[device.person_id].append(device_config(device))
    return tuple(
        AgentConfig(
            person_id=str(person.id),
            tenant=str(person.tenant_id),
            path=person.path,
            name=person.name,
            number=person.number,
            groups=tuple(groups[person.id]),
            devices=tuple(devices[person.id]),
        )
        for person in phone_people().order_by("id")
    )


def trunks() -> tuple[TrunkConfig, ...]:
    """The trunks in use."""
    rows = (
        Trunk.objects.filter(hidden_at__isnull=True)
        .select_related("node", "org_unit", "tenant")
        .order_by("id")
    )
    return tuple(
        TrunkConfig(
            id=str(row.id),
            node=row.node.name,
            endpoint=row.endpoint,
            caller_id=row.caller_id,
            tenant=str(row.tenant_id),
            path=row.path,
            home_area=row.home_area or row.tenant.home_area,
            callback_not_in_service=row.callback_not_in_service,
            revision=_mark(row.host, row.port, row.match, row.domain),
        )
        for row in rows
    )


def device_config(device: Device) -> DeviceConfig:
    """A device as the engine knows it."""
    return DeviceConfig(
        id=str(device.id),
        kind="webrtc" if device.kind == Device.Kind.WEBRTC else "sip_phone",
        endpoint=device.endpoint,
        dial=device.dial,
        revision=_mark(device.kind, device.credential),
        auto_answer=device.auto_answer,
    )


def calendars(tenants: Iterable[UUID]) -> dict[UUID, OpeningHours]:
    """The time zone of companies and their days with hours of their own, as plans that are open all week."""
    always = [[[0, DAY_MINUTES]]] * 7
    holidays = _holidays()
    found = {tenant: opening_hours(tenant, always, holidays[tenant]) for tenant in tenants}
    return {tenant: hours for tenant, hours in found.items() if hours is not None}


def opening_hours(
    tenant: UUID, weekly: list[list[list[int]]] | None, holidays: Iterable[HolidayDay]
) -> OpeningHours | None:
    """A weekly plan with the company's holidays as the engine reads it; None: always open."""
    if weekly is None:
        return None
    return OpeningHours(
        timezone=tenant_timezone(tenant),
        weekly=tuple(_spans(day) for day in weekly),
        days=tuple((day.date.isoformat(), _spans(day.spans)) for day in holidays),
    )


def _spans(pairs: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    return tuple(Span(start=start, end=end) for start, end in pairs)


def _holidays() -> dict[UUID, list[HolidayDay]]:
    found: dict[UUID, list[HolidayDay]] = defaultdict(list)
    for day in HolidayDay.objects.order_by("date"):
        found[day.tenant_id].append(day)
    return found


def _mark(*values: Any) -> str:
    return hashlib.blake2b(repr(values).encode(), digest_size=6).hexdigest()
