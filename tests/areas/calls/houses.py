"""A company with a hall of two teams, and people in it."""

import datetime as dt
from types import SimpleNamespace

from tests.areas.calls.stories import Teller
from zuoxi.organisation.models import OrgUnit, Person, RoleAssignment, Tenant

NOW = dt.datetime(2036, 3, 1, 1, tzinfo=dt.UTC)


def make_house(name="Sample"):
    """A tenant with a root, two teams, and one person per role (see `person`)."""
    tenant = Tenant.objects.create(name=name, created_at=NOW)
    root = OrgUnit.objects.add_root({"tenant": tenant, "kind": "company", "name": name})
    house = SimpleNamespace(tenant=tenant, root=root, people={})
    house.north = OrgUnit.objects.add_child(root, {"tenant": tenant, "kind": "team", "name": "North"})
    house.south = OrgUnit.objects.add_child(root, {"tenant": tenant, "kind": "team", "name": "South"})
    house.agent = person(house, "agent", "agent", house.north)
    house.colleague = person(house, "colleague", "agent", house.south)
    house.leader = person(house, "leader", "team_leader", house.north)
    house.assessor = person(house, "assessor", "quality_assessor", house.root)
    house.administrator = person(house, "admin", "administrator", house.root)
    house.teller = Teller(tenant.id, path=house.north.path)
    return house


def person(house, username, role, unit):
    made = Person.objects.create(
        tenant=house.tenant,
        org_unit=unit,
        username=f"{username}-{house.tenant.name}".lower(),
        name=username,
        created_at=NOW,
    )
    RoleAssignment.objects.create(tenant=house.tenant, org_unit=unit, person=made, role=role)
    return made
