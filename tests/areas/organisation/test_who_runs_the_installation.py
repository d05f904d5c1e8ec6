"""The installation administrator: who may become one, and that one always remains."""

from tests.company import PASSWORD, Door
from zuoxi.organisation.rules import Role
from zuoxi.organisation.selectors.people import runs_the_installation

RUNS = Role.INSTALLATION_ADMINISTRATOR.value


def roles_at_root(company, *roles):
    return {"roles": [{"role": role, "org_unit": str(company.root.id)} for role in roles]}


def test_nobody_makes_himself_or_others_an_installation_administrator(company):
    door = Door(company.administrator)
    for person in (company.administrator, company.agent):
        refused = door.patch(f"/people/{person.id}", roles_at_root(company, "administrator", RUNS))
        assert set(refused["data"]["fields"]) == {"roles"}
        assert not runs_the_installation(person)


def test_one_installation_administrator_makes_another(company):
    both = company.person("both", company.root, Role.ADMINISTRATOR, Role.INSTALLATION_ADMINISTRATOR)
    Door(both).patch(f"/people/{company.agent.id}", roles_at_root(company, RUNS))

    assert runs_the_installation(company.agent)


def test_a_company_administrator_takes_over_no_installation_administrator(company):
    door = Door(company.administrator)
    path = f"/people/{company.operator.id}"

    assert door.post(f"{path}/password", {"password": PASSWORD})["code"] == "not_allowed"
    assert door.patch(path, {"hidden": True})["code"] == "not_allowed"
    assert door.patch(path, roles_at_root(company))["code"] == "not_allowed"
    assert runs_the_installation(company.operator)


def test_the_last_one_stays(company):
    both = company.person("both", company.root, Role.ADMINISTRATOR, Role.INSTALLATION_ADMINISTRATOR)
    door, path = Door(both), f"/people/{both.id}"
    assert door.patch(path, roles_at_root(company, "administrator"))["code"] == "last_administrator"

    door.patch(f"/people/{company.agent.id}", roles_at_root(company, RUNS))
    assert [held["role"] for held in door.patch(path, roles_at_root(company, "administrator"))["roles"]] == [
        "administrator"
    ]
