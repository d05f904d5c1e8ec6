"""Each leg ends once, nobody arrives twice, and what never was is not kept."""

import pytest

from zuoxi.engine.events import ChannelSeen
from zuoxi.switch.ari_inventory import Inventory
from zuoxi.switch.legs import Legs


@pytest.fixture
def legs() -> Legs:
    return Legs("house")


def told(kind: str, channel: str, **more):
    return {"type": kind, "channel": {"id": channel}, **more}


def arrival(channel: str):
    return told("StasisStart", channel, args=["customer", "carrier", "400"])


def shown(*channels: ChannelSeen) -> Inventory:
    return Inventory(channels=channels, bridges=(), boot="boot")


CALLER = ChannelSeen(channel="c", state="ringing", direction="inbound", ours=True)


def test_a_caller_whom_an_inventory_has_shown_does_not_arrive_a_second_time(legs):
    assert legs.compare(shown(CALLER)).channels == (CALLER,)
    assert not legs.begin(arrival("c"))


def test_a_caller_whose_arrival_is_about_to_be_told_is_not_in_the_inventory(legs):
    assert legs.compare(shown(CALLER), arriving=["c"]).channels == ()
    assert legs.begin(arrival("c"))


def test_who_has_ended_is_shown_by_no_inventory_and_does_not_arrive(legs):
    legs.begin(arrival("c"))
    assert legs.end(told("StasisEnd", "c"))
    assert legs.compare(shown(CALLER)).channels == ()
    assert not legs.begin(arrival("c"))
    assert legs.end(told("StasisEnd", "c")) is None


def test_it_is_known_of_an_end_whether_we_had_taken_the_call(legs):
    for channel, taken in (("c", True), ("d", False)):
        legs.begin(arrival(channel))
        if taken:
            legs.taken(channel)
        assert legs.end(told("StasisEnd", channel))[1] is not taken


def test_a_leg_that_asterisk_would_not_make_is_not_kept(legs):
    legs.dialled("x")
    legs.never_was("x")
    assert not len(legs)


def test_a_leg_that_two_inventories_do_not_show_never_was(legs):
    legs.dialled("x")
    legs.compare(shown())
    assert "x" in legs, "its end may be on the way"
    legs.compare(shown())
    assert not len(legs)


def test_the_cause_of_our_own_hanging_up_is_the_one_that_was_ordered(legs):
    legs.begin(arrival("c"))
    legs.ordered("c", 17)
    ended, _ = legs.end(told("StasisEnd", "c"))
    assert ended.cause == 17
