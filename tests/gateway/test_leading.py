"""A leader listens as long as he may: the gateway knows his rights, and takes him off when they go (T12)."""

from typing import Any

import pytest

from tests.gateway.played import HALL_A, HALL_B, LEADS, TAKES, House, agent, until, viewer
from zuoxi.engine.events import SupervisionStopRequested
from zuoxi.engine.view import SupervisesView, WordView
from zuoxi.gateway.limits import Limits
from zuoxi.outbox.channel import Touch

TEAM = HALL_A + "0001"
ON_ANNAS_CALL = SupervisesView(agent="anna", call="c1", way="monitor", since=1)
WORD = WordView(id="w1", at=1, kind="text", by="陈班长", text="请放慢语速")


def listens(live: Any) -> None:
    live.put(agent("anna", path=TEAM), agent("lead", state="supervising", supervises=ON_ANNAS_CALL))


def taken_off(live: Any) -> list[tuple[str, str]]:
    """(who, off whose call), as often as it was asked for: each look at his session asks until it is so."""
    return [(one.person, one.lost) for one in live.asked if isinstance(one, SupervisionStopRequested)]


def now_has(people: Any, live: Any, **reach: Any) -> None:
    """His rights are others from now on; without any his session is over."""
    if reach:
        people.sessions["lead"] = viewer("lead", {name.replace("_", "."): at for name, at in reach.items()})
    else:
        del people.sessions["lead"]
    live.server.pass_on(Touch(what="person", id="lead"))


@pytest.mark.parametrize(
    "reach",
    [{"calls_take": (HALL_A,)}, {"floor_lead": (HALL_B,)}, {"floor_lead": (HALL_A + "0002",)}],
    ids=["he leads no more", "he leads elsewhere", "he leads another team"],
)
async def test_who_leads_an_agent_no_more_is_taken_off_the_agents_call(house, live, people, reach):
    listens(live)
    await house.enter("lead")
    now_has(people, live, **reach)
    await until(lambda: set(taken_off(live)) == {("lead", "anna")})


async def test_who_still_leads_him_listens_on(house, live, people, eventually):
    listens(live)
    page = await house.enter("lead")
    now_has(people, live, floor_lead=(TEAM,), floor_watch=(HALL_B,))
    await eventually(lambda: len(page.got("welcome")) == 2)
    await page.order("stop_supervising")
    assert taken_off(live) == [("lead", "")], "by his own wish alone"


async def test_an_order_that_was_on_its_way_when_his_rights_went_is_undone(house, live, people, eventually):
    live.put(agent("anna", path=TEAM), agent("lead"))
    page = await house.enter("lead")
    now_has(people, live, calls_take=(HALL_A,))
    await eventually(lambda: len(page.got("welcome")) == 2)
    assert taken_off(live) == []
    listens(live)
    await until(lambda: set(taken_off(live)) == {("lead", "anna")})


async def test_rights_that_went_while_his_page_was_gone_are_seen_when_it_is_back(house, live, people):
    listens(live)
    people.sessions["lead"] = viewer("lead", TAKES)
    await house.enter("lead")
    await until(lambda: set(taken_off(live)) == {("lead", "anna")})


async def test_rights_that_went_while_the_floor_was_away_are_seen_when_it_is_back(
    house, live, people, eventually
):
    listens(live)
    page = await house.enter("lead")
    await eventually(lambda: "agent:lead" in house.hub.mirror.views)
    await live.stop()
    await eventually(lambda: house.hub.away)
    people.sessions["lead"] = viewer("lead", TAKES)
    house.hub.look_again_at("lead")
    await eventually(lambda: len(page.got("welcome")) == 2)
    assert taken_off(live) == []
    await live.start()
    await until(lambda: ("lead", "anna") in taken_off(live))


async def test_the_floor_did_not_answer_and_is_asked_again_by_the_clock(tmp_path, live, people):
    house = House(tmp_path, people, Limits(recheck_s=0.05))
    await house.start()
    await until(lambda: not house.hub.away)
    listens(live)
    await house.enter("lead")
    now_has(people, live, calls_take=(HALL_A,))
    await until(lambda: len(taken_off(live)) > 2)
    await house.stop()


async def test_a_leader_whose_session_is_over_is_taken_off(house, live, people, eventually):
    page = await house.enter("lead")
    people.sessions["lead"] = viewer("lead", {**LEADS, **TAKES})
    house.hub.look_again_at("lead")
    await eventually(lambda: len(page.got("welcome")) == 2)
    assert (await page.order("sign_in", device="v1"))["t"] == "ack"
    listens(live)
    await eventually(lambda: house.hub.mirror.watched_by("lead"))
    now_has(people, live)
    await until(lambda: set(taken_off(live)) == {("lead", "anna")})
    await eventually(lambda: page.closed == 4401)


async def test_a_session_that_ends_on_a_page_that_is_not_at_the_phone_ends_nothing(
    house, live, people, eventually
):
    listens(live)
    people.sessions["at home"] = people.sessions["lead"]
    page, other = await house.enter("lead"), await house.enter("at home", desktop="d2")
    now_has(people, live)
    await eventually(lambda: page.closed == 4401)
    assert (await other.order("stop_supervising"))["t"] == "ack"
    assert taken_off(live) == [("lead", "")]


async def test_what_leaders_told_an_agent_is_shown_to_who_leads_him_and_not_to_who_only_watches(
    house, live, people, eventually
):
    people.sessions["watch"] = viewer("watch", {"floor.watch": (HALL_A,), "floor.lead": (HALL_B,)})
    live.put(agent("anna", words=(WORD,), reason="rest", help_since=7))
    boards = {}
    for who in ("lead", "watch"):
        page = await house.enter(who)
        await page.follow("floor")
        boards[who] = page.boards["floor"]
    assert [word["text"] for word in boards["lead"]["agent:anna"]["words"]] == [WORD.text]
    shown = boards["watch"]["agent:anna"]
    assert shown["words"] == []
    assert (shown["reason"], shown["help_since"]) == ("rest", 7), "the rest is his to see"
    live.put(agent("anna", words=(WORD, WORD)))
    await eventually(lambda: len(boards["lead"]["agent:anna"]["words"]) == 2)
    await eventually(lambda: boards["watch"]["agent:anna"]["reason"] == "")
    assert boards["watch"]["agent:anna"]["words"] == []


async def test_an_agent_reads_on_his_own_desk_what_he_was_told(house, live):
    live.put(agent("anna", words=(WORD,)))
    page = await house.enter("anna")
    await page.follow("desk")
    assert [word["text"] for word in page.boards["desk"]["agent:anna"]["words"]] == [WORD.text]
