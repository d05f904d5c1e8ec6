"""Creating and changing what calls are routed by: checked field by field, in the trail, told to the floor."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors, InUse, Sentence
from zuoxi.organisation.models import OrgUnit
from zuoxi.organisation.rows import ConfiguredRow
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import reach, require
from zuoxi.organisation.services import rows
from zuoxi.organisation.services.in_turn import in_turn
from zuoxi.organisation.services.referred import (
    NO_SUCH,
    OUT_OF_REACH,
    person_in_reach,
    row_in_reach,
    unit_in_reach,
)
from zuoxi.telephony.models import (
    AccessNumber,
    Device,
    IvrFlow,
    Prompt,
    Queue,
    QueueGroup,
    Seat,
    ServiceLine,
    SkillGroup,
    SwitchNode,
    Trunk,
)
from zuoxi.telephony.selectors.ivr_live import flows_with_queue
from zuoxi.telephony.selectors.prompts import uses_of
from zuoxi.telephony.services.checks import Problems, check

Row = TypeVar("Row", bound=ConfiguredRow)

NO_NODE: Sentence = ("没有这个交换机节点。", "There is no such switch node.")
UNIQUE: dict[type[ConfiguredRow], str] = {
    AccessNumber: "number",
    Trunk: "endpoint",
    Device: "endpoint",
    Seat: "name",
}
"""The field to blame when another row has the same value."""


def create(actor: Actor, model: type[Row], fields: Mapping[str, Any], **given: Any) -> Row:
    """A new row of `model` from the fields of its form (ids of other rows by their field's name).

    `given` are values that no form asks for.
    """
    values, problems = resolved(actor, model, fields)
    unit = values.get("org_unit")
    row = model(tenant_id=unit.tenant_id if unit else actor.who.tenant_id, **values, **given)
    refuse_all(row, problems, actor.now)
    with in_turn(actor.who.tenant):  # what a row must be beside others holds of two that come at once
        return rows.create(actor, row, unique=UNIQUE.get(model, ""), check=partial(check, now=actor.now))


def change(actor: Actor, row: Row, fields: Mapping[str, Any]) -> Row:
    """New values for a row; `hidden` takes it out of use if nothing in use needs it."""
    values, problems = resolved(actor, type(row), {name: fields[name] for name in fields if name != "hidden"})
    if "hidden" in fields:
        if fields["hidden"]:
            check_unused(row)
        values["hidden_at"] = (row.hidden_at or actor.now) if fields["hidden"] else None
    if problems:
        for name, value in values.items():
            setattr(row, name, value)
        refuse_all(row, problems, actor.now)
    with in_turn(actor.who.tenant):
        return rows.change(
            actor, row, values, unique=UNIQUE.get(type(row), ""), check=partial(check, now=actor.now)
        )


def check_unused(row: ConfiguredRow) -> None:
    """Raise `InUse` when rows in use need this one."""
    count = sum(users(row) for users in USERS.get(type(row), ()))
    if count:
        raise InUse(count=count)


def resolved(
    actor: Actor, model: type[ConfiguredRow], fields: Mapping[str, Any]
) -> tuple[dict[str, Any], Problems]:
    """The fields with rows in place of ids, and the ids out of reach as problems of their fields."""
    find = RESOLVE | OF_THE_INSTALLATION.get(model, {})
    values: dict[str, Any] = {}
    problems: Problems = {}
    for name, value in fields.items():
        try:
            values[name] = find[name](actor, value) if name in find and value is not None else value
        except FormErrors as error:
            problems |= error.sentences
    return values, problems


def refuse_all(row: ConfiguredRow, problems: Problems, now: dt.datetime) -> None:
    """Raise `FormErrors` with these problems and with what is wrong with the row beside them, all at once."""
    if not problems:
        return
    try:
        check(row, now)
    except FormErrors as error:
        problems = error.sentences | problems
    raise FormErrors(problems)


def _own(model: type[ConfiguredRow], field: str) -> Callable[[Actor, UUID], ConfiguredRow]:
    return lambda actor, id: row_in_reach(actor, model, id, Permission.TELEPHONY_MANAGE, field)


def _node(actor: Actor, id: UUID) -> SwitchNode:
    found = SwitchNode.objects.filter(id=id, hidden_at__isnull=True).first()
    if found is None:
        raise FormErrors({"node": NO_NODE})
    return found


def _trunk(actor: Actor, id: UUID) -> Trunk:
    """A line of the company: where he manages telephony, or of a unit above, which all below it share."""
    found = Trunk.objects.filter(id=id, tenant_id=actor.who.tenant_id, hidden_at__isnull=True).first()
    tops = reach(actor.who, Permission.TELEPHONY_MANAGE)
    if found is None or not any(top.startswith(found.path) or found.path.startswith(top) for top in tops):
        raise FormErrors({"trunk": NO_SUCH})
    return found


def _unit_of_anybody(actor: Actor, id: UUID) -> OrgUnit:
    require(actor.who, Permission.INSTALLATION_MANAGE)
    unit: OrgUnit | None = OrgUnit.objects.filter(id=id, hidden_at__isnull=True).first()
    if unit is None:
        raise FormErrors({"org_unit": OUT_OF_REACH})
    return unit


RESOLVE: dict[str, Callable[[Actor, UUID], Any]] = {
    "org_unit": lambda actor, id: unit_in_reach(actor, id, Permission.TELEPHONY_MANAGE),
    "service_line": _own(ServiceLine, "service_line"),
    "queue": _own(Queue, "queue"),
    "flow": _own(IvrFlow, "flow"),
    "skill_group": _own(SkillGroup, "skill_group"),
    "seat": _own(Seat, "seat"),
    "node": _node,
    "trunk": _trunk,
    "person": lambda actor, id: person_in_reach(actor, id, Permission.TELEPHONY_MANAGE),
}
OF_THE_INSTALLATION: dict[type[ConfiguredRow], dict[str, Callable[[Actor, UUID], Any]]] = {
    Trunk: {"org_unit": _unit_of_anybody},
}
"""What is found by another permission than a company's own."""
USERS: dict[type[ConfiguredRow], tuple[Callable[[Any], int], ...]] = {
    ServiceLine: (lambda row: AccessNumber.objects.filter(service_line=row, hidden_at__isnull=True).count(),),
    Queue: (
        lambda row: AccessNumber.objects.filter(queue=row, hidden_at__isnull=True).count(),
        lambda row: len(flows_with_queue(row)),
    ),
    IvrFlow: (
        lambda row: AccessNumber.objects.filter(flow=row, hidden_at__isnull=True).count(),
        lambda row: Queue.objects.filter(rating_flow=row, hidden_at__isnull=True).count(),
    ),
    SkillGroup: (
        lambda row: QueueGroup.objects.filter(skill_group=row, queue__hidden_at__isnull=True).count(),
    ),
    Prompt: (lambda row: len(uses_of([row])[row.pk]),),
    Seat: (lambda row: Device.objects.filter(seat=row, hidden_at__isnull=True).count(),),
}
"""Who still needs a row: counts of rows in use."""
