"""With whom a step lies: who holds which role where, and for whom somebody stands in."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from zuoxi.approvals.rules.placing import Holders
from zuoxi.organisation.models import Person, RoleAssignment
from zuoxi.organisation.selectors.deputies import stood_in_for


@dataclass(frozen=True)
class Desk:
    """A role at a unit that somebody decides for."""

    role: str
    unit: UUID
    instead_of: UUID | None
    """Whose it is, when he only stands in."""


def holders(tenant: UUID, roles: Collection[str]) -> Holders:
    """Role -> path -> who holds it exactly there and is in the house."""
    rows = RoleAssignment.objects.filter(
        tenant_id=tenant, role__in=roles, person__hidden_at__isnull=True, org_unit__hidden_at__isnull=True
    )
    held: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for role, path, person in rows.values_list("role", "org_unit__path", "person_id"):
        held[role][path].add(str(person))
    return {
        role: {path: frozenset(people) for path, people in places.items()} for role, places in held.items()
    }


def desks_of(person: Person, now: dt.datetime) -> list[Desk]:
    """For what roles at what units he decides: his own first, then those for whom he stands in."""
    principals = list(stood_in_for(person, now).values_list("person_id", flat=True))
    rows = RoleAssignment.objects.filter(person_id__in=[person.id, *principals])
    held = rows.values_list("role", "org_unit_id", "person_id")
    desks = [Desk(role, unit, None if of == person.id else of) for role, unit, of in held]
    return sorted(desks, key=lambda desk: (desk.instead_of is not None, desk.role))
