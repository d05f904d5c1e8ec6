"""`may` and `visible_to`: the two questions behind every door.

A person holds permissions through roles at units; each holds at the unit and at everything below it. A row's
place is its tenant and its organisation path.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from zuoxi.organisation import rules
from zuoxi.organisation.errors import NotAllowed, NotFound
from zuoxi.organisation.models import Person, RoleAssignment
from zuoxi.organisation.rules import Grant, Permission

Row = TypeVar("Row", bound=Model)

LAST_STEP = "ZZZZ"
"""Above every step of a path, so that `path..path+LAST_STEP` is the unit and all below it, by index."""


class Placed(Protocol):
    """Something that lies at one place of one company."""

    @property
    def tenant_id(self) -> UUID: ...

    @property
    def path(self) -> str: ...


def grants(person: Person) -> frozenset[Grant]:
    """What this person may do and where; asked of the database once per request."""
    known: frozenset[Grant] | None = person.__dict__.get("_grants")
    if known is None:
        held = RoleAssignment.objects.filter(person=person).values_list("role", "org_unit__path")
        known = rules.grants_of(held)
        person.__dict__["_grants"] = known
    return known


def remember_roles(people: Collection[Person], roles: QuerySet[RoleAssignment]) -> None:
    """Let `grants` of several people be answered from one query over their roles."""
    held: dict[UUID, list[tuple[str, str]]] = {person.id: [] for person in people}
    for holder, role, path in roles.values_list("person_id", "role", "org_unit__path"):
        held[holder].append((role, path))
    for person in people:
        person.__dict__["_grants"] = rules.grants_of(held[person.id])


def roles_of(person: Person) -> list[str]:
    """The roles that he has anywhere."""
    held = RoleAssignment.objects.filter(person=person).order_by("role")
    return list(held.values_list("role", flat=True).distinct())


def permissions(person: Person) -> list[str]:
    """Names of what he may do anywhere, in order."""
    return sorted({grant.permission.value for grant in grants(person)})


def reach(person: Person, *wanted: Permission) -> tuple[str, ...]:
    """The topmost paths below which he holds one of the permissions."""
    paths = {path for permission in wanted for path in rules.reach(grants(person), permission)}
    return tuple(sorted(paths))


def held_by(person: Person) -> dict[str, list[str]]:
    """Permission -> where it holds, to be kept beside what was made by them."""
    places = {permission: reach(person, permission) for permission in Permission}
    return {permission.value: list(paths) for permission, paths in places.items() if paths}


def still_holds(person: Person, held: Mapping[str, Collection[str]]) -> bool:
    """Whether he may do everywhere now what he might do then (`held_by`)."""
    now = held_by(person)
    return all(rules.covers(now.get(name, ()), path) for name, paths in held.items() for path in paths)


def may(person: Person, action: Permission, subject: Placed | None = None) -> bool:
    """Whether `person` may do `action` with `subject` (without one: anywhere at all)."""
    if subject is None:
        return bool(reach(person, action))
    return subject.tenant_id == person.tenant_id and rules.covers(reach(person, action), subject.path)


def require(person: Person, action: Permission, subject: Placed | None = None) -> None:
    """Raise `NotAllowed` unless he may."""
    if not may(person, action, subject):
        raise NotAllowed(permission=action.value)


def within(person: Person, *wanted: Permission, path: str = "org_unit__path") -> Q:
    """The rows that lie where he holds one of the permissions; `path` names the rows' path column."""
    places = Q(pk__in=())
    for top in reach(person, *wanted):
        places |= Q(**{f"{path}__gte": top, f"{path}__lte": top + LAST_STEP})
    return Q(tenant_id=person.tenant_id) & places


def visible_to(
    rows: QuerySet[Row], person: Person, *wanted: Permission, path: str = "org_unit__path"
) -> QuerySet[Row]:
    """Those of `rows` that he may see by one of the permissions."""
    return rows.filter(within(person, *wanted, path=path))


def visible_one(
    rows: QuerySet[Row], id: UUID, person: Person, *wanted: Permission, path: str = "org_unit__path"
) -> Row:
    """The row with this id if he may see it, else `NotFound` (`NotAllowed` when he may see none at all)."""
    if not reach(person, *wanted):
        raise NotAllowed(permission=wanted[0].value)
    row = visible_to(rows, person, *wanted, path=path).filter(pk=id).first()
    if row is None:
        raise NotFound
    return row


def require_any(person: Person, wanted: Iterable[Permission]) -> None:
    """Raise `NotAllowed` unless he holds one of the permissions somewhere."""
    asked: list[Any] = list(wanted)
    if not reach(person, *asked):
        raise NotAllowed(permission=asked[0].value)
