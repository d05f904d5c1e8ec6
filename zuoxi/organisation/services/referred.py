"""Rows that a form names by their id: each is found only where the asker may, and nobody above him is.

The one place that turns an id out of a body into a row. What is not found is a form error of its field, equal
for rows that do not exist, rows out of reach and rows of another company.
"""

from typing import TypeVar
from uuid import UUID

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors, NotAllowed, Sentence
from zuoxi.organisation.models import OrgUnit, Person, RoleAssignment
from zuoxi.organisation.rows import ConfiguredRow
from zuoxi.organisation.rules import Permission, beyond_companies
from zuoxi.organisation.selectors.access import may, require

Row = TypeVar("Row", bound=ConfiguredRow)

OUT_OF_REACH: Sentence = (
    "没有这个组织节点，或不在您的管理范围内。",
    "No such unit, or it is outside your reach.",
)
NO_SUCH: Sentence = ("没有这一项，或不在您的管理范围内。", "No such entry, or it is outside your reach.")
NOBODY: Sentence = (
    "没有这个人员，或不在您的管理范围内。",
    "There is no such person, or not within your reach.",
)


def unit_in_reach(actor: Actor, id: UUID, permission: Permission, field: str = "org_unit") -> OrgUnit:
    """The unit, if the actor may put something there; else a form error of `field`."""
    unit: OrgUnit | None = OrgUnit.objects.filter(id=id, hidden_at__isnull=True).first()
    if unit is None or not may(actor.who, permission, unit):
        raise FormErrors({field: OUT_OF_REACH})
    return unit


def row_in_reach(actor: Actor, model: type[Row], id: UUID, permission: Permission, field: str) -> Row:
    """A row in use that lies where the actor holds the permission; else a form error of `field`."""
    found = model._default_manager.filter(id=id, hidden_at__isnull=True).first()
    if found is None or not may(actor.who, permission, found):
        raise FormErrors({field: NO_SUCH})
    return found


def person_in_reach(actor: Actor, id: UUID, permission: Permission, field: str = "person") -> Person:
    """Somebody whom the actor may give something to: within reach, and not above him; else a form error."""
    found = Person.objects.filter(id=id, hidden_at__isnull=True).select_related("org_unit").first()
    if found is None or not may(actor.who, permission, found) or is_above(actor, found, permission):
        raise FormErrors({field: NOBODY})
    return found


def colleague(actor: Actor, id: UUID, field: str) -> Person:
    """Somebody of the same company, wherever he is: only for naming who looks after a customer."""
    found = Person.objects.filter(id=id, tenant_id=actor.who.tenant_id, hidden_at__isnull=True).first()
    if found is None:
        raise FormErrors({field: NOBODY})
    return found


def is_above(actor: Actor, person: Person, permission: Permission) -> bool:
    """Whether he is something where the actor does not hold the permission (or on the installation)."""
    roles = RoleAssignment.objects.filter(person=person).select_related("org_unit")
    return any(
        not may(actor.who, permission, role)
        or (beyond_companies(role.role) and not may(actor.who, Permission.INSTALLATION_MANAGE))
        for role in roles
    )


def check_not_above(actor: Actor, person: Person, permission: Permission = Permission.PEOPLE_MANAGE) -> None:
    """Raise `NotAllowed` when he is above: nobody takes over his superior, nor his superior's phone."""
    require(actor.who, permission, person)
    if is_above(actor, person, permission):
        raise NotAllowed(permission=permission.value)
