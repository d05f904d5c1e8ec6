"""`kill -9` of the live process on the real Asterisk: conversations go on, and nothing is left behind."""

import asyncio
import datetime as dt
import signal
from pathlib import Path

import pytest

from tests.live.crash.lab import AGENT_TONES, CUSTOMER_TONE
from tests.live.later import make_later
from tests.live.until import soon
from zuoxi.engine import events as e
from zuoxi.kernel.clock import now_ms

pytestmark = pytest.mark.switch

SECONDS = 6
"""How long the process is stopped: longer than a record may be off the truth."""


async def test_a_conversation_goes_on_and_its_hang_up_later_gives_a_complete_record(lab):
    customer = await lab.customer_calls()
    await soon(lambda: lab.call("talk"), 15)
    await soon(lambda: lab.heard_lately(customer))
    (tone,) = lab.heard_lately(customer)
    standing = sorted(await lab.channels())
    await lab.kill()
    size = customer.heard.stat().st_size
    await soon(lambda: customer.heard.stat().st_size > size + 16_000)
    assert lab.heard_lately(customer) == {tone}
    assert sorted(await lab.channels()) == standing
    await lab.start()
    await soon(lambda: lab.call("talk"))
    assert lab.heard_lately(customer) == {tone}
    await customer.hang_up()
    await lab.finish()
    assert lab.rows("SELECT outcome, ended_by FROM calls_call") == [("answered", "customer")]
    assert lab.rows("SELECT COUNT(*) FROM calls_recording") == [(1,)]
    assert lab.recorded() == [({CUSTOMER_TONE}, {tone})]


async def test_the_next_release_goes_on_with_a_conversation_and_its_record_is_complete(lab, tmp_path_factory):
    customer = await lab.customer_calls()
    await soon(lambda: lab.call("talk"), 15)
    await soon(lambda: lab.heard_lately(customer))
    (tone,) = lab.heard_lately(customer)
    known, standing = lab.call("talk").id, sorted(await lab.channels())
    await lab.take_over(make_later(tmp_path_factory.mktemp("later")))
    await soon(lambda: lab.call("talk"), 15)
    assert lab.call("talk").id == known
    assert sorted(await lab.channels()) == standing
    size = customer.heard.stat().st_size
    await soon(lambda: customer.heard.stat().st_size > size + 16_000)
    assert lab.heard_lately(customer) == {tone}
    await customer.hang_up()
    await soon(lab.at_rest, 30)
    second = await lab.customer_calls("13800138001")
    await soon(lambda: lab.call("talk"), 15)
    await soon(lambda: lab.heard_lately(second))
    await second.hang_up()
    await lab.finish()
    assert lab.rows("SELECT outcome FROM calls_call") == [("answered",)] * 2
    assert ({CUSTOMER_TONE}, {tone}) in lab.recorded()


async def test_killed_while_it_rings_the_call_goes_on_and_is_answered(lab):
    await lab.ring_for(3)
    customer = await lab.customer_calls()
    await soon(lambda: lab.call("ring") and lab.phones, 15)
    await lab.kill()
    await lab.start()
    await soon(lambda: lab.call("talk"), 15)
    await soon(lambda: lab.heard_lately(customer))
    await customer.hang_up()
    await lab.finish()
    assert lab.rows("SELECT outcome FROM calls_call") == [("answered",)]
    assert lab.rows("SELECT COUNT(*) FROM calls_offer WHERE ended_at IS NULL") == [(0,)]


async def test_a_phone_that_is_taken_up_while_nobody_lives_is_not_left_in_silence(lab):
    await lab.ring_for(2)
    customer = await lab.customer_calls()
    await soon(lambda: lab.phones, 15)
    await lab.kill()
    async with asyncio.timeout(15):
        await lab.phones[0].answered.wait()
    await lab.start()
    await soon(lambda: lab.call("talk"), 15)
    await soon(lambda: lab.heard_lately(customer))
    await customer.hang_up()
    await lab.finish()
    assert lab.rows("SELECT outcome FROM calls_call") == [("answered",)]


