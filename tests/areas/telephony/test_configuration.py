"""What calls are routed by is set up in the browser, field by field."""

import pytest

from tests.company import Door
from tests.engine.test_pacing import in_call
from zuoxi.organisation.models import AuditEvent
from zuoxi.organisation.rules import Role
from zuoxi.outbox.models import OutboxEvent
from zuoxi.telephony.credentials import unseal
from zuoxi.telephony.models import Device
from zuoxi.telephony.services import waiting


def fields(refused):
    return set(refused["data"]["fields"])


def test_a_number_is_kept_in_its_national_form(hotline):
    assert hotline.number["number"] == "4008001234"
    assert hotline.number["queue"]["name"] == "售后"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": "not a number"}, "number"),
        ({"number": "40x0"}, "number"),
        ({"greeting": "sing-a-song"}, "greeting"),
        ({"weekly_hours": [[[540, 500]], *[[]] * 6]}, "weekly_hours.0"),
        ({"weekly_hours": [*[[]] * 6, [[0, 600], [500, 700]]]}, "weekly_hours.6"),
        ({"weekly_hours": [[[0, 60]], *[[]] * 5, [[1260, 1560]]]}, "weekly_hours.6"),
        ({"language": "fr"}, "language"),
        ({"queue": "0190163d-8694-739b-aea5-966c26f8ad91"}, "queue"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_field_is_named(hotline, door, change, field):
    refused = door.patch(f"/access-numbers/{hotline.number['id']}", change)

    assert door.status == 422
    assert fields(refused) == {field}
    assert refused["data"]["fields"][field]["zh"]
    assert refused["data"]["fields"][field]["en"]


def test_the_shown_number_is_kept_as_it_is_dialled_however_it_was_written(hotline, operator):
    path = f"/trunks/{hotline.trunk['id']}"

    assert operator.patch(path, {"caller_id": "(010) 5678-0000"})["caller_id"] == "01056780000"
    assert "caller_id" in fields(operator.patch(path, {"caller_id": "0105678O000"}))


def test_a_number_stands_for_one_thing_only(hotline, door):
    same = {
        "org_unit": hotline.number["org_unit"]["id"],
        "service_line": hotline.line["id"],
        "queue": hotline.queue["id"],
        "number": "4008001234",
    }
    assert fields(door.post("/access-numbers", same)) == {"number"}


def test_opening_hours_are_kept_and_can_be_lifted(hotline, door):
    week = [[[540, 1080]]] * 4 + [[[540, 720], [1260, 1560]], [], []]
    path = f"/access-numbers/{hotline.number['id']}"

    assert door.patch(path, {"weekly_hours": week})["weekly_hours"] == week
    assert door.patch(path, {"weekly_hours": None})["weekly_hours"] is None


def test_everything_that_is_wrong_is_said_at_once(hotline, door):
    nowhere = "0190163d-8694-739b-aea5-966c26f8ad91"
    wrong = {"number": "40x0", "queue": nowhere, "service_line": nowhere, "greeting": "sing-a-song"}

    assert fields(door.patch(f"/access-numbers/{hotline.number['id']}", wrong)) == set(wrong)


def test_two_people_on_one_row_are_told_of_each_other(hotline, door):
    path = f"/queues/{hotline.queue['id']}"
    seen = door.get(path)["changed"]
    assert seen["by"]
    mine = door.patch(path, {"wrap_up_ms": 45_000, "version": seen["version"]})
    assert mine["changed"]["version"] > seen["version"]

    refused = door.patch(path, {"capacity": 7, "version": seen["version"]})
    assert (door.status, refused["code"]) == (409, "changed_meanwhile")
    assert (refused["data"]["by"], refused["data"]["fields_changed"]) == (seen["by"], ["wrap_up_ms"])
    assert door.get(path)["capacity"] == hotline.queue["capacity"]

    again = door.patch(path, {"capacity": 7, "version": refused["data"]["version"]})
    assert (again["capacity"], again["wrap_up_ms"]) == (7, 45_000)


def test_what_belongs_to_a_row_is_part_of_it(hotline, door):
    path = f"/queues/{hotline.queue['id']}"
    seen = door.get(path)["changed"]["version"]
    door.patch(path, {"groups": [{"skill_group": hotline.second["id"]}]})

    assert door.patch(path, {"groups": [], "version": seen})["code"] == "changed_meanwhile"


def test_the_groups_of_a_queue_are_replaced_as_a_whole(hotline, door):
    changed = door.patch(
        f"/queues/{hotline.queue['id']}", {"groups": [{"skill_group": hotline.second["id"]}]}
    )

    assert [link["skill_group"]["name"] for link in changed["groups"]] == ["二线"]
    line = AuditEvent.objects.get(action="queue.groups_changed", before__has_key=hotline.first["id"])
    assert line.after == {hotline.second["id"]: 0}


def test_what_is_in_use_stays_in_use(hotline, door):
    assert door.delete(f"/queues/{hotline.queue['id']}")["code"] == "in_use"
    assert door.delete(f"/skill-groups/{hotline.first['id']}")["code"] == "in_use"
    assert door.delete(f"/service-lines/{hotline.line['id']}")["code"] == "in_use"


def test_a_queue_in_which_somebody_waits_stays_in_use_and_says_how_many(hotline, door, monkeypatch):
    queue = hotline.queue["id"]
    calls = [
        in_call("a", queue=queue),
        in_call("b", queue=queue, state="ringing"),
        in_call("c", queue=queue, state="talking"),
        in_call("d", queue="another"),
    ]
    monkeypatch.setattr(waiting, "look_once", lambda path: {f"call:{call.id}": call for call in calls})
    refused = door.delete(f"/queues/{queue}")
    assert (door.status, refused["code"], refused["data"]["count"]) == (409, "queue_has_callers", 2)
    assert "2" in refused["message"]["zh"] and "2" in refused["message"]["en"]
    calls[:2] = []
    assert door.delete(f"/queues/{queue}")["code"] == "in_use", "a number leads into it still"


def test_what_is_taken_out_of_use_can_be_found_and_brought_back(hotline, door):
    path = f"/access-numbers/{hotline.number['id']}"
    assert door.delete(path)["hidden"]
    assert door.get("/access-numbers")["total"] == 0
    assert door.get("/access-numbers", hidden="true")["total"] == 1

    assert not door.patch(path, {"hidden": False})["hidden"]
    assert door.get("/access-numbers")["total"] == 1


def test_every_change_is_in_the_trail_and_the_floor_hears_of_it(hotline, door):
    OutboxEvent.objects.all().delete()
    door.patch(f"/queues/{hotline.queue['id']}", {"wrap_up_ms": 45_000})

    line = AuditEvent.objects.get(action="queue.changed")
    assert (line.before, line.after) == ({"wrap_up_ms": 30_000}, {"wrap_up_ms": 45_000})
    assert OutboxEvent.objects.get().payload["what"] == "queue"


def test_a_change_that_changes_nothing_says_nothing(hotline, door):
    OutboxEvent.objects.all().delete()
    door.patch(f"/queues/{hotline.queue['id']}", {"wrap_up_ms": 30_000})

    assert not AuditEvent.objects.filter(action="queue.changed").exists()
    assert not OutboxEvent.objects.exists()


def test_rows_of_another_company_are_neither_seen_nor_used(hotline, other_company):
    theirs = Door(other_company.administrator)
    theirs.get(f"/queues/{hotline.queue['id']}")
    assert theirs.status == 404
    assert theirs.get("/queues")["total"] == 0
    refused = theirs.post(
        "/access-numbers",
        {
            "org_unit": str(other_company.hall.id),
            "number": "4008009999",
            "service_line": hotline.line["id"],
            "queue": hotline.queue["id"],
        },
    )
    assert theirs.status == 422
    assert {"service_line", "queue"} <= fields(refused)


def test_a_leader_sees_queues_in_his_reach_and_changes_none(hotline, company):
    chief = Door(company.person("chief", company.hall, Role.TEAM_LEADER))
    assert chief.get("/queues")["total"] == 1
    chief.patch(f"/queues/{hotline.queue['id']}", {"name": "mine"})
    assert chief.status == 403


def test_the_password_of_a_device_is_random_encrypted_and_told_once(hotline, door):
    device = Device.objects.get(id=hotline.device["id"])
    assert "password" not in hotline.device
    assert "credential" not in hotline.device
    assert unseal(device.credential) not in device.credential

    renewed = door.post(f"/devices/{device.id}/password")
    device.refresh_from_db()
    assert unseal(device.credential) == renewed["password"]
    for line in AuditEvent.objects.filter(subject_type="device"):
        assert renewed["password"] not in str(line.after)
        assert "credential" not in (line.after or {})


def test_a_trunk_cannot_take_the_name_of_a_device(hotline, operator, node):
    refused = operator.patch(f"/trunks/{hotline.trunk['id']}", {"endpoint": hotline.device["endpoint"]})
    assert fields(refused) == {"endpoint"}
    refused = operator.patch(f"/trunks/{hotline.trunk['id']}", {"endpoint": "x]\n[evil", "host": "a b"})
    assert fields(refused) == {"endpoint", "host"}


def test_the_holiday_calendar_can_be_edited(company, door):
    door.put("/holidays/2026-10-01", {"name": "国庆节"})
    door.put("/holidays/2026-10-10", {"name": "调休上班", "spans": [[540, 1080]]})
    assert [day["name"] for day in door.get("/holidays", year=2026)] == ["国庆节", "调休上班"]

    door.delete("/holidays/2026-10-10")
    assert len(Door(company.agent).get("/holidays", year=2026)) == 1
    assert Door(company.agent).put("/holidays/2026-10-02", {})["code"] == "not_allowed"


def test_no_line_carries_or_shows_an_emergency_number(hotline, operator):
    path = f"/trunks/{hotline.trunk['id']}"
    told = operator.patch(path, {"numbers": [*hotline.trunk["numbers"], "110"]})
    assert fields(told) == {"numbers"}
    assert "numbers" in fields(operator.patch(path, {"caller_id": "119"}))


def test_a_trunk_has_a_name_in_english_too(hotline, operator):
    assert (
        operator.patch(f"/trunks/{hotline.trunk['id']}", {"name_en": "First carrier"})["name_en"]
        == "First carrier"
    )
