"""The loop and time: what was told in time counts, however late it is taken."""

import asyncio
import dataclasses

import pytest

from tests.live.double import TINY
from tests.live.loop_bench import Bench, arrives, presses
from tests.live.until import soon
from zuoxi.engine import events as e
from zuoxi.engine.gate import DialPermit
from zuoxi.live.clock import FloorClock
from zuoxi.live.records import Step


async def test_a_deadline_comes_as_an_input_of_its_own_moment(tmp_path):
    async with Bench(tmp_path) as bench:
        bench.loop.tell(presses("9"))
        await soon(lambda: bench.loop.state.deadline)
        bench.loop.tell(presses("1"))
        await soon(lambda: bench.loop.last_input == 2)
        assert bench.loop.state.times == 0
        bench.machine.goes_on(1_700)
        bench.loop.tell(presses("2"))
        await soon(lambda: bench.loop.last_input == 4)
        assert bench.loop.state.times == 1
    inputs = [record for record in bench.records() if isinstance(record, Step)]
    assert [(one.event, one.now) for one in inputs[2:]] == [
        (e.TimePassed(), 1_001_000),
        (presses("•"), 1_001_700),
    ]


async def test_what_was_told_in_time_is_judged_before_the_deadline_however_late_the_loop_is(tmp_path):
    bench = Bench(tmp_path)
    bench.loop._become(type(bench.loop.state)(deadline=1_015_000))
    bench.machine.goes_on(14_500)
    bench.loop.tell(presses("1"))
    bench.machine.goes_on(9_000)
    async with bench:
        await soon(lambda: bench.loop.last_input == 2)
    inputs = [record for record in bench.records() if isinstance(record, Step)]
    assert [(one.event, one.now) for one in inputs] == [
        (presses("•"), 1_014_500),
        (e.TimePassed(), 1_015_000),
    ]


async def test_what_waited_in_a_socket_while_we_were_stopped_is_judged_before_the_deadline(tmp_path):
    bench = Bench(tmp_path)
    async with bench:
        bench.loop.tell(presses("9"))
        await soon(lambda: bench.loop.state.deadline)
        bench.machine.goes_on(15_000)
        bench.loop._something.set()
        for _ in range(5):  # from the socket to whoever tells it is a way of several turns
            await asyncio.sleep(0)
        bench.loop.tell(presses("1"), ago_ms=14_500)
        await soon(lambda: bench.loop.last_input == 3)
    inputs = [record for record in bench.records() if isinstance(record, Step)]
    assert [(one.event, one.now - 1_000_000) for one in inputs[1:]] == [
        (presses("•"), 500),
        (e.TimePassed(), 1_000),
    ]


async def test_what_is_taken_late_is_told_so_and_what_is_taken_in_time_is_not(tmp_path):
    told: list[tuple[int, int]] = []

    def step(state, event, now, late=0):
        told.append((now - 1_000_000, late))
        return TINY.step(state, event, now)

    bench = Bench(tmp_path, dataclasses.replace(TINY, step=step))
    bench.machine.goes_on(20_000)
    async with bench:
        bench.loop.tell(presses("1"), ago_ms=12_000)
        bench.loop.tell(presses("2"), ago_ms=3)
        await soon(lambda: bench.loop.last_input == 2)
    assert told == [(8_000, 12_000), (19_997, 0)]


async def test_a_clock_that_is_set_moves_the_stamps_and_no_deadline(tmp_path):
    async with Bench(tmp_path) as bench:
        bench.loop.tell(presses("9"))
        await soon(lambda: bench.loop.state.deadline)
        bench.machine.wall -= 3_600_000
        for _ in range(2):
            bench.machine.goes_on(400)
            bench.loop.tell(presses("1"))
            await soon(lambda: not bench.loop.waiting)
        assert bench.loop.state.times == 0
        bench.machine.goes_on(700)
        bench.loop.tell(arrives())
        await soon(lambda: bench.acted)
    inputs = [record for record in bench.records() if isinstance(record, Step)]
    assert [(type(one.event).__name__, one.now - 1_000_000, one.offset) for one in inputs] == [
        ("KeyPressed", 0, 0),
        ("KeyPressed", 400, 0),
        ("KeyPressed", 800, 0),
        ("TimePassed", 1_000, 0),
        ("ClockMoved", 1_500, -3_600_000),
        ("CallArrived", 1_500, -3_600_000),
    ]
    assert inputs[-1].facts[0].recorded_at == bench.machine.wall


