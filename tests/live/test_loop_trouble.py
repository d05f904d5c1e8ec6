"""The loop in trouble: a full disk, rules that break, more than it can take."""

import dataclasses
import errno
import os
import threading

import msgspec

from tests.live.double import TINY
from tests.live.loop_bench import Bench, arrives, inventory, presses
from tests.live.until import soon
from zuoxi.engine import events as e
from zuoxi.live import loop
from zuoxi.live.records import Step


async def test_while_the_disk_is_full_nothing_acts_and_afterwards_all_does(tmp_path):
    refused = threading.Event()
    async with Bench(tmp_path) as bench:

        def refuse(handle, data):
            refused.set()
            raise OSError(errno.ENOSPC, "no space left on device")

        bench.write = refuse
        bench.loop.tell(arrives())
        bench.ask("r1")
        await soon(refused.is_set)
        assert (bench.acted, bench.replies, bench.loop.state.calls) == ([], [], ())
        bench.write = os.write
        await soon(lambda: bench.replies)
    assert [commands for _, commands, _ in bench.acted] == [["AnswerChannel", "CreateBridge", "Join"]]


async def test_while_the_disk_is_full_people_are_told_so_and_the_log_names_the_file(tmp_path, capsys):
    refused = threading.Event()
    async with Bench(tmp_path) as bench:

        def refuse(handle, data):
            refused.set()
            raise OSError(errno.ENOSPC, "no space left on device")

        bench.write = refuse
        bench.loop.tell(arrives())
        await soon(refused.is_set)
        bench.ask("r1")
        assert [(reply.request, reply.code) for reply in bench.replies] == [("r1", "disk_away")]
        bench.write = os.write
        await soon(lambda: bench.acted)
        bench.ask("r2")
        await soon(lambda: len(bench.replies) == 2)
    assert bench.replies[1].code == "ok"
    said = [line for line in capsys.readouterr().out.splitlines() if "loop.journal" in line]
    assert len(said) == 2
    assert str(bench.journal.path) in said[0]
    assert "no space left" in said[0]


async def test_with_too_much_waiting_people_are_refused_and_the_switch_is_heard(tmp_path):
    bench = Bench(tmp_path, inputs_waiting=3)
    for name in "abcde":
        bench.loop.tell(arrives(name))
    bench.ask("r1")
    assert [(reply.request, reply.code) for reply in bench.replies] == [("r1", "overloaded")]
    async with bench:
        await soon(lambda: len(bench.acted) == 5)
        bench.ask("r2")
        await soon(lambda: len(bench.replies) == 2)
    assert bench.replies[1].code == "ok"


def breaking(*kinds, rules=TINY):
    """Rules that break on some events."""

    def step(state, event, now, late=0):
        if isinstance(event, kinds):
            raise ValueError("broken")
        return rules.step(state, event, now)

    return dataclasses.replace(rules, step=step)


async def test_a_deadline_that_breaks_is_taken_off_and_the_next_event_is_served(tmp_path):
    """The rules take the deadline off as the real floor does, by the event that follows the break."""

    def step(state, event, now, late=0):
        if isinstance(event, e.TimePassed):
            raise KeyError("a timer of another release")
        if isinstance(event, e.StepBroke):
            return msgspec.structs.replace(state, deadline=0), ()
        return TINY.step(state, event, now)

    async with Bench(tmp_path, rules=dataclasses.replace(TINY, step=step)) as bench:
        bench.loop.tell(presses("9"))
        await soon(lambda: bench.loop.state.deadline)
        bench.machine.goes_on(2_000)
        bench.loop.tell(arrives())
        await soon(lambda: bench.acted)
    events = [record.event for record in bench.records() if isinstance(record, Step)]
    assert [type(event).__name__ for event in events] == [
        "KeyPressed",
        "TimePassed",
        "StepBroke",
        "CallArrived",
    ]
    assert bench.loop.breaks.count == 1


async def test_a_floor_that_breaks_on_everything_about_time_still_serves_and_writes_no_flood(tmp_path):
    async with Bench(tmp_path, rules=breaking(e.TimePassed, e.StepBroke)) as bench:
        bench.loop._become(type(bench.loop.state)(deadline=1))
        for name in "abc":
            bench.machine.goes_on(60)
            bench.loop.tell(arrives(name))
            await soon(lambda: not bench.loop.waiting)
        await soon(lambda: len(bench.acted) == 3)
        assert bench.loop.breaks.count <= 8
        assert bench.loop.breaks.pause() > 0
        assert bench.loop.breaks.last.error == "ValueError: broken"


async def test_an_inventory_that_breaks_means_that_the_node_cannot_be_commanded_and_is_connected_anew(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(loop, "RECONNECT_MS", 1)
    async with Bench(tmp_path, rules=breaking(e.InventoryTaken)) as bench:
        bench.loop.tell(e.SwitchConnected(node="house"))
        bench.loop.tell(inventory())
        await soon(lambda: bench.anew == ["house"])
        assert bench.loop.connected == {"house": False}


async def test_while_nothing_can_be_written_what_waits_stays_bounded_and_the_switch_tells_it_anew(tmp_path):
    """A day without a disk: what the switch told is given up as a whole, for its inventory tells it again."""
    full = threading.Event()
    async with Bench(tmp_path, inputs_kept=5) as bench:

        def refuse(handle, data):
            full.set()
            raise OSError(errno.ENOSPC, "no space left on device")

        bench.write = refuse
        bench.loop.tell(arrives("first"))
        await soon(full.is_set)
        lost = e.DesktopLost(person="p", desktop="d")
        bench.loop.tell(lost)
        for digit in "123456789":
            bench.loop.tell(presses(digit))
        await soon(lambda: bench.anew)
        assert bench.loop.waiting <= 6
        bench.write = os.write
        await soon(lambda: not bench.loop.waiting and bench.acted)
    events = [record.event for record in bench.records() if isinstance(record, Step)]
    assert events[:3] == [arrives("first"), lost, e.SwitchLost(node="house")]


async def test_one_asker_too_many_is_told_that_nothing_was_done_and_nothing_is(tmp_path):
    bench = Bench(tmp_path, askers_kept=2)
    for name in ("r1", "r2", "r3"):
        bench.ask(name)
    assert [(reply.request, reply.code) for reply in bench.replies] == [("r3", "overloaded")]
    async with bench:
        await soon(lambda: len(bench.replies) == 3)
        bench.ask("r4")
        await soon(lambda: len(bench.replies) == 4)
    assert [(reply.request, reply.code) for reply in bench.replies[1:]] == [
        ("r1", "ok"),
        ("r2", "ok"),
        ("r4", "ok"),
    ]
    asked = [record.event for record in bench.records() if isinstance(record, Step)]
    assert [getattr(event, "request", "") for event in asked] == ["r1", "r2", "r4"], (
        "what was refused is not done"
    )
