"""Queues and the skill groups that serve them (T9)."""

from typing import Annotated, cast
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from zuoxi.engine.config import AfterTransfer, RatingWhen, Strategy
from zuoxi.organisation.crud import Resource, RowOut, open_doors
from zuoxi.organisation.forms import Form, Milliseconds, Name, OptionalName
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.telephony.api.shapes import Ref, ref
from zuoxi.telephony.models import Queue, SkillGroup
from zuoxi.telephony.selectors import configuration as reading
from zuoxi.telephony.services import links

router = Router()


class QueueGroupForm(Form):
    skill_group: UUID
    after_ms: Milliseconds = 0


class QueueForm(Form):
    org_unit: UUID
    name: Name
    name_en: OptionalName = ""
    strategy: Strategy = "longest_idle"
    timeout_ms: Annotated[int, Field(ge=1_000, le=3_600_000)] = 120_000
    ring_timeout_ms: Annotated[int, Field(ge=1_000, le=120_000)] = 15_000
    wrap_up_ms: Annotated[int, Field(ge=0, le=3_600_000)] = 30_000
    max_missed: Annotated[int, Field(ge=1, le=100)] = 3
    capacity: Annotated[int, Field(ge=0, le=10_000)] = 200
    priority: Annotated[int, Field(ge=-100, le=100)] = 0
    weight: Annotated[int, Field(ge=1, le=10)] = 1
    callback_on_abandon: bool = True
    callback_automatic: bool = False
    callback_tries: Annotated[int, Field(ge=1, le=10)] = 3
    callback_pause_ms: Annotated[int, Field(ge=60_000, le=86_400_000)] = 600_000
    tell_unstaffed: bool = False
    """Callers are told at once when nobody is signed in who serves it."""
    announce_every_ms: Annotated[int, Field(ge=0, le=600_000)] = 0
    """How often who waits is told his place and how long he will wait, from 20 s on; 0: never."""
    callback_by_key: bool = False
    """Who waits may ask by key 1 to be called back at his turn."""
    voicemail_by_key: bool = False
    """Who waits may leave a message by key 2."""
    voicemail_when_unserved: bool = False
    """Who cannot be served (too long, too many, nobody there, closed) may leave a message."""
    decline_needs_reason: bool = True
    """An agent who declines one of its calls says why, and is not ready for that."""
    announce_agent: bool = False
    """Callers hear the agent's number before they speak."""
    auto_answer: bool = False
    """Its calls are taken up by themselves after a tone, where the agent speaks through the browser."""
    after_transfer: AfterTransfer = "agent"
    """Where its customer goes when nobody takes the call that was passed on."""
    rating: RatingWhen = "by_agent"
    """When its customers are asked by keys how it was."""
    rating_flow: UUID | None = None
    """The flow that asks them; none: the house's own question."""
    rating_link: bool = False
    """Who was not asked by keys is sent a message with a link."""
    vip_group: UUID | None = None
    """Skill group to which VIPs are offered first; none: VIPs are treated like everybody."""
    vip_priority: Annotated[int, Field(ge=0, le=100)] = 30
    returning: bool = False
    """A returning customer is offered to his agent first."""
    returning_priority: Annotated[int, Field(ge=0, le=100)] = 12
    groups: Annotated[list[QueueGroupForm], Field(max_length=50)] = Field(default_factory=list)


class QueueGroupOut(Schema):
    skill_group: Ref
    after_ms: int


