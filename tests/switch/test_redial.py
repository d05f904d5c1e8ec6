"""A node that is lost is called again at once, then ever more slowly, each process at its own moment."""

import pytest

from zuoxi.switch.redial import Redial

REDIAL = Redial(first_s=0.5, most_s=3.0, steady_s=10.0)


def test_after_a_break_the_node_is_called_again_at_once():
    assert REDIAL.failed(4, lasted_s=10.0) == 0
    assert REDIAL.pause_s(0, draw=0.5) == 0.0


def test_the_pauses_grow_up_to_a_bound():
    assert [REDIAL.pause_s(failed, draw=0.0) for failed in (1, 2, 3, 4, 5)] == [0.5, 1.0, 2.0, 3.0, 3.0]
    assert REDIAL.pause_s(1_000_000, draw=0.0) == 3.0


@pytest.mark.parametrize(("draw", "pause"), [(0.0, 3.0), (0.5, 2.25), (1.0, 1.5)])
def test_two_processes_that_lost_one_node_do_not_return_together(draw, pause):
    assert REDIAL.pause_s(9, draw) == pause


def test_a_connection_that_breaks_again_soon_is_an_attempt_that_failed():
    assert REDIAL.failed(2, lasted_s=9.9) == 3
    assert REDIAL.failed(2, lasted_s=0.0) == 3
