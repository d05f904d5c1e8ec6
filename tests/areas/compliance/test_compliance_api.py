"""Keeping the lists and asking the gate through the API."""

from pathlib import Path

import pytest

from tests.areas.compliance.conftest import NOON, make_dialling_house
from tests.company import Door
from zuoxi.compliance.errors import GateRefused
from zuoxi.compliance.services import hours, lists, permits
from zuoxi.engine import gate
from zuoxi.organisation.rules import ROLES, Permission, Role

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
    for end in ("0001", "０００１"):
        assert door.get("/do-not-call", q=end)["total"] == 1
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


def test_who_looks_after_the_lists_asks_for_those_who_dial(house, door):
    """He dials nobody himself: what he may not is no answer to whether the house may call this customer."""
    ask = {"number": NUMBER}
    assert [one["check"] for one in door.post("/gate/check", ask)["refusals"]] == ["destination"]
    for role in ("agent", "team_leader", "automatic"):
        assert door.post("/gate/check", {**ask, "role": role})["allowed"] is True

    rule = {"role": "automatic", "kind": "mobile", "allowed": False}
    door.put("/destinations", {"rules": [rule]})
    assert door.post("/gate/check", {**ask, "role": "agent"})["allowed"] is True
    (refused,) = door.post("/gate/check", {**ask, "role": "automatic"})["refusals"]
    assert refused["message"]["zh"].startswith("系统外呼不能拨打手机")

    lists.object_to_calls(house.boss, NUMBER, "all")
    assert [one["check"] for one in door.post("/gate/check", {**ask, "role": "agent"})["refusals"]] == [
        "do_not_call"
    ]
    assert Door(house.agent).post("/gate/check", {**ask, "role": "team_leader"})["code"] == "not_allowed"


def test_nobody_is_sent_to_a_page_by_way_of_somebody_who_has_none():
    """A sentence that names the page of compliance names who has it."""
    opens = {role for role, permissions in ROLES.items() if Permission.COMPLIANCE_MANAGE in permissions}
    assert opens == {Role.ADMINISTRATOR}
    said = [line for line in Path(gate.__file__).read_text(encoding="utf-8").splitlines() if "合规" in line]
    assert said
    assert [line for line in said if "管理员" not in line] == []


def test_refusals_are_seen_by_who_was_refused_and_who_leads_him(house, door):
    lists.blacklist(house.boss, NUMBER, "x")
    with pytest.raises(GateRefused):
        permits.ask(house.agent, NUMBER, lambda: NOON)

    row = Door(house.agent).get("/refusals")["items"][0]
    assert (row["check"], row["person"], row["number"]) == ("blacklist", "agent", "138****0001")
    assert Door(house.leader).get("/refusals")["items"][0]["number"] == NUMBER
    assert Door(house.colleague).get("/refusals")["total"] == 0
    assert door.get("/refusals", check="hours")["total"] == 0
    for end in ("0001", "０００１"):
        assert door.get("/refusals", check="blacklist", q=end)["total"] == 1


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
