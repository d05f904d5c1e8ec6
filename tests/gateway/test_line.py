"""Frames, numbers, gaps, and pages that are slow or hostile."""

import asyncio
import json

import pytest
from websockets.exceptions import InvalidStatus

from tests.gateway.played import House, agent, call, queue
from zuoxi.gateway.limits import Limits


async def test_hello_is_answered_with_the_clock_and_the_person(house):
    page = await house.enter("anna")
    welcome = page.got("welcome")[0]
    assert welcome["v"] == 1
    assert welcome["now"] > 1_700_000_000_000
    assert welcome["person"] == {
        "id": "anna",
        "tenant": "t1",
        "name": "anna",
        "number": "",
        "permissions": ["calls.dial", "calls.take"],
        "locked": False,
    }
    await page.say(t="ping")
    while not page.got("pong"):
        await asyncio.sleep(0.005)


async def test_two_pages_of_the_same_reach_share_numbers_and_frames(house, live, eventually):
    first, second = await house.enter("lead"), await house.enter("lead", desktop="d2")
    await first.follow("floor")
    live.put(agent("anna"))
    await eventually(lambda: first.boards["floor"])
    await second.follow("floor", "other-id")
    live.put(agent("anna", state="talking"))
    await eventually(lambda: first.numbers["floor"] == second.numbers.get("other-id") != 0)
    await eventually(lambda: second.boards["other-id"]["agent:anna"]["state"] == "talking")
    assert first.boards["floor"] == second.boards["other-id"]


async def test_what_happens_at_once_comes_as_one_frame(house, live, eventually):
    page = await house.enter("lead")
    await page.follow("floor")
    for version in range(1, 51):
        live.put(agent("anna", version=version), queue("q1", version=version))
    await eventually(lambda: page.boards["floor"].get("agent:anna", {}).get("version") == 50)
    assert len(page.got("ev")) < 10


async def test_a_page_with_a_gap_gets_the_missing_events(house, live, eventually):
    page = await house.enter("lead")
    await page.follow("floor")
    start = page.numbers["floor"]
    for version in (1, 2, 3):
        live.put(agent("anna", version=version))
        await eventually(lambda v=version: page.boards["floor"].get("agent:anna", {}).get("version") == v)
    page.boards["floor"], page.numbers["floor"] = {}, start
    page.frames.clear()
    await page.say(t="sub", id="floor", topic="floor", **{"from": start})
    await eventually(lambda: page.numbers["floor"] == start + 3)
    assert page.got("snap") == []
    assert page.boards["floor"]["agent:anna"]["version"] == 3


async def test_a_page_that_asks_for_forgotten_or_foreign_numbers_gets_a_snapshot(house, live, eventually):
    live.put(agent("anna"))
    page = await house.enter("lead")
    await page.follow("floor")
    for number in (0, page.numbers["floor"] - 1, page.numbers["floor"] + 1, -5):
        page.frames.clear()
        await page.follow("floor", **{"from": number})
        assert [frame["t"] for frame in page.of("floor")] == ["snap"]


async def test_nothing_comes_after_unsub(house, live, eventually):
    page = await house.enter("lead")
    await page.follow("floor", "one")
    await page.follow("floor", "two")
    await page.say(t="unsub", id="one")
    await page.follow("desk")
    live.put(agent("anna"))
    await eventually(lambda: page.boards["two"])
    assert page.boards["one"] == {}


async def test_a_slow_page_gets_a_new_snapshot_instead_of_a_backlog(tmp_path, people, live, eventually):
    house = House(tmp_path, people, Limits(floor_flush_s=0.0, backlog=5))
    await house.start()
    await eventually(lambda: not house.hub.away)
    page = await house.enter("lead")
    await page.follow("floor")
    page.socket.transport.pause_reading()
    name = "张" * 20_000
    views = house.hub.mirror.views
    (waiting,) = [s for p in house.hub._everybody() for s in p._out.subscriptions.values()]
    version = 0
    while not waiting.owed:  # however much the two ends of the connection hold
        version += 1
        told = agent("anna", version=version, name=name)
        live.put(told)
        await eventually(lambda told=told: views.get("agent:anna") == told)
        assert len(waiting.pending) <= 5
    page.socket.transport.resume_reading()
    await eventually(lambda: page.boards["floor"].get("agent:anna", {}).get("version") == version)
    assert len(page.got("snap")) >= 2
    assert len(page.got("ev")) < version
    await house.stop()


