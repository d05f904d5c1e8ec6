"""Who sees what on the line."""

import pytest
from django.db import InterfaceError, OperationalError
from msgspec import structs

from tests.gateway.played import HALL_A, HALL_B, LEADS, TAKES, House, agent, call, queue, viewer
from zuoxi.engine.view import FoundView, LeadView, PartView
from zuoxi.gateway.limits import Limits
from zuoxi.outbox.channel import Touch


async def test_an_agent_sees_only_himself_and_his_call(house, live, eventually):
    live.put(agent("anna", call="c1"), agent("bela", call="c2"), call("c1"), call("c2"), queue("q1"))
    page = await house.enter("anna")
    await page.follow("desk")
    assert set(page.boards["desk"]) == {"agent:anna", "call:c1"}
    live.put(agent("bela", state="talking"), call("c2", muted=True))
    live.put(call("c1", phase="talk"))
    await eventually(lambda: page.boards["desk"]["call:c1"]["phase"] == "talk")
    assert len(page.got("ev")) == 1, "nothing of the other agent's came over the line"


async def test_an_agents_call_appears_moves_and_goes(house, live, eventually):
    page = await house.enter("anna")
    await page.follow("desk")
    assert page.boards["desk"] == {}
    live.put(agent("anna", call="c1", state="ringing"), call("c1", phase="ring"))
    await eventually(lambda: "call:c1" in page.boards["desk"])
    live.put(agent("anna", call="", state="wrap_up"))
    await eventually(lambda: "call:c1" not in page.boards["desk"])
    assert page.boards["desk"]["agent:anna"]["state"] == "wrap_up"


async def test_a_page_that_was_covered_before_its_hello_is_covered_at_once(house, people, eventually):
    """Its person is read when the line opens; the change is passed on to lines that have said hello."""
    page = await house.open("anna")
    await eventually(lambda: people.looked_up)
    people.sessions["anna"] = structs.replace(people.sessions["anna"], locked=True)
    await page.hello()
    await eventually(lambda: page.got("welcome")[-1]["person"]["locked"] is True)


async def test_a_session_that_ended_before_the_hello_has_no_line(house, people, eventually):
    page = await house.open("anna")
    await eventually(lambda: people.looked_up)
    del people.sessions["anna"]
    await page.hello()
    await eventually(lambda: page.closed == 4401)


async def test_an_agent_may_not_follow_the_floor(house, live):
    page = await house.enter("anna")
    await page.follow("floor")
    [refusal] = page.got("nack")
    assert (refusal["id"], refusal["code"]) == ("floor", "not_allowed")
    assert refusal["message"]["zh"]
    assert refusal["message"]["en"]


async def test_whoever_is_at_the_phone_sees_to_whom_he_can_pass_a_customer_on(house, live, eventually):
    live.put(
        agent("anna", call="c1"),
        agent("bela", path=HALL_B),
        agent("zoe", tenant="t2"),
        call("c1"),
        queue("q1", path=HALL_B),
    )
    page = await house.enter("anna")
    await page.follow("colleagues")
    assert set(page.boards["colleagues"]) == {"agent:anna", "agent:bela", "queue:q1"}
    live.put(call("c1", phase="talk"), agent("bela", path=HALL_B, state="talking"))
    await eventually(lambda: page.boards["colleagues"]["agent:bela"]["state"] == "talking")
    assert "call:c1" not in page.boards["colleagues"], "who calls is nobody's business but theirs"
    leader = await house.enter("lead")
    await leader.follow("colleagues")
    assert [nack["code"] for nack in leader.got("nack")] == ["not_allowed"]


async def test_of_colleagues_it_is_told_who_can_be_reached_and_not_how_they_work(house, live):
    busy = agent(
        "bela", path=HALL_B, state="not_ready", reason="toilet", since=5, missed=3, call="c9", desktop="d9"
    )
    live.put(agent("anna", missed=2), busy)
    page = await house.enter("anna")
    await page.follow("colleagues")
    told = page.boards["colleagues"]["agent:bela"]
    assert (told["name"], told["state"], told["line"]) == (busy.name, "not_ready", busy.line)
    kept_back = ("reason", "next_reason", "since", "missed", "call", "desktop", "session", "wrap_up_until")
    assert not any(told[name] for name in kept_back)
    await page.follow("desk")
    assert page.boards["desk"]["agent:anna"]["missed"] == 2, "of himself he is told all"


async def test_a_number_outside_is_masked_like_the_customers(house, live):
    part = PartView(person="", name="", state="called", number="13900000009", segment="", muted=False)
    live.put(agent("anna", call="c1"), call("c1", hands=(part,)))
    page = await house.enter("anna")
    await page.follow("desk")
    assert page.boards["desk"]["call:c1"]["hands"][0]["number"] == "139****0009"


async def test_his_own_number_is_masked_also_where_a_flow_shows_it(house, live):
    found = (FoundView(label="来电", value="13800000001"), FoundView(label="核验", value="通过"))
    lead = LeadView(name="核验", name_en="", node="", node_kind="", came="found", found=found)
    live.put(agent("anna", call="c1"), call("c1", customer_number="13800000001", lead=lead))
    page = await house.enter("anna")
    await page.follow("desk")
    shown = page.boards["desk"]["call:c1"]["lead"]["found"]
    assert [one["value"] for one in shown] == ["138****0001", "通过"]


