"""The loop: an input is written, judged, acted on, shown and answered."""

import dataclasses

import msgspec

from tests.live.double import TINY
from tests.live.loop_bench import Bench, arrives, inventory, presses
from tests.live.until import soon
from zuoxi.engine import events as e
from zuoxi.engine.commands import AnswerChannel, CreateBridge, SendKeys
from zuoxi.engine.view import QueueView
from zuoxi.live.places import Part
from zuoxi.live.records import Acted, Outstanding, Step


async def test_an_input_and_its_facts_stand_in_the_journal_before_its_commands_act(tmp_path):
    async with Bench(tmp_path) as bench:
        bench.loop.tell(arrives())
        await soon(lambda: bench.acted)
    number, commands, journal = bench.acted[0]
    assert commands == ["AnswerChannel", "CreateBridge", "Join"]
    (step,) = journal
    assert isinstance(step, Step)
    assert (step.number, step.now, step.event) == (number, 1_000_000, arrives())
    assert [type(order).__name__ for order in step.orders] == commands
    (fact,) = step.facts
    assert (fact.floor, fact.epoch, fact.seq, fact.type, fact.version) == ("main", 1, 1, "PhaseEntered", 1)
    assert (fact.node, fact.occurred_at, fact.recorded_at) == ("house", 1_000_000, 1_000_000)


async def test_inputs_are_taken_in_the_order_in_which_they_were_told(tmp_path):
    async with Bench(tmp_path) as bench:
        for name in "abcdefgh":
            bench.loop.tell(arrives(name))
        await soon(lambda: len(bench.acted) == 8)
    inputs = [record for record in bench.records() if isinstance(record, Step)]
    assert [getattr(record.event, "channel", "") for record in inputs] == list("abcdefgh")
    assert [record.number for record in inputs] == list(range(1, 9))


async def test_a_person_gets_exactly_one_answer_and_watchers_see_the_change(tmp_path):
    async with Bench(tmp_path) as bench:
        bench.loop.tell(arrives())
        bench.ask("r1")
        await soon(lambda: bench.replies)
    assert [(reply.request, reply.code, reply.data) for reply in bench.replies] == [
        ("r1", "ok", {"calls": 1})
    ]
    shown = bench.shown[0]["queue:q"]
    assert isinstance(shown, QueueView)
    assert shown.waiting == 1


async def test_rules_that_break_are_answered_and_leave_the_state_as_it_was(tmp_path):
    async with Bench(tmp_path) as bench:
        bench.loop.tell(arrives())
        bench.loop.tell(presses("#"))
        bench.ask("r1")
        await soon(lambda: bench.replies)
        assert bench.loop.state.calls == ("a",)
    assert bench.replies[0].code == "ok"
    broken = bench.records()[1]
    assert isinstance(broken, Step)
    assert (broken.number, broken.facts, broken.orders, bytes(broken.state)) == (2, (), (), b"{}")


async def test_a_request_that_breaks_the_rules_is_told_so(tmp_path):
    def step(state, event, now, late=0):
        raise ValueError("broken")

    bench = Bench(tmp_path, rules=dataclasses.replace(TINY, step=step))
    async with bench:
        bench.ask("r1")
        await soon(lambda: bench.replies)
    assert bench.replies[0].code == "error"


async def test_what_an_earlier_process_left_open_is_done_again_when_its_node_is_there(tmp_path):
    answer = AnswerChannel(node="house", channel="a", call="call-a")
    bridge = CreateBridge(node="house", bridge="bridge-a", call="call-a")
    left = [Outstanding(number=5, commands=(answer, bridge))]
    async with Bench(tmp_path, outstanding=left) as bench:
        bench.loop.tell(presses("1"))
        await soon(lambda: bench.loop.last_input == 1)
        assert bench.acted == []
        bench.loop.tell(e.SwitchConnected(node="house"))
        await soon(lambda: bench.acted)
        assert bench.loop.unfinished == ()
        bench.loop.acted(5)
    assert bench.acted[0][:2] == (5, ["AnswerChannel", "CreateBridge"])
    assert bench.records()[-1] == Acted(number=5)


async def test_a_node_can_be_commanded_from_its_inventory_on_until_it_is_lost(tmp_path):
    async with Bench(tmp_path) as bench:
        told = (
            (e.SwitchConnected(node="house"), {}),
            (inventory(), {"house": True}),
            (e.SwitchLost(node="house"), {"house": False}),
        )
        for number, (event, connected) in enumerate(told, 1):
            bench.loop.tell(event)
            await soon(lambda number=number: bench.loop.last_input == number)
            assert bench.loop.connected == connected


async def test_a_stopped_loop_takes_what_waits_and_refuses_new_requests(tmp_path):
    async with Bench(tmp_path) as bench:
        bench.loop.tell(arrives())
        bench.loop.stop()
        bench.ask("late")
    assert bench.loop.state.calls == ("a",)
    assert bench.replies[0].code == "overloaded"


async def test_no_key_stands_in_the_journal(tmp_path):
    def step(state, event, now, late=0):
        orders = (SendKeys(node="house", channel="a", digits=event.digits),) if event.digits else ()
        return state, orders

    keys = e.KeysRequested(request="r1", person="p", expect=None, call="c", digits="6225880")
    async with Bench(tmp_path, rules=dataclasses.replace(TINY, step=step)) as bench:
        bench.loop.ask(keys, bench.replies.append)
        await soon(lambda: bench.acted)
    (_, commands, _) = bench.acted[0]
    assert commands == ["SendKeys"]
    assert b"6225880" not in Part(1, 1).journal(tmp_path).read_bytes()
    (written,) = bench.records()
    assert isinstance(written, Step)
    assert written.event == msgspec.structs.replace(keys, digits="•" * 7)
