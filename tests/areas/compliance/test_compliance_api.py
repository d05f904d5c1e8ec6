"""Keeping the lists and asking the gate through the API."""

import pytest

from tests.areas.compliance.conftest import NOON, make_dialling_house
from tests.company import Door
from zuoxi.compliance.errors import GateRefused
from zuoxi.compliance.services import hours, lists, permits

NUMBER = "13800000001"
ALWAYS = [[[0, 1440]]] * 7


@pytest.fixture
def door(house):
    hours.put(house.boss, ALWAYS, {})
    return Door(house.administrator)


def test_an_objection_is_added_listed_removed_and_restored(door):
    added = door.post("/do-not-call", {"number": "+86 138 0000 0001", "type": "survey", "name": "王先生"})
    assert door.status == 201
    assert (added["number"], added["type"], added["added_by"]) == (NUMBER, "survey", "admin")
    assert door.get("/do-not-call", q="0001")["total"] == 1
    assert door.get("/do-not-call", q="王")["total"] == 1
    assert door.get("/do-not-call", type="care")["total"] == 0

    assert door.delete(f"/do-not-call/{added['id']}")["removed_at"]
    assert door.get("/do-not-call")["total"] == 0
    assert door.post(f"/do-not-call/{added['id']}/restore")["removed_at"] is None
    assert door.get("/do-not-call")["total"] == 1


def test_an_agent_collects_objections_but_neither_lists_nor_removes_them(house, door):
    agent = Door(house.agent)
    added = agent.post("/do-not-call", {"number": NUMBER})
    assert agent.status == 201
    assert agent.get("/do-not-call")["code"] == "not_allowed"
    assert agent.delete(f"/do-not-call/{added['id']}")["code"] == "not_allowed"
    assert agent.post("/blacklist", {"number": NUMBER, "reason": "rude"})["code"] == "not_allowed"


def test_a_number_is_barred_with_reason_and_expiry(door):
    added = door.post(
        "/blacklist",
        {"number": NUMBER, "reason": "threats", "expires_at": "2099-01-01T00:00:00Z"},
    )
    assert (added["hits"], added["expired"], added["expires_at"]) == (0, False, "2099-01-01T00:00:00Z")
    assert door.get("/blacklist", q="threat")["items"][0]["id"] == added["id"]
    assert door.get(f"/blacklist/{added['id']}/hits")["total"] == 0
    door.delete(f"/blacklist/{added['id']}")
    assert door.get("/blacklist")["total"] == 0
    assert door.post(f"/blacklist/{added['id']}/restore")["removed_at"] is None


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"number": "12", "reason": "x"}, "invalid_number"),
        ({"number": NUMBER, "reason": ""}, "invalid"),
        ({"number": NUMBER}, "invalid"),
        ({"number": NUMBER, "reason": "x", "expires_at": "soon"}, "invalid"),
        ({"number": NUMBER, "reason": "x", "colour": "red"}, "invalid"),
    ],
)
def test_bad_entries_are_refused_with_a_clear_word(door, body, code):
    refused = door.post("/blacklist", body)
    assert refused["code"] == code
    assert refused["message"]["zh"]
    assert refused["message"]["en"]


def test_a_number_twice_on_a_list_is_refused(door):
    door.post("/blacklist", {"number": NUMBER, "reason": "x"})
    again = door.post("/blacklist", {"number": NUMBER, "reason": "y"})
    assert (door.status, again["code"]) == (409, "already_listed")


def test_another_companys_entry_does_not_exist(house, door):
    other = make_dialling_house("Other")
    entry = lists.blacklist(other.boss, NUMBER, "theirs")
    assert door.delete(f"/blacklist/{entry.id}")["code"] == "not_found"
    assert door.get("/blacklist")["total"] == 0


def test_a_dry_run_says_whether_a_number_may_be_dialled_and_why_not(house, door):
    agent = Door(house.agent)
    free = agent.post("/gate/check", {"number": "138 0000 0001"})
    assert free == {
        "allowed": True,
        "number": NUMBER,
        "region": {"zh": "北京市", "en": "Beijing"},
        "refusals": [],
    }
    lists.object_to_calls(house.boss, NUMBER, "survey")
    lists.blacklist(house.boss, NUMBER, "x")
    barred = agent.post("/gate/check", {"number": NUMBER, "purpose": "survey"})
    assert barred["allowed"] is False
    assert [one["check"] for one in barred["refusals"]] == ["blacklist", "do_not_call"]
    assert barred["refusals"][1]["data"] == {"types": "survey", "purpose": "survey"}
    assert agent.post("/gate/check", {"number": "nonsense"})["refusals"][0]["check"] == "valid_number"
    assert agent.get("/refusals")["total"] == 0


def test_refusals_are_seen_by_who_was_refused_and_who_leads_him(house, door):
    lists.blacklist(house.boss, NUMBER, "x")
    with pytest.raises(GateRefused):
        permits.ask(house.agent, NUMBER, lambda: NOON)

    row = Door(house.agent).get("/refusals")["items"][0]
    assert (row["check"], row["person"], row["number"]) == ("blacklist", "agent", "138****0001")
    assert Door(house.leader).get("/refusals")["items"][0]["number"] == NUMBER
    assert Door(house.colleague).get("/refusals")["total"] == 0
    assert door.get("/refusals", check="hours")["total"] == 0
    assert door.get("/refusals", check="blacklist", q="0001")["total"] == 1


def test_dial_hours_are_read_by_all_and_set_by_who_manages_them(house, door):
    week = [[[540, 1080]]] * 5 + [[], []]
    assert Door(house.agent).put("/dial-hours", {"weekly": week})["code"] == "not_allowed"
    put = door.put("/dial-hours", {"weekly": week, "days": {"2036-10-01": []}})
    assert (put["timezone"], put["weekly"], put["days"]) == ("Asia/Shanghai", week, {"2036-10-01": []})
    assert Door(house.agent).get("/dial-hours") == put


def test_hours_that_make_no_sense_name_the_day(door):
    refused = door.put("/dial-hours", {"weekly": [[[600, 500]], *[[]] * 6]})
    assert (door.status, list(refused["data"]["fields"])) == (422, ["weekly.0"])
    refused = door.put("/dial-hours", {"weekly": [[]] * 7, "days": {"National Day": []}})
    assert list(refused["data"]["fields"]) == ["days.National Day"]
