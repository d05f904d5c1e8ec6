"""A session on the desktop's line: work extends it, its end is told before and never comes in a call."""

import asyncio
import datetime as dt

import pytest
from django.conf import settings

from tests.company import Company, Door
from tests.gateway.played import House, agent
from tests.gateway.test_installation import agent_of, session_of
from zuoxi.gateway.limits import Limits
from zuoxi.gateway.people import Installation
from zuoxi.kernel.clock import now_ms, utc_now
from zuoxi.organisation.selectors.sessions import ends_of_sessions
from zuoxi.outbox.channel import Touch

SOON = 60_000


@pytest.fixture
def limits() -> Limits:
    """Sessions are looked at all the time."""
    return Limits(floor_flush_s=0.01, hello_s=0.3, recheck_s=0.02)


async def test_the_end_of_a_session_is_told_before_and_again_when_work_puts_it_off(house, people, eventually):
    people.end = now_ms() + SOON
    page = await house.enter("anna")
    await eventually(lambda: page.told() == ["session_ending"])
    assert page.got("told")[0]["at"] == people.end

    people.end = now_ms() + 12 * 3_600_000
    await page.order("ready")
    await eventually(lambda: page.told() == ["session_ending", "session_goes_on"])
    assert "anna" in people.worked


async def test_who_only_looks_does_not_work(house, people, eventually):
    page = await house.enter("anna")
    looks = len(people.looked_up)
    for _ in range(3):
        await page.say(t="ping")
    await eventually(lambda: len(people.looked_up) > looks + 3)
    assert people.worked == []


async def test_what_a_page_repeats_by_itself_is_no_work_and_a_hand_on_the_page_is(house, people, eventually):
    page = await house.enter("anna")
    await page.order("sign_in", device="d1")
    looks = len(people.looked_up)
    await eventually(lambda: len(people.looked_up) > looks + 3)
    assert people.worked == []

    await page.say(t="ping", worked=True)
    await eventually(lambda: people.worked)


async def test_a_hand_on_the_page_puts_off_an_end_that_was_told(house, people, eventually):
    people.end = now_ms() + SOON
    page = await house.enter("anna")
    await eventually(lambda: page.told() == ["session_ending"])
    people.end = now_ms() + 12 * 3_600_000
    await page.say(t="ping", worked=True)
    await eventually(lambda: page.told() == ["session_ending", "session_goes_on"])


async def test_a_conversation_is_work(house, people, live, eventually):
    await house.enter("anna")
    live.put(agent("anna", call="c1"))
    await eventually(lambda: people.worked)


async def test_a_line_whose_session_is_over_gets_no_leave_to_dial(house, people, live):
    page = await house.enter("anna")
    house.hub.limits = Limits(recheck_s=600)
    del people.sessions["anna"]

    answer = await page.order("dial", number="13800000001")
    assert answer["code"] == "not_signed_in"
    assert people.dialled == []
    assert live.asked == []


@pytest.mark.django_db(transaction=True)
class TestOfAnInstallation:
    @pytest.fixture
    def north(self) -> Company:
        return Company("north")

    def test_work_puts_off_the_end_and_only_of_sessions_that_stand(self, north):
        key, hours = session_of(north.agent), dt.timedelta(hours=1)
        before, now = ends_of_sessions([key])[key], utc_now()

        assert Installation().ends([key], [], now + 6 * hours)[key] == before
        put_off = Installation().ends([key], [key], now + 6 * hours)[key]
        assert before < put_off <= before + 6 * 3_600_000 + 60_000
        assert Installation().ends([key], [key], now + 30 * hours)[key] == put_off, "it was over by then"

    async def test_signing_out_closes_the_line_at_once(self, tmp_path, north, live, eventually):
        house = House(tmp_path, Installation(), Limits(recheck_s=600))
        await house.start()
        await eventually(lambda: not house.hub.away)
        door = await asyncio.to_thread(Door, north.agent)
        live.put(agent_of(north.agent))
        page = await house.enter(door.client.cookies[settings.SESSION_COOKIE_NAME].value)

        await asyncio.to_thread(door.delete, "/session")
        live.server.pass_on(Touch(what="session", tenant=str(north.tenant.id), id=str(north.agent.id)))
        await eventually(lambda: page.closed == 4401)
        await house.stop()


async def test_the_softphones_line_ends_with_the_session(house, people, live, eventually, monkeypatch):
    """Pages of other machines send their SIP through the web process (see tests/tooling/test_publish.py)."""
    carried = []

    async def carry(target, scope, receive, send):
        await send({"type": "websocket.accept", "subprotocol": None, "headers": []})
        while (message := await receive())["type"] == "websocket.receive":
            carried.append(message)

    monkeypatch.setattr("zuoxi.gateway.softphone.pass_on", carry)
    await house.enter("anna")
    phone = await house.open("anna", path="/sip")
    await phone.say(t="ping")
    await eventually(lambda: carried)

    del people.sessions["anna"]
    await eventually(lambda: phone.closed == 4401)
    assert not house.hub.softphones
