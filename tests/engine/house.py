"""A small house for the engine's tests: two groups, one queue, a few agents of each kind."""

from msgspec.structs import replace

from zuoxi.engine.config import (
    AccessNumberConfig,
    AgentConfig,
    DeviceConfig,
    FloorConfig,
    QueueConfig,
    QueueGroup,
    ServiceLineConfig,
    SkillGroupConfig,
    TrunkConfig,
)
from zuoxi.kernel.calendars import OpeningHours

NODE = "house"
TENANT = "tenant"
START = 1_790_000_000_000

QUEUE = QueueConfig(
    id="orders",
    tenant=TENANT,
    path="/root/hall",
    name="订购",
    groups=(QueueGroup(group_id="first"), QueueGroup(group_id="second", after_ms=20_000)),
    timeout_ms=120_000,
    ring_timeout_ms=15_000,
    wrap_up_ms=30_000,
    max_missed=2,
    capacity=3,
)
LINE = ServiceLineConfig(id="line-1", name="订购热线", name_en="Orders")


def access(number: str, **changes: object) -> AccessNumberConfig:
    fields: dict[str, object] = {
        "number": number,
        "tenant": TENANT,
        "path": "/root/hall",
        "service_line": LINE,
        "queue_id": "orders",
        "greeting": "welcome",
        "recording_announcement": "recorded",
    }
    return AccessNumberConfig(**(fields | changes))  # type: ignore[arg-type]


def agent(person: str, *groups: tuple[str, int], kind: str = "webrtc", dial: str = "") -> AgentConfig:
    return AgentConfig(
        person_id=person,
        tenant=TENANT,
        path="/root/hall/team",
        name=person.title(),
        number="1001",
        groups=groups or (("first", 1),),
        devices=(DeviceConfig(id=f"dev-{person}", kind=kind, endpoint=f"ep-{person}", dial=dial),),  # type: ignore[arg-type]
    )


KNOWING = replace(QUEUE, vip_group="second", vip_priority=30, returning=True, returning_priority=10)
"""The queue, with a difference between VIPs, returning customers and everybody else."""


CONFIG = FloorConfig(
    version=1,
    setup_limit=2,
    skill_groups=(SkillGroupConfig(id="first", name="一组"), SkillGroupConfig(id="second", name="二组")),
    queues=(QUEUE,),
    access_numbers=(
        access("4008001234"),
        access("4008005678", hours=OpeningHours(weekly=((),) * 7)),
        access("4008009999", greeting="", recording_announcement=""),
    ),
    agents=(
        agent("li"),
        agent("wang"),
        agent("zhao", ("second", 1)),
        agent("qian", kind="sip_phone"),
        agent("sun", kind="sip_phone", dial="PJSIP/sun@10.0.0.9"),
    ),
    trunks=(TrunkConfig(id="trunk", node=NODE, endpoint="carrier", caller_id="4008001234"),),
)