async def test_a_caller_who_hangs_up_while_it_rings_and_nobody_lives_is_abandoned_and_owed_a_call(lab):
    await lab.ring_for(10)
    customer = await lab.customer_calls()
    await soon(lambda: lab.call("ring"), 15)
    await lab.kill()
    await customer.hang_up()
    await customer.ended.wait()
    await lab.start()
    await lab.finish()
    assert lab.rows("SELECT outcome FROM calls_call") == [("abandoned",)]
    assert lab.rows("SELECT COUNT(*) FROM calls_callbacktask") == [(1,)]


async def test_a_caller_who_leaves_unanswered_while_nobody_lives_has_one_record(lab):
    customer = await lab.carrier.customer_calls("13800138000", "4008000000", tone=CUSTOMER_TONE)
    await soon(lambda: lab.call(), 15)  # he hears that the number is not in service
    await lab.kill()
    await customer.hang_up()
    await customer.ended.wait()
    await lab.start()
    await lab.finish()
    assert lab.rows("SELECT customer_number, house_number FROM calls_call") == [
        ("13800138000", "4008000000")
    ], "the switch has noted him as well"


async def test_killed_while_callers_wait_they_keep_their_places_and_are_served(lab):
    people = list(lab.company.agents)
    lab.robots.idle = set(people)
    for person in people:
        assert await lab.robots.ask(e.NotReadyRequested, person, reason="rest") == "ok"
    first = await lab.customer_calls("13800138000")
    await soon(lambda: lab.call("queue"), 15)
    second = await lab.customer_calls("13800138001")
    await soon(lambda: len([call for call in lab.robots.calls if call.phase == "queue"]) == 2, 15)
    await lab.kill()
    await lab.start()
    await soon(lambda: len([call for call in lab.robots.calls if call.phase == "queue"]) == 2, 15)
    lab.robots.idle = {people[1]}
    await soon(lambda: lab.call("talk"), 15)
    talking = lab.call("talk")
    assert talking is not None
    assert talking.customer_number == "13800138000"
    lab.robots.idle = set()
    await soon(lambda: len([call for call in lab.robots.calls if call.phase == "talk"]) == 2, 15)
    await first.hang_up()
    await second.hang_up()
    await lab.finish()
    assert lab.rows("SELECT outcome FROM calls_call") == [("answered",), ("answered",)]


async def test_killed_while_a_customer_is_on_hold_he_is_fetched_back_by_the_new_process(lab):
    customer = await lab.customer_calls()
    await soon(lambda: lab.call("talk"), 15)
    call = lab.call("talk")
    assert call is not None
    assert await lab.robots.ask(e.HoldRequested, call.agent, call=call.id) == "ok"
    await soon(lambda: lab.call("hold"))
    await soon(lambda: not lab.heard_lately(customer))
    await lab.kill()
    await lab.start()
    await soon(lambda: lab.call("hold"), 15)
    await soon(lambda: lab.robots.is_connected(call.agent))
    assert await lab.robots.ask(e.ResumeRequested, call.agent, call=call.id) == "ok"
    await soon(lambda: lab.heard_lately(customer), 15)
    assert lab.heard_lately(customer) <= set(AGENT_TONES)
    assert await lab.robots.ask(e.HangUpRequested, call.agent, call=call.id) == "ok"
    await customer.ended.wait()
    await lab.finish()
    assert lab.rows("SELECT outcome, ended_by FROM calls_call") == [("answered", "agent")]


@pytest.mark.deep  # the one on hold above, and the end as in the stories below
async def test_killed_on_hold_and_the_customer_gone_meanwhile_ends_the_call_once(lab):
    customer = await lab.customer_calls()
    await soon(lambda: lab.call("talk"), 15)
    call = lab.call("talk")
    assert call is not None
    assert await lab.robots.ask(e.HoldRequested, call.agent, call=call.id) == "ok"
    await soon(lambda: lab.call("hold"))
    await lab.kill()
    await customer.hang_up()
    await customer.ended.wait()
    await lab.start()
    await lab.finish()
    assert lab.rows("SELECT outcome FROM calls_call") == [("answered",)]


