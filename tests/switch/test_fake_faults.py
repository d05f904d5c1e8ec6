"""The fake switch is as unreliable as it is told: its outcomes, its lost events, callers in a break."""

import pytest

from zuoxi.engine import commands as c
from zuoxi.engine import events as e
from zuoxi.switch.fake import FakeSwitch
from zuoxi.switch.fake_far_end import RINGS_ON_MS
from zuoxi.switch.fake_faults import DoneLate, NeverCame, TurnedDown, Unheard
from zuoxi.switch.port import SwitchRefused, SwitchSilent


@pytest.fixture
def told() -> list[e.SwitchEvent]:
    return []


@pytest.fixture
def switch(told) -> FakeSwitch:
    switch = FakeSwitch()
    switch.connect(told.append)
    return switch


def answer(channel: str) -> c.AnswerChannel:
    return c.AnswerChannel(node="house", channel=channel, call="call")


def order(switch: FakeSwitch, fault) -> str:
    """The caller's channel, after the command to answer it went wrong."""
    channel = switch.customer_calls("13800000001", "400")
    switch.goes_wrong(fault)
    with pytest.raises(SwitchRefused if isinstance(fault, TurnedDown) else SwitchSilent):
        switch.carry_out(answer(channel))
    return channel


def test_done_and_nobody_hears_of_it(switch):
    assert switch.channels[order(switch, Unheard())].state == "up"


@pytest.mark.parametrize("fault", [NeverCame(), TurnedDown()])
def test_not_done(switch, fault):
    channel = order(switch, fault)
    switch.advance(60_000)
    assert switch.channels[channel].state == "ringing"


def test_done_after_its_time_is_over(switch):
    channel = order(switch, DoneLate(after_ms=5_000))
    switch.advance(4_999)
    assert switch.channels[channel].state == "ringing"
    switch.advance(1)
    assert switch.channels[channel].state == "up"


def test_what_comes_too_late_for_a_channel_that_has_gone_is_passed_over(switch):
    channel = order(switch, DoneLate())
    switch.customer_hangs_up(channel)
    switch.advance(10_000)
    assert not switch.channels


def test_an_event_that_is_lost(switch, told):
    channel = switch.customer_calls("13800000001", "400")
    switch.loses_next(e.LegEnded)
    switch.customer_hangs_up(channel)
    assert not [event for event in told if isinstance(event, e.LegEnded)]
    switch.customer_hangs_up(other := switch.customer_calls("13800000002", "400"))
    assert [event.channel for event in told if isinstance(event, e.LegEnded)] == [other]


def test_a_caller_in_the_break_of_the_connection_stands_at_the_door_of_the_inventory(switch, told):
    switch.connection_breaks()
    channel = switch.customer_calls("13800000001", "400")
    switch.comes_back()
    assert not [event for event in told if isinstance(event, e.CallArrived)]
    (seen,) = told[-1].channels
    assert (seen.channel, seen.direction, seen.dialled, seen.caller, seen.call) == (
        channel,
        "inbound",
        "400",
        "13800000001",
        "",
    )


def test_a_caller_while_nobody_is_there_rings_on_and_arrives_when_somebody_comes(switch, told):
    switch.disconnect()
    channel = switch.customer_calls("13800000001", "400")
    switch.advance(RINGS_ON_MS - 1)
    switch.connect(told.append)
    assert told[-1] == e.CallArrived(
        node="house",
        channel=channel,
        trunk="carrier",
        dialled="400",
        caller="13800000001",
        rang_ms=RINGS_ON_MS - 1,
    )


def test_a_customer_who_leaves_while_nobody_is_there_is_told_as_gone_since_then(switch, told):
    channel = switch.customer_calls("13800000001", "400")
    switch.disconnect()
    switch.customer_hangs_up(channel)
    switch.advance(3_000)
    told.clear()
    switch.connect(told.append)
    assert [type(event) for event in told] == [e.SwitchConnected, e.LegEnded, e.InventoryTaken]
    assert (told[1].channel, told[1].ago_ms) == (channel, 3_000)


@pytest.mark.parametrize("gives_up", [True, False])
def test_a_caller_who_found_nobody_is_told_of_once_before_the_inventory(switch, told, gives_up):
    switch.disconnect()
    channel = switch.customer_calls("13800000001", "400")
    if gives_up:
        switch.customer_hangs_up(channel)
    switch.advance(RINGS_ON_MS)
    switch.connect(told.append)
    switch.connect(told.append)
    kinds = [type(event) for event in told if not isinstance(event, e.SwitchConnected)]
    assert kinds == [e.InventoryTaken, e.CallTurnedAway, e.InventoryTaken, e.InventoryTaken]


def test_the_tone_of_a_phone_that_rings_is_not_ended_by_an_order_to_end_music(switch):
    channel = switch.customer_calls("13800138000", "4008001234")
    switch.carry_out(answer(channel))
    switch.carry_out(c.StartMusic(node=switch.node, channel=channel, music="ringback"))
    switch.carry_out(c.StopMusic(node=switch.node, channel=channel))
    assert switch.channels[channel].music == "ringback"
    switch.carry_out(c.StopMusic(node=switch.node, channel=channel, music="ringback"))
    assert not switch.channels[channel].music
