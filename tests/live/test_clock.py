"""Two times: engine time goes on whatever is done to the clock; wall time follows it when it is sure."""

import pytest

from zuoxi.live.clock import CONFIRM_MS, LONGEST_GAP_MS, FloorClock, Mark, Readings

HOUR = 3_600_000
DAY = 24 * HOUR
START = 1_790_000_000_000


class Machine:
    """A computer whose clock can be set, which can sleep, and be started anew."""

    def __init__(self):
        self.wall, self.steady, self.boot = START, 500, "run-1"

    def goes_on(self, ms):
        self.wall += ms
        self.steady += ms

    def starts_anew(self, away_ms, steady=3_000):
        self.wall += away_ms
        self.steady, self.boot = steady, f"{self.boot}+"

    def clock(self, mark=None):
        return FloorClock(mark, Readings(lambda: self.wall, lambda: self.steady, lambda: self.boot))


def mark_of(clock):
    """What the journal of a process that is killed now would tell the next one."""
    steady, boot = clock.stamp()
    return Mark(now=clock.now(), offset=clock.offset, at=clock.now(), steady=steady, boot=boot)


def watch(machine, clock, ms):
    """Time passes, and the clock is looked at every 100 ms; how often the offset changed."""
    moved = 0
    for _ in range(ms // 100):
        machine.goes_on(100)
        moved += clock.look()
    return moved


def test_a_floor_that_has_never_run_begins_at_the_wall_clocks_moment():
    machine = Machine()
    clock = machine.clock()
    machine.goes_on(70)
    assert (clock.now(), clock.wall(), clock.offset) == (START + 70, START + 70, 0)


@pytest.mark.parametrize("step", [-HOUR, -3_000, 3_000, HOUR, DAY])
def test_setting_the_clock_moves_wall_time_and_leaves_engine_time_alone(step):
    machine = Machine()
    clock = machine.clock()
    machine.wall += step
    assert watch(machine, clock, 3 * CONFIRM_MS) == 1
    assert clock.now() == START + 3 * CONFIRM_MS
    assert clock.wall() == machine.wall
    assert clock.moved == step


def test_one_reading_a_day_ahead_changes_nothing():
    machine = Machine()
    clock = machine.clock()
    machine.wall += DAY
    assert not clock.look()
    machine.wall -= DAY
    assert watch(machine, clock, 5 * CONFIRM_MS) == 0
    assert (clock.wall(), clock.moved) == (machine.wall, 0)


def test_a_clock_that_wanders_is_followed_once_it_stands():
    machine = Machine()
    clock = machine.clock()
    for _ in range(5):
        machine.wall += HOUR
        assert watch(machine, clock, CONFIRM_MS // 2) == 0
    assert watch(machine, clock, 2 * CONFIRM_MS) == 1
    assert clock.wall() == machine.wall


def test_a_machine_that_slept_lets_nobody_down_and_stamps_right():
    """The steady clock does not count the sleep, so no deadline came meanwhile."""
    machine = Machine()
    clock = machine.clock()
    machine.wall += HOUR
    assert watch(machine, clock, 2 * CONFIRM_MS) == 1
    assert clock.now() == START + 2 * CONFIRM_MS
    assert clock.wall() == machine.wall


@pytest.mark.parametrize("step", [-DAY, -3_000, 0, 3_000, DAY])
def test_the_next_process_goes_on_exactly_whatever_the_clock_was_set_to_in_between(step):
    machine = Machine()
    first = machine.clock()
    machine.goes_on(10_000)
    mark = mark_of(first)
    machine.wall += step
    machine.goes_on(1_500)
    second = machine.clock(mark)
    assert second.now() == mark.now + 1_500
    assert second.wall() == machine.wall


def test_after_a_new_start_of_the_machine_the_wall_tells_how_long_it_was_away():
    machine = Machine()
    mark = mark_of(machine.clock())
    machine.starts_anew(90_000)
    clock = machine.clock(mark)
    assert (clock.now(), clock.wall()) == (mark.now + 90_000, machine.wall)


def test_a_machine_that_was_started_with_its_clock_behind_never_turns_engine_time_back():
    machine = Machine()
    mark = mark_of(machine.clock())
    machine.starts_anew(-8 * HOUR, steady=900_000)
    clock = machine.clock(mark)
    assert (clock.now(), clock.wall()) == (mark.now, machine.wall)


def test_a_machine_that_was_started_years_ahead_was_away_for_a_day_at_most():
    machine = Machine()
    mark = mark_of(machine.clock())
    machine.starts_anew(4_000 * DAY)
    clock = machine.clock(mark)
    assert (clock.now(), clock.wall()) == (mark.now + LONGEST_GAP_MS, machine.wall)


def test_a_journal_of_before_there_were_two_times_is_gone_on_from():
    machine = Machine()
    clock = machine.clock(Mark(now=START - 2_000, offset=0))
    assert (clock.now(), clock.offset) == (START, 0)
