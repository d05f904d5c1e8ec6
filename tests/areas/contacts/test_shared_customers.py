"""A customer of the hall is shared by its teams: they write down what he says, and take nothing from him."""

import pytest

from tests.company import Door
from zuoxi.contacts.models import CustomerNumber
from zuoxi.organisation.models import RoleAssignment
from zuoxi.organisation.rules import Role


@pytest.fixture
def shared(company):
    made = Door(company.administrator).post(
        "/customers",
        {"name": "张伟", "org_unit": str(company.hall.id), "numbers": [{"number": "13502800037"}]},
    )
    return made, f"/customers/{made['id']}"


def test_an_agent_below_writes_down_what_he_is_told(shared, company):
    row, path = shared
    agent = Door(company.agent)
    kept = [{"id": row["numbers"][0]["id"], "label": "本人"}, {"number": "01088886666"}]

    changed = agent.patch(path, {"name": "张巍", "remark": "周末打", "numbers": kept})

    assert (changed["name"], len(changed["numbers"])) == ("张巍", 2)
    same = {"org_unit": str(company.hall.id), "owner": None, "hidden": False}
    agent.patch(path, same | {"remark": "晚上打"})
    assert agent.status == 200, "a form that sends back what it has read changes none of that"


def test_nobody_below_moves_hides_empties_or_takes_him(shared, company):
    row, path = shared
    agent = Door(company.agent)
    for changes in (
        {"org_unit": str(company.team_one.id)},
        {"hidden": True},
        {"numbers": []},
        {"numbers": [{"number": "01088886666"}]},
        {"owner": str(company.agent.id)},
    ):
        assert agent.patch(path, changes)["code"] == "not_allowed"
    assert agent.delete(path)["code"] == "not_allowed"
    assert CustomerNumber.objects.filter(customer_id=row["id"]).count() == 1


def test_moving_a_customer_unmasks_him_for_nobody(shared, company):
    _, path = shared
    both = company.person("both", company.hall, Role.AGENT)
    RoleAssignment.objects.create(
        tenant=company.tenant, org_unit=company.team_one, person=both, role=Role.TEAM_LEADER.value
    )
    door = Door(both)
    assert "*" in door.get(path)["numbers"][0]["number"]

    assert door.patch(path, {"org_unit": str(company.team_one.id)})["code"] == "not_allowed"
    assert door.patch(path, {"org_unit": str(company.team_two.id)})["org_unit"]["name"] == "二班"