class TestFramesThatAreNotOurs:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("{", 4400),
            ("[]", 4400),
            ('{"t":"steal"}', 4400),
            ('{"t":"sub","id":"x","topic":"payroll"}', 4400),
            ('{"t":"sub","id":"","topic":"desk"}', 4400),
            ('{"t":"hello","v":1,"desktop":"d1"}', 4400),
            ('{"t":"ping","x":"' + "y" * 20_000 + '"}', 4413),
            ("[" * 10_000, 4400),
            (b"\x00\x01", 4400),
        ],
    )
    async def test_the_line_is_closed_with_a_reason(self, house, eventually, text, code):
        page = await house.enter("anna")
        await page.socket.send(text)
        await eventually(lambda: page.closed)
        assert page.closed == code

    async def test_a_flood_of_frames_is_closed(self, house, eventually):
        page = await house.enter("anna")
        for _ in range(300):
            await page.socket.send('{"t":"ping"}')
        await eventually(lambda: page.closed)
        assert page.closed == 4429

    async def test_too_many_commands_are_refused_and_the_rest_goes_on(self, house, live):
        page = await house.enter("anna")
        answers = [await page.order("ready") for _ in range(25)]
        codes = {answer.get("code", "ok") for answer in answers}
        assert codes == {"ok", "too_many_commands"}
        assert answers[0]["t"] == "ack"

    async def test_too_many_subscriptions_are_refused(self, house):
        page = await house.enter("anna")
        for number in range(8):
            await page.follow("desk", f"s{number}")
        await page.follow("desk", "s8")
        assert [frame["code"] for frame in page.of("s8")] == ["too_many_subscriptions"]
        await page.say(t="unsub", id="s0")
        await page.follow("desk", "s9")
        assert page.of("s9")[0]["t"] == "snap"


class TestTheDoor:
    @pytest.mark.parametrize(
        "origin", ["https://evil.example", "http://127.0.0.1:1", "http://127.0.0.1.evil.example", "null"]
    )
    async def test_another_sites_page_is_refused(self, house, origin):
        with pytest.raises(InvalidStatus) as refusal:
            await house.open("anna", origin=origin)
        assert refusal.value.response.status_code == 403

    async def test_a_program_without_origin_is_refused(self, house):
        with pytest.raises(InvalidStatus):
            await house.open("anna", origin=None)

    async def test_a_foreign_name_that_points_here_is_refused(self, house):
        with pytest.raises(InvalidStatus):
            await house.open("anna", origin="http://rebound.example", Host="rebound.example")

    async def test_another_path_is_refused(self, house):
        with pytest.raises(InvalidStatus):
            await house.open("anna", path="/elsewhere")

    async def test_nobody_comes_in_without_a_session(self, house, eventually):
        for session in ("", "forged"):
            page = await house.open(session)
            await eventually(lambda page=page: page.closed)
            assert page.closed == 4401

    async def test_another_version_is_told_so(self, house, eventually):
        page = await house.open("anna")
        await page.say(t="hello", v=2, desktop="d1")
        await eventually(lambda: page.closed)
        assert page.closed == 4409

    async def test_a_page_that_says_nothing_is_closed(self, house, eventually):
        page = await house.open("anna")
        await eventually(lambda: page.closed)
        assert page.closed == 4408

    async def test_hello_comes_first(self, house, eventually):
        page = await house.open("anna")
        await page.say(t="sub", id="x", topic="desk")
        await eventually(lambda: page.closed)
        assert page.closed == 4408


async def test_calls_without_an_agent_are_on_the_floor_only(house, live):
    live.put(call("c1"), agent("anna"))
    page = await house.enter("anna")
    await page.follow("desk")
    assert "call:c1" not in json.dumps(page.frames)