async def test_a_deadline_is_kept_without_any_other_input(tmp_path):
    bench = Bench(tmp_path)
    bench.loop._clock = FloorClock()
    bench.loop._become(type(bench.loop.state)(deadline=bench.loop._clock.now() + 30))
    async with bench:
        await soon(lambda: bench.loop.state.times == 1)


async def test_a_new_process_takes_the_floor_before_it_looks_at_what_has_become_due(tmp_path):
    bench = Bench(tmp_path)
    bench.loop._become(type(bench.loop.state)(deadline=1))
    bench.machine.goes_on(10)
    bench.loop.tell(e.EpochStarted(epoch=2, seed="s"))
    async with bench:
        await soon(lambda: bench.loop.state.times == 1)
    events = [record.event for record in bench.records() if isinstance(record, Step)]
    assert events == [e.EpochStarted(epoch=2, seed="s"), e.TimePassed()]


def permit():
    return DialPermit(
        **dict.fromkeys(
            (
                "attempt",
                "call",
                "tenant",
                "path",
                "person",
                "number",
                "caller_id",
                "trunk",
                "service_line",
                "service_line_name",
            ),
            "x",
        ),
        expires_at=0,
    )


def dials(age_ms):
    return e.DialRequested(request="r1", person="p", expect=None, permit=permit(), age_ms=age_ms)


async def test_a_permit_is_as_old_as_everybody_on_its_way_has_counted(tmp_path):
    """300 ms in the web process, 40 ms in the socket, 500 ms before the loop came to it."""
    bench = Bench(tmp_path)
    bench.loop.ask(dials(300), bench.replies.append, ago_ms=40)
    bench.machine.wall -= 3_600_000
    bench.machine.goes_on(500)
    async with bench:
        await soon(lambda: bench.replies)
    (event,) = [line.event for line in bench.records() if isinstance(line, Step)]
    assert isinstance(event, e.DialRequested)
    assert event.age_ms == 840


@pytest.mark.parametrize("kind", [e.TransferRequested, e.ConsultRequested])
async def test_so_is_the_permit_for_somebody_outside_who_is_wanted_for_a_call(tmp_path, kind):
    """Also behind something that was told after he had asked."""
    bench = Bench(tmp_path)
    bench.loop.tell(arrives())
    target = e.Target(kind="outside")
    asked = kind(request="r1", person="p", expect=None, call="a", target=target, permit=permit(), age_ms=300)
    bench.loop.ask(asked, bench.replies.append, ago_ms=40)
    bench.machine.goes_on(2_500)
    async with bench:
        await soon(lambda: bench.replies)
    event = [line.event for line in bench.records() if isinstance(line, Step)][-1]
    assert isinstance(event, kind)
    assert event.age_ms == 2_840


async def test_so_is_the_permit_with_which_a_caller_is_put_through(tmp_path):
    bench = Bench(tmp_path)
    bench.loop.tell(e.PermitAnswered(call="a", number=1, permit=permit(), age_ms=300))
    bench.machine.goes_on(2_500)
    async with bench:
        await soon(lambda: bench.loop.last_input == 1)
    (event,) = [line.event for line in bench.records() if isinstance(line, Step)]
    assert isinstance(event, e.PermitAnswered)
    assert event.age_ms == 2_800


async def test_what_needs_no_permit_does_not_age(tmp_path):
    bench = Bench(tmp_path)
    bench.loop.tell(e.PermitAnswered(call="a", number=1, refusal="blacklist"))
    bench.machine.goes_on(2_500)
    async with bench:
        await soon(lambda: bench.loop.last_input == 1)
    (event,) = [line.event for line in bench.records() if isinstance(line, Step)]
    assert event == e.PermitAnswered(call="a", number=1, refusal="blacklist")


async def test_a_click_counts_from_its_moment_but_never_before_what_was_told(tmp_path):
    bench = Bench(tmp_path)
    bench.machine.goes_on(1_000)
    bench.loop.tell(arrives())
    bench.machine.goes_on(1_000)
    bench.loop.ask(e.ReadyRequested(request="r1", person="p", expect=None), bench.replies.append, ago_ms=300)
    bench.loop.ask(
        e.ReadyRequested(request="r2", person="p", expect=None), bench.replies.append, ago_ms=5_000
    )
    async with bench:
        await soon(lambda: len(bench.replies) == 2)
    steps = [line for line in bench.records() if isinstance(line, Step)]
    assert [step.now - 1_000_000 for step in steps] == [1_000, 1_700, 1_700]
