import asyncio

from tests.live.until import soon
from zuoxi.engine import commands as c
from zuoxi.engine.events import CommandFailed, CommandUnknown
from zuoxi.live.actor import Actor, Limits, keys
from zuoxi.switch.port import SwitchRefused, SwitchSilent


class SlowSwitch:
    """Does a command when the test lets it; `begun` and `done` are in order."""

    node = "house"

    def __init__(self):
        self.begun, self.done, self.refusals = [], [], {}
        self.gates = {}

    async def run(self, deliver):
        raise NotImplementedError("the actor never runs a switch")

    async def do(self, command):
        name = f"{type(command).__name__} {command.subject}"
        self.begun.append(name)
        if gate := self.gates.get(name):
            await gate.wait()
        if refusal := self.refusals.get(name):
            raise refusal
        self.done.append(name)

    def hold_back(self, name):
        self.gates[name] = asyncio.Event()
        return self.gates[name]


class Bench:
    def __init__(self, switch, at_once=64, waiting=1_000, timeout_ms=60_000, **limits):
        self.told: list[CommandFailed | CommandUnknown] = []
        self.acted: list[int] = []
        self.actor = Actor(
            {switch.node: switch},
            self.told.append,
            self.acted.append,
            Limits(at_once=at_once, waiting=waiting, timeout_ms=timeout_ms, **limits),
        )


def answer(channel):
    return c.AnswerChannel(node="house", channel=channel, call=f"call {channel}")


def hang_up(channel):
    return c.HangUp(node="house", channel=channel)


def join(bridge, *channels):
    return c.Join(node="house", bridge=bridge, channels=channels)


def test_a_command_touches_all_that_it_names():
    assert keys(join("b", "x", "y")) == {"house/bridge:b", "house/channel:x", "house/channel:y"}
    assert keys(answer("x")) == {"house/channel:x", "house/call:call x"}
    standing = c.DialDevice(node="house", channel="x", endpoint="e", dial="", standing=True)
    assert keys(standing) == {"house/channel:x"}


async def test_commands_of_one_channel_wait_for_each_other_and_others_go_ahead():
    switch = SlowSwitch()
    gate = switch.hold_back("AnswerChannel a")
    bench = Bench(switch)
    bench.actor.carry_out(1, [answer("a"), join("b", "a"), hang_up("a")])
    bench.actor.carry_out(2, [answer("z")])
    await soon(lambda: bench.acted == [2])
    assert switch.begun == ["AnswerChannel a", "AnswerChannel z"]
    gate.set()
    await soon(lambda: bench.acted == [2, 1])
    assert [name for name in switch.done if not name.endswith("z")] == [
        "AnswerChannel a",
        "Join b",
        "HangUp a",
    ]


async def test_a_command_that_names_two_channels_waits_for_both():
    switch = SlowSwitch()
    first, second = switch.hold_back("AnswerChannel a"), switch.hold_back("AnswerChannel b")
    bench = Bench(switch)
    bench.actor.carry_out(1, [answer("a"), answer("b"), join("br", "a", "b")])
    first.set()
    await soon(lambda: switch.done == ["AnswerChannel a"])
    assert "Join br" not in switch.begun
    second.set()
    await soon(lambda: bench.acted)
    assert switch.done[-1] == "Join br"


async def test_a_refusal_comes_back_as_an_event_and_the_next_commands_are_done():
    switch = SlowSwitch()
    switch.refusals["AnswerChannel a"] = SwitchRefused("no_such_channel", gone=True)
    bench = Bench(switch)
    bench.actor.carry_out(1, [answer("a"), hang_up("a")])
    await soon(lambda: bench.acted == [1])
    (failure,) = bench.told
    assert (failure.command, failure.subject, failure.reason, failure.gone) == (
        "AnswerChannel",
        "a",
        "no_such_channel",
        True,
    )
    assert switch.done == ["HangUp a"]


async def test_a_switch_that_breaks_is_one_failed_command():
    switch = SlowSwitch()
    switch.refusals["HangUp a"] = ZeroDivisionError("a fault in the switch's code")
    bench = Bench(switch)
    bench.actor.carry_out(1, [hang_up("a")])
    await soon(lambda: bench.acted)
    assert [(failure.reason, failure.gone) for failure in bench.told] == [("ZeroDivisionError", False)]


async def test_what_nobody_knows_is_told_as_unknown_and_never_as_a_failure():
    switch = SlowSwitch()
    switch.refusals["AnswerChannel a"] = SwitchSilent("no_answer")
    bench = Bench(switch)
    bench.actor.carry_out(1, [answer("a")])
    await soon(lambda: bench.acted == [1])
    assert bench.told == [
        CommandUnknown(node="house", command="AnswerChannel", subject="a", reason="no_answer")
    ]


async def test_a_command_that_is_not_answered_within_the_limit_is_unknown():
    switch = SlowSwitch()
    switch.hold_back("HangUp a")
    bench = Bench(switch, timeout_ms=20)
    bench.actor.carry_out(1, [hang_up("a"), answer("a")])
    await soon(lambda: bench.acted)
    assert [(type(told), told.reason) for told in bench.told] == [(CommandUnknown, "timeout")]
    assert switch.done == ["AnswerChannel a"]


