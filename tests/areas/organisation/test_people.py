"""People, their roles and the tree they work in."""

from tests.company import PASSWORD, Company, Door
from zuoxi.organisation.models import AuditEvent, Person
from zuoxi.organisation.rules import Role
from zuoxi.outbox.models import OutboxEvent


def new_agent(company: Company, **fields):
    return {
        "name": "李娜",
        "username": "lina",
        "password": "a-blue-Kettle-3",
        "number": "1010",
        "org_unit": company.team_one.id,
        "roles": [{"role": "agent", "org_unit": company.team_one.id}],
        **fields,
    }


def test_an_administrator_adds_an_agent_who_can_then_sign_in(company):
    door = Door(company.administrator)
    created = door.post("/people", new_agent(company))
    assert door.status == 201
    assert created["roles"][0]["role"] == "agent"

    session = Door().post("/session", {"username": "lina", "password": "a-blue-Kettle-3"})
    assert session["person"]["name"] == "李娜"


def test_adding_somebody_is_in_the_trail_without_his_password_and_the_floor_hears_of_it(company):
    Door(company.administrator).post("/people", new_agent(company))

    line = AuditEvent.objects.get(action="person.created")
    assert line.after is not None
    assert line.after["username"] == "lina"
    assert "password" not in line.after
    assert OutboxEvent.objects.filter(type="ConfigurationChanged", payload__what="person").exists()


def test_each_wrong_field_is_named_in_both_languages(company):
    door = Door(company.administrator)
    refused = door.post("/people", new_agent(company, name="", username="x", number="12 34"))
    assert door.status == 422
    assert refused["data"]["fields"].keys() == {"name", "username"}
    assert refused["data"]["fields"]["name"] == {
        "zh": "至少 1 个字符。",
        "en": "At least 1 characters.",
    }

    refused = door.post("/people", new_agent(company, username="a b c", number="12 34"))
    assert refused["data"]["fields"].keys() == {"username", "number"}


def test_a_taken_user_name_or_number_is_refused(company, other_company):
    door = Door(company.administrator)
    door.post("/people", new_agent(company))

    name = door.post("/people", new_agent(company, number="1011"))
    number = door.post("/people", new_agent(company, username="lina2"))

    assert name["data"]["fields"].keys() == {"username"}
    assert number["data"]["fields"].keys() == {"number"}
    Door(other_company.administrator).post(
        "/people",
        new_agent(other_company, username="lina3"),
    )
    assert Person.objects.filter(number="1010").count() == 2, "numbers are each company's own"


def test_nobody_is_put_into_a_unit_of_another_company(company, other_company):
    refused = Door(company.administrator).post(
        "/people", new_agent(company, org_unit=other_company.team_one.id)
    )

    assert refused["data"]["fields"].keys() == {"org_unit"}


def test_people_of_another_company_cannot_be_found(company, other_company):
    door = Door(company.administrator)
    door.patch(f"/people/{other_company.agent.id}", {"name": "x"})
    assert door.status == 404
    found = door.get("/people", size=500)
    assert other_company.agent.username not in {person["username"] for person in found["items"]}


def test_an_agent_may_not_manage_people(company):
    door = Door(company.agent)
    assert door.post("/people", new_agent(company))["code"] == "not_allowed"
    assert door.patch(f"/people/{company.agent.id}", {"name": "boss"})["code"] == "not_allowed"


def test_changing_somebody_keeps_what_was_not_sent(company):
    door = Door(company.administrator)
    changed = door.patch(f"/people/{company.agent.id}", {"name": "王芳"})

    assert (changed["name"], changed["number"]) == ("王芳", "1001")
    line = AuditEvent.objects.get(action="person.changed")
    assert (line.before, line.after) == ({"name": "agent"}, {"name": "王芳"})


def test_roles_are_replaced_as_a_whole(company):
    changed = Door(company.administrator).patch(
        f"/people/{company.agent.id}",
        {"roles": [{"role": "quality_assessor", "org_unit": company.hall.id}]},
    )

    assert [held["role"] for held in changed["roles"]] == ["quality_assessor"]


def test_the_last_administrator_stays(company):
    door = Door(company.administrator)
    refused = door.patch(f"/people/{company.administrator.id}", {"hidden": True})

    assert refused["code"] == "last_administrator"
    company.administrator.refresh_from_db()
    assert company.administrator.is_active


def test_a_manager_of_a_team_cannot_take_over_somebody_above_him(company):
    deputy = company.person("deputy", company.hall, Role.ADMINISTRATOR)
    guest = company.person("guest", company.hall)
    company.administrator.org_unit = company.hall
    company.administrator.save()

    door = Door(deputy)
    door.post(f"/people/{company.administrator.id}/password", {"password": "mine-All-mine-9"})
    assert door.status == 403
    door.post(f"/people/{guest.id}/password", {"password": "mine-All-mine-9"})
    assert door.status == 200


def test_people_are_found_by_name_number_unit_and_role(company):
    door = Door(company.administrator)

    def names(**query):
        return {person["name"] for person in door.get("/people", **query)["items"]}

    assert names(q="1001") == {"agent"}
    assert names(role="agent") == {"agent", "stranger"}
    assert names(unit=company.team_one.id) == {"leader", "agent"}


def test_lists_come_in_pages_and_in_the_order_asked_for(company):
    door = Door(company.administrator)
    first = door.get("/people", size=2, sort="-name")
    second = door.get("/people", size=2, sort="-name", page=2)

    assert first["total"] == 5
    names = [person["name"] for person in first["items"] + second["items"]]
    assert names == ["stranger", "leader", "assessor", "agent"]
    assert door.get("/people", sort="password")["data"]["fields"].keys() == {"sort"}


def test_a_leader_lists_his_own_team_only(company):
    found = Door(company.leader).get("/people")

    assert {person["name"] for person in found["items"]} == {"leader", "agent"}


def test_the_tree_grows_and_a_unit_with_people_stays(company):
    door = Door(company.administrator)
    unit = door.post("/org-units", {"parent": company.hall.id, "kind": "team", "name": "三班"})
    assert door.status == 201
    assert unit["path"].startswith(company.hall.path)

    assert door.patch(f"/org-units/{unit['id']}", {"hidden": True})["hidden"]
    refused = door.patch(f"/org-units/{company.team_one.id}", {"hidden": True})
    assert (refused["code"], refused["data"]["count"]) == ("in_use", 2)


def test_an_agent_sees_his_own_corner_of_the_tree(company):
    assert [unit["name"] for unit in Door(company.agent).get("/org-units")] == ["一班"]


def test_a_reset_password_works_and_ends_sessions(company):
    agent = Door(company.agent)
    Door(company.administrator).post(f"/people/{company.agent.id}/password", {"password": "fresh-Start-2026"})

    assert not agent.get("/session")["signed_in"]
    old = Door().post("/session", {"username": company.agent.username, "password": PASSWORD})
    assert old["code"] == "wrong_sign_in"
