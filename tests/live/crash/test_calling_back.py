"""The house calls back by itself on the real Asterisk: the customer first, an agent second; also through a
`kill -9` of live in each of the call's states.

Each kill costs half a minute: each run has the one while his line rings, `./test deep` the others, which
`tests/live/test_kill_house.py` tells on the fake switch."""

import asyncio

import pytest

from tests.live.crash.lab import CUSTOMER_TONE
from tests.live.crash.seed import ACCESS
from tests.live.until import soon
from zuoxi.engine import events as e
from zuoxi.switch.asterisk.carrier import Callee

pytestmark = pytest.mark.switch

NUMBER = "13800138000"
TASK = "SELECT result, tries, calls, hindered FROM calls_callbacktask"
TRIES = "SELECT number, outcome FROM calls_callbacktry"
OUTBOUND = "SELECT outcome, ended_by FROM calls_call WHERE direction = 'outbound'"


async def all_rest(lab):
    """No agent is ready."""
    lab.robots.idle = set(lab.company.agents)
    for person in lab.company.agents:
        assert await lab.robots.ask(e.NotReadyRequested, person, reason="rest") == "ok"


async def one_is_owed(lab):
    """A caller waits, finds nobody, and hangs up."""
    await all_rest(lab)
    customer = await lab.customer_calls(NUMBER)
    await soon(lambda: lab.call("queue"), 15)
    await customer.hang_up()
    await soon(lambda: lab.rows(TASK), 15)
    await soon(lambda: not lab.robots.calls, 15)


async def called(lab, **how):
    """The house calls him as soon as an agent is ready; his end of the line."""
    await lab.carrier.callee(NUMBER, Callee(**{"tone": CUSTOMER_TONE, **how}))
    await lab.call_back()
    lab.robots.idle = set()
    return await lab.carrier.dialled(NUMBER, after=1, timeout_s=30)


async def they_talk(lab, party):
    await soon(lambda: lab.call("talk"), 30)
    await soon(lambda: lab.heard_lately(party), 15)
    return lab.heard_lately(party)


async def it_is_done(lab):
    """He was reached once, by one call, and is owed nothing."""
    await lab.finish()
    assert lab.rows(OUTBOUND) == [("answered", "customer")]
    assert lab.rows(TASK) == [("reached", 1, 1, "")]
    assert sum(party.number == NUMBER for party in lab.carrier.parties) == 2


async def killed(lab):
    await lab.kill()
    await lab.start()


async def test_an_agent_becomes_ready_both_phones_ring_they_talk_and_nothing_is_owed(lab):
    await one_is_owed(lab)
    party = await called(lab)
    assert party.caller == ACCESS and f"sip:{ACCESS}@" in party.asserted
    heard = await they_talk(lab, party)
    call = lab.call("talk")
    assert (call.direction, call.customer_number, call.recording) == ("outbound", NUMBER, True)
    await soon(lambda: lab.rows(TASK) == [("reached", 1, 1, "")], 15)
    size = party.heard.stat().st_size
    await soon(lambda: party.heard.stat().st_size > size + 32_000, 15)
    await party.hang_up()
    await soon(lambda: lab.rows(TRIES) == [(1, "answered")], 30)
    await soon(lab.kept, 60)
    assert lab.kept() == [({CUSTOMER_TONE}, heard)]
    await it_is_done(lab)
    ((queue_ms, talk_ms, house_number),) = lab.rows(
        "SELECT queue_ms, talk_ms, house_number FROM calls_call WHERE direction = 'outbound'"
    )
    assert queue_ms >= 0 and talk_ms > 0 and house_number == ACCESS


@pytest.mark.parametrize(
    ("how", "outcome"),
    [
        pytest.param({"behaviour": "busy"}, "busy", marks=pytest.mark.deep),
        pytest.param({"behaviour": "no-answer"}, "no_answer", marks=pytest.mark.deep),
        # a network that refuses: neither busy nor no answer
        ({"behaviour": "refused", "talk_s": 21}, "failed"),
    ],
)
async def test_who_is_not_reached_is_no_agents_matter_and_is_tried_again_later(lab, how, outcome):
    await one_is_owed(lab)
    await called(lab, **how)
    await soon(lambda: lab.rows(TRIES) == [(1, outcome)], 40)
    phones = len(lab.phones)
    await lab.finish()
    assert phones == 0, "it rang at no agent"
    assert lab.rows("SELECT outcome FROM calls_call WHERE direction = 'outbound'") == [(outcome,)]
    assert lab.rows(TASK) == [("", 1, 1, outcome)]
    assert lab.rows("SELECT COUNT(*) FROM calls_recording") == [(0,)]


async def test_killed_while_his_line_rings_he_is_answered_by_an_agent(lab):
    await one_is_owed(lab)
    party = await called(lab, ring_s=6)
    await soon(lambda: any(call.state == "reaching" for call in lab.robots.calls), 15)
    await killed(lab)
    await they_talk(lab, party)
    await party.hang_up()
    await it_is_done(lab)


@pytest.mark.deep
async def test_killed_while_he_is_greeted_he_is_answered_by_an_agent(lab):
    await one_is_owed(lab)
    party = await called(lab)
    await soon(lambda: any(call.state == "greeting" for call in lab.robots.calls), 15)
    await killed(lab)
    await they_talk(lab, party)
    await party.hang_up()
    await it_is_done(lab)


@pytest.mark.deep
async def test_killed_while_he_waits_he_keeps_his_place_and_who_gives_up_then_is_still_owed(lab):
    await one_is_owed(lab)
    party = await called(lab, ring_s=2)
    await all_rest(lab)
    async with asyncio.timeout(15):
        await party.answered.wait()
    await soon(lambda: lab.call("queue"), 30)
    await killed(lab)
    await soon(lambda: lab.call("queue"), 15)
    await party.hang_up()
    await soon(lambda: lab.rows(TRIES) == [(1, "abandoned")], 30)
    lab.robots.idle = set()
    await lab.finish()
    assert lab.rows(OUTBOUND) == [("abandoned", "customer")]
    assert lab.rows(TASK) == [("", 1, 2, "abandoned")]


async def test_the_dialler_is_killed_while_his_line_rings_and_nobody_is_called_twice(lab):
    await one_is_owed(lab)
    party = await called(lab, ring_s=4)
    lab.jobs.kill()
    await lab.jobs.wait()
    await lab.call_back()
    await they_talk(lab, party)
    await party.hang_up()
    await it_is_done(lab)
