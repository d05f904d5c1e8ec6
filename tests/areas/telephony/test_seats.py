"""Seats on the plan of their room, and who sits there (T17)."""

from tests.company import Door
from zuoxi.organisation.models import AuditEvent
from zuoxi.organisation.rules import Role


def seat(door, company, name, **fields):
    return door.post("/seats", {"org_unit": str(company.hall.id), "name": name, **fields})


def problems(door, path, fields):
    return set(door.patch(path, fields)["data"]["fields"])


def test_a_seat_is_put_on_the_plan_moved_and_taken_off(company, door):
    one = seat(door, company, "A1", plan_column=2, plan_row=0)
    path = f"/seats/{one['id']}"
    moved = door.patch(path, {"plan_column": 3, "plan_row": 1})
    assert (moved["name"], moved["plan_column"], moved["plan_row"]) == ("A1", 3, 1)
    assert AuditEvent.objects.filter(action="seat.changed").get().after == {"plan_column": 3, "plan_row": 1}
    off = door.patch(path, {"plan_column": None, "plan_row": None})
    assert off["plan_column"] is None


def test_two_seats_do_not_stand_in_one_place(company, door):
    seat(door, company, "A1", plan_column=0, plan_row=0)
    two = seat(door, company, "A2")
    assert problems(door, f"/seats/{two['id']}", {"plan_column": 0, "plan_row": 0}) == {"plan_row"}
    assert problems(door, f"/seats/{two['id']}", {"plan_column": 4}) == {"plan_row"}
    assert problems(door, f"/seats/{two['id']}", {"plan_column": 60, "plan_row": 0})


def test_somebody_sits_at_one_seat(company, door):
    agent = str(company.agent.id)
    one, two = seat(door, company, "A1", person=agent), seat(door, company, "A2")
    assert one["person"]["name"] == company.agent.name
    assert problems(door, f"/seats/{two['id']}", {"person": agent}) == {"person"}
    door.patch(f"/seats/{one['id']}", {"person": None})
    assert door.patch(f"/seats/{two['id']}", {"person": agent})["person"]["id"] == agent


def test_a_leader_sees_the_plan_and_does_not_change_it(company, door):
    one = seat(door, company, "A1", plan_column=0, plan_row=0)
    leads = Door(company.person("leads", company.hall, Role.TEAM_LEADER))
    assert [row["id"] for row in leads.get("/seats")["items"]] == [one["id"]]
    leads.patch(f"/seats/{one['id']}", {"plan_row": 3})
    assert leads.status == 403
