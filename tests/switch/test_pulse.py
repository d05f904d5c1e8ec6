"""Life is whatever is heard; a way that carries nothing is deaf; while we were stopped nothing was missed."""

import pytest

from zuoxi.switch.pulse import Pulse


@pytest.fixture
def pulse() -> Pulse:
    return Pulse(("events", "ami"), silence_s=4, deaf_s=10, look_s=1)


def looks(pulse: Pulse, times: int) -> str:
    for _ in range(times):
        if wrong := pulse.look(1):
            return wrong
    return ""


def test_a_node_of_which_nothing_is_heard_is_silent(pulse):
    assert looks(pulse, 4) == ""
    assert pulse.look(1) == "silent"


def test_any_byte_is_life(pulse):
    for _ in range(9):
        pulse.heard()
        assert pulse.look(1) == ""


@pytest.mark.parametrize(("well", "deaf"), [("events", "ami"), ("ami", "events")])
def test_a_way_whose_echo_stays_out_is_deaf_although_the_node_lives(pulse, well, deaf):
    wrong = ""
    for _ in range(11):
        pulse.echoed(well)
        wrong = wrong or pulse.look(1)
    assert wrong == deaf


def test_it_says_how_long_nothing_was_heard_which_is_nothing_while_there_is_life(pulse):
    assert looks(pulse, 5) == "silent" and pulse.silent_ms == 5_000
    pulse.heard()
    assert pulse.silent_ms == 0


def test_while_we_were_stopped_ourselves_nobody_was_silent(pulse):
    assert pulse.look(3_600) == ""
    pulse.heard()
    assert looks(pulse, 4) == ""
