"""Which skill groups serve a queue, and who is in a skill group."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.rows import ConfiguredRow
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.services import audit, rows
from zuoxi.organisation.services.referred import person_in_reach, row_in_reach
from zuoxi.telephony.models import IvrFlow, Queue, QueueGroup, SkillGroup, SkillGroupMember
from zuoxi.telephony.services.configuration import change, create
from zuoxi.telephony.services.waiting import check_nobody_waits

Fields = Mapping[str, Any]
Link = TypeVar("Link", QueueGroup, SkillGroupMember)


NAMED: Mapping[str, type[ConfiguredRow]] = {"vip_group": SkillGroup, "rating_flow": IvrFlow}
"""Rows that a queue names."""


def create_queue(actor: Actor, fields: Fields) -> Queue:
    """A queue with the skill groups that serve it."""
    with transaction.atomic():
        queue = create(actor, Queue, _values(actor, None, fields))
        put_groups(actor, queue, fields.get("groups", ()))
    return queue


def change_queue(actor: Actor, queue: Queue, fields: Fields) -> Queue:
    """New values for a queue; `groups` replaces all its skill groups. Raises `QueueHasCallers`."""
    if fields.get("hidden") and queue.hidden_at is None:
        check_nobody_waits(queue.id)
    with transaction.atomic():
        change(actor, queue, _values(actor, queue, fields))
        if "groups" in fields:
            put_groups(actor, queue, fields["groups"])
    return queue


def _values(actor: Actor, queue: Queue | None, fields: Fields) -> dict[str, Any]:
    """A queue's own values, with what it names by id looked up; what it names already may stay."""
    values = _without(fields, "groups")
    for name, model in NAMED.items():
        if name not in values:
            continue
        one = values.pop(name)
        if one is not None and (queue is None or one != getattr(queue, f"{name}_id")):
            row_in_reach(actor, model, one, Permission.TELEPHONY_MANAGE, name)
        values[f"{name}_id"] = one
    return values


def create_skill_group(actor: Actor, fields: Fields) -> SkillGroup:
    """A skill group with its members."""
    with transaction.atomic():
        group = create(actor, SkillGroup, _without(fields, "members"))
        put_members(actor, group, fields.get("members", ()))
    return group


def change_skill_group(actor: Actor, group: SkillGroup, fields: Fields) -> SkillGroup:
    """New values for a skill group; `members` replaces all its members."""
    with transaction.atomic():
        change(actor, group, _without(fields, "members"))
        if "members" in fields:
            put_members(actor, group, fields["members"])
    return group


def put_groups(actor: Actor, queue: Queue, wanted: list[Fields]) -> None:
    """Make the skill groups of a queue those wanted, each from its `after_ms` of waiting on."""
    held = {link.skill_group_id for link in queue.groups.all()}
    for link in wanted:
        if link["skill_group"] not in held:
            row_in_reach(actor, SkillGroup, link["skill_group"], Permission.TELEPHONY_MANAGE, "groups")
    wanted_ms = {link["skill_group"]: link["after_ms"] for link in wanted}
    _put(
        actor,
        queue,
        "groups",
        QueueGroup.objects.filter(queue=queue),
        {link.skill_group_id: (link, link.after_ms) for link in queue.groups.all()},
        wanted_ms,
        lambda group, after: QueueGroup(
            tenant_id=queue.tenant_id, queue=queue, skill_group_id=group, after_ms=after
        ),
        "after_ms",
    )


def put_members(actor: Actor, group: SkillGroup, wanted: list[Fields]) -> None:
    """Make the members of a skill group those wanted, each with his level; who is in it already may stay."""
    held = {link.person_id for link in group.members.all()}
    for link in wanted:
        if link["person"] not in held:
            person_in_reach(actor, link["person"], Permission.TELEPHONY_MANAGE, "members")
    wanted_levels = {link["person"]: link["level"] for link in wanted}
    _put(
        actor,
        group,
        "members",
        SkillGroupMember.objects.filter(skill_group=group),
        {link.person_id: (link, link.level) for link in group.members.all()},
        wanted_levels,
        lambda person, level: SkillGroupMember(
            tenant_id=group.tenant_id, skill_group=group, person_id=person, level=level
        ),
        "level",
    )


def _put(
    actor: Actor,
    owner: Queue | SkillGroup,
    name: str,
    links: QuerySet[Link],
    held: Mapping[Any, tuple[Link, int]],
    wanted: Mapping[Any, int],
    new: Callable[[Any, int], Link],
    column: str,
) -> None:
    before = {str(key): value for key, (_, value) in held.items()}
    after = {str(key): value for key, value in wanted.items()}
    if before == after:
        return
    links.filter(id__in=[link.id for key, (link, _) in held.items() if key not in wanted]).delete()
    for key, value in wanted.items():
        if key not in held:
            new(key, value).save()
        elif held[key][1] != value:
            links.filter(id=held[key][0].id).update(**{column: value})
    audit.note(actor, f"{rows.kind(owner)}.{name}_changed", owner, before=before, after=after)
    rows.changed(owner)


def _without(fields: Fields, name: str) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key != name}