class QueueOut(RowOut):
    """A queue; spans in ms."""

    org_unit: Ref
    name: str
    name_en: str
    strategy: Strategy
    timeout_ms: int
    ring_timeout_ms: int
    wrap_up_ms: int
    max_missed: int
    capacity: int
    priority: int
    weight: int
    callback_on_abandon: bool
    callback_automatic: bool
    callback_tries: int
    callback_pause_ms: int
    tell_unstaffed: bool
    announce_every_ms: int
    callback_by_key: bool
    voicemail_by_key: bool
    voicemail_when_unserved: bool
    decline_needs_reason: bool
    announce_agent: bool
    auto_answer: bool
    after_transfer: AfterTransfer
    rating: RatingWhen
    rating_flow: Ref | None
    rating_link: bool
    vip_group: Ref | None
    vip_priority: int
    returning: bool
    returning_priority: int
    groups: list[QueueGroupOut]


class MemberForm(Form):
    person: UUID
    level: Annotated[int, Field(ge=1, le=10)] = 1


class SkillGroupForm(Form):
    org_unit: UUID
    name: Name
    name_en: OptionalName = ""
    members: Annotated[list[MemberForm], Field(max_length=2_000)] = Field(default_factory=list)


class MemberOut(Schema):
    person: Ref
    number: str
    level: int


class SkillGroupOut(RowOut):
    """A skill group with its members; level 1 is the best."""

    org_unit: Ref
    name: str
    name_en: str
    members: list[MemberOut]


def queue_out(row: Queue, viewer: Person) -> QueueOut:
    groups = sorted(row.groups.all(), key=lambda link: (link.after_ms, str(link.id)))
    return QueueOut(
        id=row.id,
        org_unit=ref(row.org_unit),
        name=row.name,
        name_en=row.name_en,
        strategy=cast(Strategy, row.strategy),
        timeout_ms=row.timeout_ms,
        ring_timeout_ms=row.ring_timeout_ms,
        wrap_up_ms=row.wrap_up_ms,
        max_missed=row.max_missed,
        capacity=row.capacity,
        priority=row.priority,
        weight=row.weight,
        callback_on_abandon=row.callback_on_abandon,
        callback_automatic=row.callback_automatic,
        callback_tries=row.callback_tries,
        callback_pause_ms=row.callback_pause_ms,
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
        rating_flow=ref(row.rating_flow) if row.rating_flow else None,
        rating_link=row.rating_link,
        vip_group=ref(row.vip_group) if row.vip_group else None,
        vip_priority=row.vip_priority,
        returning=row.returning,
        returning_priority=row.returning_priority,
        groups=[QueueGroupOut(skill_group=ref(link.skill_group), after_ms=link.after_ms) for link in groups],
        hidden=row.hidden_at is not None,
    )


def skill_group_out(row: SkillGroup, viewer: Person) -> SkillGroupOut:
    members = sorted(row.members.all(), key=lambda member: (member.level, member.person.number))
    return SkillGroupOut(
        id=row.id,
        org_unit=ref(row.org_unit),
        name=row.name,
        name_en=row.name_en,
        members=[
            MemberOut(person=ref(member.person), number=member.person.number, level=member.level)
            for member in members
        ],
        hidden=row.hidden_at is not None,
    )


open_doors(
    router,
    Resource(
        path="queues",
        one="queue",
        many="queues",
        rows=reading.queues,
        out=QueueOut,
        shape=queue_out,
        form=QueueForm,
        create=links.create_queue,
        change=links.change_queue,
        see=(Permission.CALLS_LIST, Permission.FLOOR_WATCH),
        manage=Permission.TELEPHONY_MANAGE,
        sortable={"name": "name", "priority": "priority"},
        default="name",
        searched=("name__icontains", "name_en__icontains"),
    ),
)
open_doors(
    router,
    Resource(
        path="skill-groups",
        one="skill_group",
        many="skill_groups",
        rows=reading.skill_groups,
        out=SkillGroupOut,
        shape=skill_group_out,
        form=SkillGroupForm,
        create=links.create_skill_group,
        change=links.change_skill_group,
        see=(Permission.FLOOR_WATCH,),
        manage=Permission.TELEPHONY_MANAGE,
        sortable={"name": "name"},
        default="name",
        searched=("name__icontains", "name_en__icontains"),
    ),
)
