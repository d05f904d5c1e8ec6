"""From the carrier to the desktop's line and back: the whole centre by real calls, without a browser."""

import asyncio
from contextlib import suppress

import pytest

from zuoxi.assembly.check.desk import Line, Refused
from zuoxi.switch.ami import AmiRefused
from zuoxi.switch.asterisk.carrier import Callee

pytestmark = [pytest.mark.switch, pytest.mark.asyncio(loop_scope="session")]


async def talking(line: Line) -> str:
    """Wait for the conversation; the id of its call."""
    await line.agent_is("talking")
    call: str = line.seen("call")[0]["id"]
    return call


async def hang_up(line: Line, call: str) -> None:
    await line.do("hang_up", call=call)
    await wrapped_up(line, call)


async def wrapped_up(line: Line, call: str) -> None:
    await line.agent_is("wrap_up")
    await line.do("finish_wrap_up", call=call, ready=True)
    await line.agent_is("ready")


async def test_a_customer_is_answered_held_muted_and_stands_in_the_list(town):
    async with town.person("agent") as agent, town.at_work(agent) as line:
        customer = await town.customer_calls("13800138010")
        call = await talking(line)
        assert line.seen("call")[0]["customer_number"] == "138****8010"
        await line.do("hold", call=call)
        await line.agent_is("holding")
        await line.do("resume", call=call)
        await line.agent_is("talking")
        await line.do("mute", call=call, muted=True)
        await line.until(lambda: line.seen("call")[0]["muted"], "the mute")
        await line.do("mute", call=call, muted=False)
        await line.do("keys", call=call, digits="12")
        await asyncio.wait_for(customer.answered.wait(), 5)
        await hang_up(line, call)
        await asyncio.wait_for(customer.ended.wait(), 5)
        async with town.person("boss") as boss:
            record = await town.call_record(boss, "13800138010")
            whole = await boss.call("GET", f"/api/calls/{call}")
    assert (record["id"], record["outcome"], record["ended_by"]) == (call, "answered", "agent")
    assert [phase["phase"] for phase in whole["phases"]][-3:] == ["talk", "hold", "talk"]
    assert [recording["state"] for recording in record["recordings"]] == ["verified"]


async def test_an_agent_dials_out_and_the_gate_refuses_another_number(town):
    async with town.person("agent") as agent, town.at_work(agent) as line:
        with pytest.raises(Refused) as refused:
            await line.do("dial", number="137 0013 7000")
        assert refused.value.code == "do_not_call"
        assert set(refused.value.message) == {"zh", "en"}
        await line.do("dial", number="139 0013 9010")
        customer = await town.carrier.dialled("13900139010")
        call = await talking(line)
        assert line.seen("call")[0]["direction"] == "outbound"
        await hang_up(line, call)
        await asyncio.wait_for(customer.ended.wait(), 5)
        async with town.person("boss") as boss:
            record = await town.call_record(boss, "13900139010")
    assert (record["direction"], record["outcome"]) == ("outbound", "answered")


async def test_a_customer_whose_line_is_busy_is_one_row_of_who_dialled(town):
    await town.carrier.callee("13900139013", Callee(behaviour="busy"))
    async with town.person("agent") as agent, town.at_work(agent) as line:
        await line.do("dial", number="139 0013 9013")
        async with town.person("boss") as boss:
            record = await town.call_record(boss, "13900139013")
            whole = await boss.call("GET", f"/api/calls/{record['id']}")
        await line.agent_is("ready")
    assert (record["direction"], record["outcome"]) == ("outbound", "busy")
    assert record["person"] is not None and record["recordings"] == []
    assert ([phase["phase"] for phase in whole["phases"]], whole["legs"]) == (["ring"], [])


async def test_a_leader_sees_it_as_it_happens_with_whole_numbers(town):
    async with town.person("boss") as boss, town.person("agent") as agent:
        watching = await town.page(boss, topic="floor")
        async with town.at_work(agent) as line:
            await watching.until(
                lambda: [a["state"] for a in watching.seen("agent", "floor")] == ["ready"], "a ready agent"
            )
            await town.customer_calls("13800138011")
            call = await talking(line)
            await watching.until(
                lambda: [c["phase"] for c in watching.seen("call", "floor")] == ["talk"], "the conversation"
            )
            assert watching.seen("call", "floor")[0]["customer_number"] == "13800138011"
            await hang_up(line, call)
            await watching.until(lambda: not watching.seen("call", "floor"), "the call's end")
        await watching.until(lambda: not watching.seen("agent", "floor"), "the agent's sign-out")
        await watching.close()


