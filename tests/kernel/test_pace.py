"""The recorder's slices grow and shrink with the machine, so that nobody waits long behind one of them."""

from zuoxi.kernel.pace import AIM_MS, FIRST, Pace


def told(pace, speed, slices):
    """Write slices on a machine that writes `speed` facts in a millisecond; how long each held the lock."""
    held = []
    for _ in range(slices):
        ms = round(pace.size / speed)
        held.append(ms)
        pace.held(pace.size, ms)
    return held


def test_a_fast_machine_writes_many_at_once_but_never_more_than_allowed():
    pace = Pace(most=500)
    told(pace, speed=100, slices=10)
    assert pace.size == 500


def test_on_a_slow_machine_slices_become_as_small_as_they_must():
    pace = Pace(most=500)
    told(pace, speed=0.05, slices=6)
    assert pace.size == AIM_MS // 20


def test_a_machine_that_becomes_ten_times_slower_holds_the_lock_for_one_long_slice_only():
    pace = Pace(most=500)
    told(pace, speed=5, slices=20)
    held = told(pace, speed=0.5, slices=5)
    assert max(held[1:]) <= AIM_MS
    assert held[0] <= 10 * AIM_MS
    assert pace.longest_ms == max(held)


def test_one_fact_is_written_however_slow_the_machine_is():
    pace = Pace(most=500)
    told(pace, speed=0.001, slices=5)
    assert pace.size == 1


def test_a_small_slice_that_was_quick_does_not_make_the_next_one_huge():
    pace = Pace(most=500)
    pace.held(1, 0)
    assert pace.size == FIRST
