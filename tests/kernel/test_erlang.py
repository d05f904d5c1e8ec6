"""Erlang A agrees with its equations, with Erlang C at its edge, and with callers followed one by one."""

import heapq
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.kernel.erlang import ErlangA

HALLS = st.builds(
    ErlangA,
    agents=st.integers(1, 300),
    per_hour=st.floats(1, 5_000),
    talk_s=st.floats(5, 900),
    patience_s=st.floats(5, 3_600),
)


@given(HALLS)
def test_who_comes_is_answered_or_gives_up(hall):
    free, waiting = hall.states()

    assert math.fsum(free) + math.fsum(waiting) == pytest.approx(1)
    speaking = math.fsum(n * share for n, share in enumerate(free)) + hall.agents * math.fsum(waiting)
    assert speaking == pytest.approx(hall.load * (1 - hall.abandonment()), rel=1e-6, abs=1e-9)
    assert hall.utilisation() == pytest.approx(speaking / hall.agents, rel=1e-6, abs=1e-9)
    assert hall.service_level(1e9) == pytest.approx(1 - hall.abandonment(), abs=1e-6)
    assert hall.service_level(0) == pytest.approx(1 - hall.delayed())


@given(HALLS, st.floats(0, 600), st.floats(0, 600))
def test_more_are_answered_in_a_longer_time_and_by_more_agents(hall, one, other):
    shorter, longer = sorted((one, other))
    more = ErlangA(hall.agents + 1, hall.per_hour, hall.talk_s, hall.patience_s)

    assert hall.service_level(shorter) <= hall.service_level(longer) + 1e-9
    assert hall.service_level(shorter) <= more.service_level(shorter) + 1e-9
    assert more.abandonment() <= hall.abandonment() + 1e-9


def test_without_an_end_of_patience_it_is_erlang_c():
    """Ten agents, eight Erlang: 0.4092 of the callers wait, as the tables of Erlang C say."""
    hall = ErlangA(agents=10, per_hour=160, talk_s=180)

    assert hall.delayed() == pytest.approx(0.40918, abs=1e-5)
    assert hall.service_level(20) == pytest.approx(1 - 0.40918 * math.exp(-(10 - 8) * 20 / 180), abs=1e-5)
    assert hall.mean_wait_s() == pytest.approx(0.40918 * 180 / 2, abs=1e-2)
    assert hall.abandonment() == 0


def test_endless_patience_comes_near_to_it():
    patient = ErlangA(agents=10, per_hour=160, talk_s=180, patience_s=10_000_000)

    assert patient.service_level(20) == pytest.approx(ErlangA(10, 160, 180).service_level(20), abs=1e-3)


def test_a_single_agent_whose_callers_wait_as_long_as_he_talks_is_a_poisson_number_of_people():
    """Serving and giving up at equal rates: the number there is Poisson, whatever the number of agents."""
    hall = ErlangA(agents=3, per_hour=60, talk_s=240, patience_s=240)
    free, waiting = hall.states()

    for number, share in enumerate((*free, *waiting[:10])):
        assert share == pytest.approx(math.exp(-4) * 4**number / math.factorial(number))


def test_a_threshold_beyond_all_measure_small_is_none():
    hall = ErlangA(agents=1, per_hour=30, talk_s=60, patience_s=60)

    assert hall.service_level(5e-324) == pytest.approx(hall.service_level(0))


def test_a_queue_that_nobody_leaves_and_nobody_can_serve_has_no_figures():
    with pytest.raises(ValueError, match="nobody gives up"):
        ErlangA(agents=1, per_hour=30, talk_s=180).states()


def test_nobody_calls_and_nobody_waits():
    silent = ErlangA(agents=2, per_hour=0, talk_s=60, patience_s=60)

    assert (silent.service_level(20), silent.abandonment(), silent.utilisation()) == (1, 0, 0)


@pytest.mark.parametrize(
    ("agents", "per_hour", "talk_s", "patience_s"), [(5, 120, 180, 90), (40, 500, 300, 60)]
)
def test_callers_followed_one_by_one_fare_as_it_says(agents, per_hour, talk_s, patience_s):
    """Two hundred thousand callers with dice of their own; five standard errors of independent groups."""
    chance = random.Random(5)
    free_at = [0.0] * agents
    now, groups = 0.0, []
    for _ in range(200):
        fates = []
        for _ in range(1_000):
            now += chance.expovariate(per_hour / 3600)
            begins = max(now, free_at[0])
            reached = begins - now <= chance.expovariate(1 / patience_s)
            if reached:
                heapq.heapreplace(free_at, begins + chance.expovariate(1 / talk_s))
            fates.append(reached and begins - now <= 20)
        groups.append(sum(fates) / len(fates))
    mean = sum(groups) / len(groups)
    error = math.sqrt(sum((one - mean) ** 2 for one in groups) / (len(groups) - 1) / len(groups))

    expected = ErlangA(agents, per_hour, talk_s, patience_s).service_level(20)
    assert abs(mean - expected) < 5 * error
    assert error < 0.01