async def test_a_page_that_closes_in_mid_call_finds_its_call_again(town):
    async with town.person("boss") as boss, town.person("agent") as agent:
        watching = await town.page(boss, topic="floor")
        async with town.at_work(agent) as line:
            customer = await town.customer_calls("13800138012")
            call = await talking(line)
            await line.close()
            await watching.until(
                lambda: [a["connected"] for a in watching.seen("agent", "floor")] == [False], "the lost page"
            )
            assert not customer.ended.is_set()
            again = await town.page(agent, line.desktop)
            await again.do("sign_in", device=town.devices["agent@north"])
            assert await talking(again) == call
            await hang_up(again, call)
            await again.close()
        await watching.close()


class TestTheWebProcessIsKilledInMidCall:
    async def test_the_conversation_goes_on_and_the_page_comes_back_to_it(self, town):
        async with town.person("agent") as agent, town.at_work(agent) as line:
            customer = await town.customer_calls("13800138013")
            call = await talking(line)
            town.kill("web")
            again = await town.page(agent, line.desktop)
            assert not customer.ended.is_set()
            assert (await again.do("sign_in", device=town.devices["agent@north"]))["resumed"]
            assert await talking(again) == call
            await again.do("hold", call=call)
            await again.agent_is("holding")
            await again.do("resume", call=call)
            await hang_up(again, call)
            await again.close()


class TestTheLiveProcessIsKilledInMidCall:
    async def test_the_page_is_told_and_the_call_is_hung_up_later_with_its_recording(self, town):
        async with town.person("agent") as agent, town.at_work(agent) as line:
            customer = await town.customer_calls("13800138014")
            call = await talking(line)
            await town.is_recorded()
            town.kill("live")
            # it may be back before the page can ask for anything
            await line.until(lambda: line.told == ["live_away", "live_back"], "live_away, live_back", 30)
            assert not customer.ended.is_set()
            await line.do("sign_in", device=town.devices["agent@north"])
            assert await talking(line) == call
            await line.do("hang_up", call=call)
            await wrapped_up(line, call)
            await asyncio.wait_for(customer.ended.wait(), 5)
            async with town.person("boss") as boss:
                record = await town.call_record(boss, "13800138014")
        assert record["outcome"] == "answered"
        assert [recording["state"] for recording in record["recordings"]] == ["verified"]


class TestAsteriskIsKilledInMidCall:
    async def test_everybody_sees_it_at_once_and_the_next_call_goes_through(self, town):
        async with town.person("agent") as agent, town.person("boss") as boss, town.at_work(agent) as line:
            await town.customer_calls("13800138015")
            await talking(line)
            town.kill("house")
            await line.until(lambda: not line.seen("call"), "the call's end")
            record = await town.call_record(boss, "13800138015", stored=False)
            assert record["outcome"] == "switch_lost"
            await line.until(
                lambda: line.seen("agent")[0]["state"] in ("wrap_up", "not_ready", "ready"),
                "an agent at rest",
            )
            await town.trial.centre.up()
            if line.seen("agent")[0]["state"] != "ready":
                await line.do("ready")
            await line.agent_is("ready")
            await town.customer_calls("13800138016")
            await hang_up(line, await talking(line))


async def test_nothing_is_left_over(town):
    async with town.person("boss") as boss:
        watching = await town.page(boss, topic="floor")
        await watching.until(lambda: not watching.seen("call", "floor"), "an empty floor")
        assert watching.seen("agent", "floor") == []
        await watching.close()
        assert all(call["ended_at"] for call in await town.calls(boss))
    assert await town.channels() == 0


async def test_a_customer_rates_his_conversation_by_a_key(town):
    async with town.person("agent") as agent, town.at_work(agent) as line:
        customer = await town.customer_calls("13800138019")
        call = await talking(line)
        await line.do("invite_rating", call=call)
        await line.agent_is("wrap_up")
        async with town.person("boss") as boss:
            # the question has to come first, however slow the machine: he presses until his answer is taken
            async with asyncio.timeout(60):
                while not customer.ended.is_set():
                    with suppress(AmiRefused):  # he is released while he presses
                        await customer.press("2")
            record = await town.call_record(boss, "13800138019")
        await line.do("finish_wrap_up", call=call, ready=True)
        await line.agent_is("ready")
    (rating,) = record["ratings"]
    assert (rating["way"], rating["by"], rating["score"]) == ("keys", "agent", 4)
    assert (record["outcome"], record["ended_by"]) == ("answered", "agent")