async def test_a_leader_sees_his_hall_but_not_the_other_hall_nor_the_other_tenant(house, live, eventually):
    live.put(
        agent("anna"),
        agent("boss", path=HALL_A + "0001"),
        agent("bela", path=HALL_B),
        agent("zoe", tenant="t2"),
        queue("qa"),
        queue("qb", path=HALL_B),
        call("cz", tenant="t2"),
    )
    page = await house.enter("lead")
    await page.follow("floor")
    assert set(page.boards["floor"]) == {"agent:anna", "agent:boss", "queue:qa"}
    live.put(agent("bela", path=HALL_B, state="talking"), agent("zoe", tenant="t2", state="talking"))
    live.put(agent("anna", state="talking"))
    await eventually(lambda: page.boards["floor"]["agent:anna"]["state"] == "talking")
    assert all(set(frame["put"]) <= {"agent:anna"} for frame in page.got("ev"))


async def test_an_agent_who_moves_to_another_hall_leaves_the_leaders_floor(house, live, eventually):
    live.put(agent("anna"))
    page = await house.enter("lead")
    await page.follow("floor")
    live.put(agent("anna", path=HALL_B))
    await eventually(lambda: page.boards["floor"] == {})
    live.put(agent("anna"))
    await eventually(lambda: set(page.boards["floor"]) == {"agent:anna"})


async def test_numbers_are_masked_except_where_the_viewer_may_see_them(house, live, people, eventually):
    people.sessions["half"] = viewer("half", {"floor.watch": (HALL_A, HALL_B), "numbers.see": (HALL_B,)})
    live.put(call("ca"), call("cb", path=HALL_B))
    page = await house.enter("half")
    await page.follow("floor")
    assert page.boards["floor"]["call:ca"]["customer_number"] == "138****0001"
    assert page.boards["floor"]["call:cb"]["customer_number"] == "13800000001"
    live.put(call("ca", customer_number="13900009999"))
    await eventually(lambda: page.boards["floor"]["call:ca"]["customer_number"] == "139****9999")


async def test_an_agents_own_desk_is_masked_too(house, live, people):
    live.put(agent("anna", call="c1"), call("c1"))
    page = await house.enter("anna")
    await page.follow("desk")
    assert page.boards["desk"]["call:c1"]["customer_number"] == "138****0001"
    people.sessions["anna"] = viewer("anna", {**TAKES, "numbers.see": (HALL_A,)})
    second = await house.enter("anna", desktop="d2")
    await second.follow("desk")
    assert second.boards["desk"]["call:c1"]["customer_number"] == "13800000001"


class TestRightsThatChange:
    """While the page is connected."""

    async def test_a_permission_that_is_removed_closes_the_floor(self, house, live, people, eventually):
        live.put(agent("anna"))
        page = await house.enter("lead")
        await page.follow("floor")
        people.sessions["lead"] = viewer("lead", {})
        live.server.pass_on(Touch(what="person"))
        await eventually(lambda: page.got("nack"))
        assert page.got("nack")[0]["code"] == "not_allowed"
        assert page.got("welcome")[-1]["person"]["permissions"] == []
        seen = len(page.got("ev"))
        live.put(agent("anna", state="talking"))
        assert (await page.order("ready"))["code"] == "not_allowed"
        assert len(page.got("ev")) == seen

    async def test_a_wider_reach_brings_a_new_snapshot(self, house, live, people, eventually):
        live.put(agent("anna"), agent("bela", path=HALL_B))
        page = await house.enter("lead")
        await page.follow("floor")
        people.sessions["lead"] = viewer("lead", {**LEADS, "floor.watch": ("0001",)})
        live.server.pass_on(Touch(what="person"))
        await eventually(lambda: set(page.boards["floor"]) == {"agent:anna", "agent:bela"})

    async def test_a_session_that_is_over_ends_the_line(self, house, live, people, eventually):
        page = await house.enter("anna")
        del people.sessions["anna"]
        live.server.pass_on(Touch(what="person"))
        await eventually(lambda: page.closed)
        assert page.told() == ["signed_out"]
        assert page.closed == 4401

    @pytest.mark.parametrize("trouble", [OperationalError("locked"), InterfaceError("connection closed")])
    async def test_nobody_is_sent_away_because_the_database_is_away(
        self, house, live, people, eventually, trouble
    ):
        page = await house.enter("anna")
        people.trouble = trouble
        live.server.pass_on(Touch(what="person"))
        await page.follow("desk")
        late = await house.open("bela")
        await eventually(lambda: late.closed)
        assert late.closed == 4503
        assert (await page.order("ready"))["t"] == "ack"
        people.trouble = None
        del people.sessions["anna"]
        live.server.pass_on(Touch(what="person"))
        await eventually(lambda: page.closed == 4401)


class TestRechecksByTheClock:
    """Also when nobody says that something has changed."""

    async def test_a_deactivated_person_is_noticed(self, tmp_path, live, people, eventually):
        house = House(tmp_path, people, Limits(recheck_s=0.05))
        await house.start()
        page = await house.enter("anna")
        del people.sessions["anna"]
        await eventually(lambda: page.closed == 4401)
        await house.stop()