async def test_a_process_that_cannot_say_a_word_carries_its_calls_to_a_complete_record(lab):
    lab.log = Path("/dev/full")
    await lab.kill()
    await lab.start()
    await soon(lab.at_rest, 30)
    customer = await lab.customer_calls()
    await soon(lambda: lab.call("talk"), 15)
    await soon(lambda: lab.heard_lately(customer))
    await customer.hang_up()
    await lab.finish()
    assert lab.rows("SELECT outcome FROM calls_call") == [("answered",)]


async def test_who_calls_while_nobody_lives_rings_on_and_is_served(lab):
    await lab.kill()
    customer = await lab.customer_calls()
    await soon_standing(lab)
    await lab.start()
    await soon(lambda: lab.call("talk"), 15)
    await soon(lambda: lab.heard_lately(customer))
    await customer.hang_up()
    await lab.finish()
    assert lab.rows("SELECT outcome FROM calls_call") == [("answered",)]


async def test_who_gives_up_while_nobody_lives_has_a_record_and_is_owed_a_call(lab):
    await lab.kill()
    customer = await lab.customer_calls()
    await soon_standing(lab)
    await customer.hang_up()
    await customer.ended.wait()
    await lab.start()
    await lab.finish()
    assert lab.rows("SELECT outcome FROM calls_call") == [("failed",)]
    assert lab.rows("SELECT number FROM calls_callbacktask") == [("13800138000",)]


async def test_a_stopped_process_turns_nobody_away(lab):
    lab.live.send_signal(signal.SIGSTOP)
    customer = await lab.customer_calls()
    await soon_standing(lab)
    lab.live.send_signal(signal.SIGCONT)
    await soon(lambda: lab.call("talk"), 15)
    await soon(lambda: lab.heard_lately(customer))
    await customer.hang_up()
    await lab.finish()
    assert lab.rows("SELECT outcome FROM calls_call") == [("answered",)]


async def test_a_call_that_ends_while_the_process_is_stopped_has_ended_then_and_not_when_it_goes_on(lab):
    ends = await lab.customer_calls("13800138000")
    stays = await lab.customer_calls("13800138001")
    await soon(lambda: len([call for call in lab.robots.calls if call.phase == "talk"]) == 2, 15)
    await soon(lambda: lab.heard_lately(stays))
    lab.live.send_signal(signal.SIGSTOP)
    before = now_ms()
    await ends.hang_up()
    await ends.ended.wait()
    gone = now_ms()
    size = stays.heard.stat().st_size
    await soon(lambda: stays.heard.stat().st_size > size + SECONDS * 16_000, 10 * SECONDS)
    lab.live.send_signal(signal.SIGCONT)
    await soon(lambda: len(lab.robots.calls) == 1, 15)
    await stays.hang_up()
    await lab.finish()
    ((ended,),) = lab.rows("SELECT ended_at FROM calls_call WHERE customer_number = '13800138000'")
    moment = dt.datetime.fromisoformat(ended).replace(tzinfo=dt.UTC).timestamp() * 1000
    assert before - 1_000 <= moment <= gone + 1_000, "within a second of the truth"


async def test_stopped_and_then_killed_a_caller_at_the_door_is_let_in_by_the_next_process(lab):
    lab.live.send_signal(signal.SIGSTOP)
    customer = await lab.customer_calls()
    await soon_standing(lab)
    await lab.kill()
    await lab.start()
    await soon(lambda: lab.call("talk"), 15)
    await soon(lambda: lab.heard_lately(customer))
    await customer.hang_up()
    await lab.finish()
    assert lab.rows("SELECT outcome FROM calls_call") == [("answered",)]


async def soon_standing(lab) -> None:
    """The customer's call has come to the house's switch."""
    async with asyncio.timeout(15):
        while not any(name.startswith("house-") for name in await lab.channels()):
            await asyncio.sleep(0.05)
