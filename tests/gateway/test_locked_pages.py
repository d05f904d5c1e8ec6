"""A covered page keeps the phone and is shown nothing else; it goes on where it was when it is uncovered."""

import pytest

from tests.gateway.played import agent, call
from zuoxi.gateway.limits import Limits


@pytest.fixture
def limits() -> Limits:
    """Sessions are looked at all the time."""
    return Limits(floor_flush_s=0.01, hello_s=0.3, recheck_s=0.02)


def leader_of(people, *, locked):
    before = people.sessions["anna"]
    reach = before.reach | {"floor.watch": ("",), "numbers.see": ("",)}
    people.sessions["anna"] = type(before)(
        person=before.person,
        tenant=before.tenant,
        name=before.name,
        number=before.number,
        reach=reach,
        locked=locked,
    )


def welcomed(page):
    return [frame["person"]["locked"] for frame in page.got("welcome")]


async def test_the_line_lives_and_the_page_is_told_to_cover_itself(house, people, eventually):
    page = await house.enter("anna")
    leader_of(people, locked=True)
    await eventually(lambda: welcomed(page)[-1] is True)
    await page.say(t="ping")
    await eventually(lambda: page.got("pong"))
    assert page.closed is None


async def test_only_the_phone_goes_on_under_the_cover(house, people, live, eventually):
    live.put(agent("anna", call="c1"), call("c1"))
    page = await house.enter("anna")
    await page.order("sign_in", device="d1")
    leader_of(people, locked=True)
    await eventually(lambda: welcomed(page)[-1] is True)
    for name, args in (("ready", {}), ("dial", {"number": "13800000001"}), ("hold", {"call": "c1"})):
        assert (await page.order(name, **args))["code"] == "session_locked"
    assert people.dialled == []
    for name in ("answer", "hang_up"):
        assert (await page.order(name, call="c1")).get("code") != "session_locked"
    assert page.closed is None, "the call that was under way goes on"


async def test_the_floor_is_shown_again_when_the_page_is_uncovered(house, people, live, eventually):
    live.put(agent("berta"))
    leader_of(people, locked=True)
    page = await house.enter("anna")
    floor = "floor"
    await page.say(t="sub", id=floor, topic="floor")
    await page.say(t="ping")
    await eventually(lambda: page.got("pong"))
    assert [frame for frame in page.of(floor) if frame["t"] == "snap"] == []

    leader_of(people, locked=False)
    await eventually(lambda: [frame for frame in page.of(floor) if frame["t"] == "snap"])

    leader_of(people, locked=True)
    await eventually(lambda: welcomed(page)[-1] is True)
    seen = len(page.of(floor))
    live.put(agent("berta", version=9))
    await page.say(t="ping")
    await eventually(lambda: len(page.got("pong")) == 2)
    assert len(page.of(floor)) == seen, "nothing of the floor comes to a covered page"


async def test_whose_session_is_over_is_told_so_once_however_often_he_is_looked_at(house, people, eventually):
    page = await house.enter("anna")
    people.sessions.pop("anna")
    for _ in range(3):
        house.hub.look_again_at("anna")
    await eventually(lambda: page.closed == 4401)
    assert page.told() == ["signed_out"]
