"""A switch that does without saying so, does not, or does late: after the next inventories all agree."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.test_with_switch import FOLLOWS, ADay, ADayOnTwoNodes
from zuoxi.engine import events
from zuoxi.switch.fake_faults import FAULTS, Fault, TurnedDown

LOSSES = tuple(fault for fault in FAULTS if not isinstance(fault, TurnedDown))
INVENTORIES_MS = 130_000
"""In this time each doubt is looked up, and everything that is done late has been done."""

deeds = st.sampled_from(
    ["calls", "answer", "hold", "resume", "hang up", "goes", "dial", "house calls", "told", "time"]
)


def do(day: ADay, deed: str) -> None:
    match deed:
        case "calls":
            day.centre.customer_calls()
        case "answer":
            day.everybody_asks(events.AnswerRequested)
        case "hold":
            day.everybody_asks(events.HoldRequested)
        case "resume":
            day.everybody_asks(events.ResumeRequested)
        case "hang up":
            day.everybody_asks(events.HangUpRequested)
        case "goes":
            day.somebody_goes(1, 0)
        case "dial":
            day.dial("li", "13800000009")
        case "house calls":
            day.the_house_calls("13800000009", FOLLOWS[1])
        case "told":
            day.the_house_calls("13800000009", FOLLOWS[2])
        case "time":
            day.time_passes(3_000)


def a_day_of_faults(steps: list[tuple[str, list[Fault]]], day: ADay) -> None:
    """Two agents, each on a node of his own where there are two; what goes wrong does so on each."""
    day.people_come([("li", 0), ("wang", 1)])
    for deed, faults in steps:
        for switch in day.centre.switches.values():
            switch.goes_wrong(*faults)
        do(day, deed)
    for switch in day.centre.switches.values():
        switch.nothing_goes_wrong()
    day.time_passes(INVENTORIES_MS)
    day.floor_and_switch_agree()


STEPS = st.lists(st.tuples(deeds, st.lists(st.sampled_from(LOSSES), max_size=3)), min_size=1, max_size=12)
USUAL = settings(deadline=None, suppress_health_check=list(HealthCheck))


@settings(USUAL, max_examples=40)
@given(STEPS)
def test_whatever_outcome_is_unknown_floor_and_switch_agree_after_the_next_inventories(steps):
    a_day_of_faults(steps, ADay())


@settings(USUAL, max_examples=40)
@given(STEPS)
def test_so_do_two_linked_switches(steps):
    a_day_of_faults(steps, ADayOnTwoNodes())


@pytest.mark.deep
@settings(USUAL, max_examples=2_000)
@given(STEPS)
def test_floor_and_switch_agree_for_long(steps):
    a_day_of_faults(steps, ADay())
    a_day_of_faults(steps, ADayOnTwoNodes())
