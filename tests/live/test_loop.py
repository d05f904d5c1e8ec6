import asyncio
import dataclasses
import errno
import os
import threading

import msgspec

from tests.live.double import TINY
from tests.live.until import soon
from tests.live.whole import Whole, whole
from zuoxi.engine import events as e
from zuoxi.engine.commands import AnswerChannel, CreateBridge, Reply, SendKeys
from zuoxi.engine.gate import DialPermit
from zuoxi.engine.view import AnyView, QueueView
from zuoxi.live import loop
from zuoxi.live.clock import FloorClock, Readings
from zuoxi.live.envelopes import Origin
from zuoxi.live.journal import Journal
from zuoxi.live.loop import FloorLoop
from zuoxi.live.places import Part
from zuoxi.live.records import Acted, Outstanding, Step


class Machine:
    """A clock that the test turns."""

    wall = 1_000_000
    steady = 0

    def __call__(self):
        return self.wall

    def goes_on(self, ms):
        self.wall += ms
        self.steady += ms


class Bench:
    """A loop with its journal; what it hands on is kept in `acted`, `shown` and `replies`."""

    def __init__(self, folder, rules=TINY, **kwargs):
        self.folder = folder
        self.write = os.write
        self.machine = Machine()
        self.acted: list[tuple[int, list[str], tuple[Whole, ...]]] = []
        self.shown: list[dict[str, AnyView]] = []
        self.replies: list[Reply] = []
        self.journal = Journal(
            folder, "main", Part(1, 1), 0, 60_000, write=lambda handle, data: self.write(handle, data)
        )
        clock = FloorClock(None, Readings(self.machine, lambda: self.machine.steady, lambda: ""))
        self.loop = FloorLoop(
            rules,
            rules.empty(),
            self.journal,
            clock,
            Origin(floor="main", epoch=1),
            last_input=0,
            publish=lambda put, gone: self.shown.append(put),
            **kwargs,
        )
        self.loop.hands = self
        self.anew: list[str] = []

    def connect_anew(self, node):
        self.anew.append(node)

    def carry_out(self, number, commands):
        self.acted.append((number, [type(command).__name__ for command in commands], self.records()))

    def records(self) -> tuple[Whole, ...]:
        return whole(self.folder, Part(1, 1))[1:]

    def ask(self, name):
        self.loop.ask(e.ReadyRequested(request=name, person="p", expect=None), self.replies.append)

    async def __aenter__(self):
        self.task = asyncio.create_task(self.loop.run())
        return self

    async def __aexit__(self, *error):
        self.loop.stop()
        await self.task
        self.journal.close()


def arrives(channel="a"):
    return e.CallArrived(node="house", channel=channel, trunk="t", dialled="400", caller="13800138000")


def presses(digit, channel="a"):
    return e.KeyPressed(node="house", channel=channel, digit=digit)


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


def inventory():
    return e.InventoryTaken(node="house", channels=(), bridges=(), endpoints=())


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


def dials(age_ms):
    permit = DialPermit(
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
    return e.DialRequested(request="r1", person="p", expect=None, permit=permit, age_ms=age_ms)


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
