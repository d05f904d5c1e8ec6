"""The order of what waits: as it was told, but what a switch told goes by when it happened."""

import asyncio

from zuoxi.engine import events as e
from zuoxi.live.inputs import MOST_TURNS, Inputs

EPOCH = e.EpochStarted(epoch=1, seed="s")


def ended(channel: str, node: str = "house") -> e.LegEnded:
    return e.LegEnded(node=node, channel=channel, cause=16)


def asked(name: str) -> e.ReadyRequested:
    return e.ReadyRequested(request=name, person="p", expect=None)


def taken(*told: tuple[int, e.AnyEvent]) -> list[tuple[int, e.AnyEvent]]:
    inputs = Inputs()
    for moment, event in told:
        inputs.tell(moment, event)
    return [inputs.take() for _ in range(len(inputs))]


def test_what_a_switch_told_late_goes_before_what_others_told_since():
    before, since = (1_000, asked("r1")), (9_000, asked("r2"))
    assert taken(before, since, (5_000, ended("a"))) == [before, (5_000, ended("a")), since]


def test_one_node_stays_in_the_order_of_its_telling_and_another_goes_by_its_moment():
    lost: e.AnyEvent = e.SwitchLost(node="house")
    told = taken((9_000, lost), (5_000, ended("a")), (6_000, ended("b", "other")))
    assert told == [(6_000, ended("b", "other")), (9_000, lost), (9_000, ended("a"))]


def test_a_command_that_timed_out_in_a_stall_does_not_date_what_the_node_told_meanwhile():
    unknown = e.CommandUnknown(node="house", command="StartMusic", subject="c", reason="timeout")
    told = taken((9_000, unknown), (5_000, ended("a")), (4_000, ended("b")))
    assert told == [(5_000, ended("a")), (5_000, ended("b")), (9_000, unknown)]


def test_nothing_goes_before_the_epoch():
    assert taken((9_000, EPOCH), (5_000, ended("a"))) == [(9_000, EPOCH), (9_000, ended("a"))]


def test_people_are_heard_in_the_order_of_their_asking():
    assert [event for _, event in taken((9_000, asked("r1")), (5_000, asked("r2")))] == [
        asked("r1"),
        asked("r2"),
    ]


async def test_what_waits_in_sockets_is_told_before_anything_is_judged():
    inputs = Inputs()
    telling = asyncio.create_task(tell_some(inputs, 30))
    await inputs.told()
    assert (len(inputs), telling.done()) == (30, True)


async def test_a_floor_on_which_something_is_told_all_the_time_is_not_put_off_for_ever():
    inputs = Inputs()
    telling = asyncio.create_task(tell_some(inputs, 10 * MOST_TURNS))
    await inputs.told()
    assert len(inputs) <= MOST_TURNS and not telling.done()
    telling.cancel()


async def tell_some(inputs: Inputs, count: int) -> None:
    """As a busy socket does: one in each turn of the event loop."""
    for number in range(count):
        inputs.tell(number, ended(f"c{number}"))
        await asyncio.sleep(0)