async def test_an_overloaded_node_turns_set_ups_away_but_never_a_release():
    switch = SlowSwitch()
    gate = switch.hold_back("AnswerChannel 0")
    bench = Bench(switch, at_once=1, waiting=3)
    for number in range(5):
        bench.actor.carry_out(number, [answer(str(number))])
    bench.actor.carry_out(9, [hang_up("other")])
    assert [(failure.subject, failure.reason) for failure in bench.told] == [
        ("3", "overloaded"),
        ("4", "overloaded"),
    ]
    gate.set()
    await soon(lambda: 9 in bench.acted)
    assert "HangUp other" in switch.done
    assert bench.actor.waiting == 0


async def test_no_more_than_so_many_commands_are_under_way():
    switch = SlowSwitch()
    gates = [switch.hold_back(f"HangUp {number}") for number in range(5)]
    bench = Bench(switch, at_once=2)
    bench.actor.carry_out(1, [hang_up(str(number)) for number in range(5)])
    await soon(lambda: len(switch.begun) == 2)
    gates[0].set()
    await soon(lambda: len(switch.begun) == 3)
    assert switch.done == ["HangUp 0"]
    for gate in gates:
        gate.set()
    await soon(lambda: bench.acted)


async def test_a_node_that_nobody_knows_is_a_failure():
    bench = Bench(SlowSwitch())
    bench.actor.carry_out(1, [c.HangUp(node="elsewhere", channel="a")])
    assert (bench.told[0].reason, bench.acted) == ("unknown_node", [1])


async def test_what_is_given_up_at_the_end_stays_outstanding():
    switch = SlowSwitch()
    switch.hold_back("HangUp a")
    bench = Bench(switch)
    bench.actor.carry_out(1, [hang_up("a"), answer("a")])
    bench.actor.carry_out(2, [hang_up("b")])
    await soon(lambda: bench.acted == [2])
    await bench.actor.close()
    (left,) = bench.actor.outstanding()
    assert (left.number, [type(command).__name__ for command in left.commands]) == (
        1,
        ["HangUp", "AnswerChannel"],
    )


def line(channel):
    return c.DialDevice(node="house", channel=channel, endpoint=f"ep-{channel}", dial="", standing=True)


INVENTORY = c.TakeInventory(node="house")


async def test_endings_go_before_callers_these_before_bridges_and_sound_and_lines_go_last():
    switch = SlowSwitch()
    gate = switch.hold_back("HangUp first")
    bench = Bench(switch, at_once=1)
    bench.actor.carry_out(1, [hang_up("first")])
    bench.actor.carry_out(2, [line("l"), join("b", "x"), answer("a"), hang_up("h")])
    await soon(lambda: switch.begun == ["HangUp first"])
    await asyncio.sleep(0)
    gate.set()
    await soon(lambda: 2 in bench.acted)
    assert switch.done == ["HangUp first", "HangUp h", "AnswerChannel a", "Join b", "DialDevice l"]


async def test_a_thousand_lines_hold_up_no_caller_and_are_not_what_overloads_a_node():
    switch = SlowSwitch()
    gates = [switch.hold_back(f"DialDevice {number}") for number in range(1_000)]
    bench = Bench(switch, at_once=16, waiting=10, lines_at_once=4, lines_per_s=100_000)
    bench.actor.carry_out(1, [line(str(number)) for number in range(1_000)])
    await soon(lambda: len(switch.begun) == 4)
    bench.actor.carry_out(2, [answer("caller")])
    await soon(lambda: bench.acted == [2])
    assert len(switch.begun) == 5 and not bench.told
    for gate in gates:
        gate.set()
    await soon(lambda: bench.acted == [2, 1])


async def test_lines_are_dialled_at_a_rate():
    bench = Bench(SlowSwitch(), lines_per_s=50)
    begun = asyncio.get_running_loop().time()
    bench.actor.carry_out(1, [line(str(number)) for number in range(6)])
    await soon(lambda: bench.acted)
    assert asyncio.get_running_loop().time() - begun >= 5 / 50


async def test_an_inventory_is_taken_after_everything_that_was_ordered_before_and_waits_for_nothing_later():
    switch = SlowSwitch()
    first, later = switch.hold_back("AnswerChannel a"), switch.hold_back("AnswerChannel z")
    bench = Bench(switch)
    bench.actor.carry_out(1, [answer("a")])
    bench.actor.carry_out(2, [INVENTORY])
    bench.actor.carry_out(3, [answer("z")])
    await soon(lambda: len(switch.begun) == 2)
    first.set()
    await soon(lambda: bench.acted == [1, 2])
    assert switch.done == ["AnswerChannel a", "TakeInventory "]
    later.set()


async def test_inventories_that_wait_for_the_same_are_one():
    switch = SlowSwitch()
    gate = switch.hold_back("AnswerChannel a")
    bench = Bench(switch)
    bench.actor.carry_out(1, [answer("a")])
    for number in range(2, 12):
        bench.actor.carry_out(number, [INVENTORY])
    gate.set()
    await soon(lambda: len(bench.acted) == 11)
    assert switch.done.count("TakeInventory ") == 1


async def test_who_is_given_up_while_he_waits_for_his_turn_takes_nobodys_place():
    switch = SlowSwitch()
    gate = switch.hold_back("HangUp first")
    bench = Bench(switch, at_once=1)
    bench.actor.carry_out(1, [hang_up("first")])
    bench.actor.carry_out(2, [hang_up("second")])
    await soon(lambda: switch.begun == ["HangUp first"])
    (waiting,) = [task for task, command in bench.actor._open[2].items()]
    waiting.cancel()
    bench.actor.carry_out(3, [hang_up("third")])
    gate.set()
    await soon(lambda: 3 in bench.acted)
    assert switch.done == ["HangUp first", "HangUp third"]
