"""The age of what the switch tells: by its stamps, whatever its clock shows, and never older than an echo."""

import pytest

from zuoxi.switch.lag import LONGEST_RING_MS, Lag, came_at, rang, stamp_of


@pytest.fixture(params=[0, -3_600_000, 86_400_000, 1_764_000_000_000], ids=str)
def theirs(request):
    """What the switch's clock shows more than ours."""
    return request.param


@pytest.fixture
def lag(theirs) -> Lag:
    """A connection that was opened at 1,000 and has heard the echo that it asked for then."""
    made = Lag(1_000)
    made.echoed(1_000, 1_001 + theirs, 1_002)
    return made


def test_what_is_heard_at_once_happened_now(lag, theirs):
    assert lag.ago(5_000 + theirs, 5_000) == 0


def test_what_waited_while_we_were_stopped_has_its_true_age(lag, theirs):
    assert lag.ago(3_000 + theirs, 18_000) in range(14_998, 15_002)


def test_an_echo_that_waited_too_measures_nothing_new(lag, theirs):
    lag.echoed(2_000, 2_001 + theirs, 18_000)
    assert lag.ago(3_000 + theirs, 18_001) in range(14_998, 15_003)


def test_nothing_is_older_than_the_echo_before_it(lag, theirs):
    lag.echoed(9_000, 9_001 + theirs, 9_002)
    assert lag.ago(theirs - 50_000, 9_500) == 500


def test_a_clock_of_the_switch_that_is_set_costs_one_echo(lag, theirs):
    for moved in (3_600_000, -3_600_000):
        lag.echoed(9_000, 9_001 + theirs + moved, 9_002)
        assert lag.ago(9_400 + theirs + moved, 9_400) <= 2
        lag.echoed(9_000, 9_001 + theirs, 9_002)


def test_before_the_first_echo_and_without_a_stamp_everything_happens_now():
    assert Lag(1_000).ago(5_000, 9_000) == 0
    lag = Lag(1_000)
    lag.echoed(1_000, 1_001, 1_002)
    assert lag.ago(None, 9_000) == 0


def test_an_echo_of_an_earlier_connection_is_no_measure():
    lag = Lag(1_000)
    lag.echoed(500, 700_000, 1_002)
    assert lag.ago(5_000, 9_000) == 0


def test_both_interfaces_stamp():
    assert stamp_of({"timestamp": "2026-11-26T10:00:00.250+0800"}) == 1_795_658_400_250
    assert stamp_of({"Event": "ContactStatus", "Timestamp": "1795658400.250099"}) == 1_795_658_400_250


@pytest.mark.parametrize("odd", [{}, {"timestamp": "soon"}, {"timestamp": None}, {"Timestamp": "inf"}])
def test_an_odd_stamp_says_nothing(odd):
    assert stamp_of(odd) is None


def test_who_came_before_this_connection_was_opened_has_rung_since_then(lag, theirs):
    assert lag.rang(theirs - 4_000, 5_000) in range(8_998, 9_002)


def test_the_first_echo_compares_the_clocks_before_what_is_told_before_it_is_heard(theirs):
    lag = Lag(1_000)
    lag.compared(1_500, 1_501 + theirs, 1_502)
    assert lag.since(theirs - 4_000, 5_000) in range(8_998, 9_002)
    assert lag.ago(1_100 + theirs, 2_000) in range(898, 902), "it is older than the echo"


def test_how_long_he_rang_is_not_known_without_a_measured_clock():
    assert Lag(1_000).rang(500, 2_000) == 0
    assert rang(None, 2_000) == 0
    assert came_at({"creationtime": "yesterday"}) is None


@pytest.mark.parametrize("span", [-1, LONGEST_RING_MS + 1])
def test_a_clock_that_was_set_while_he_rang_counts_for_nothing(span):
    assert rang(10_000, 10_000 + span) == 0
