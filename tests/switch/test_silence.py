"""Who sends no sound any more has vanished; what was stopped or set meanwhile ends nobody's call."""

from zuoxi.switch.silence import Silence


def looks(silence: Silence, packets, times: int, elapsed_s: float = 2.5) -> float:
    for n in range(times):
        silent = silence.look("c", packets(n), elapsed_s)
    return silent


def test_who_sends_nothing_is_silent_for_as_long_as_it_was_looked():
    silence = Silence(longest_look_s=5)
    assert looks(silence, lambda n: 100, 5) == 10.0


def test_one_packet_is_life():
    silence = Silence(longest_look_s=5)
    looks(silence, lambda n: 100, 5)
    assert silence.look("c", 101, 2.5) == 0.0


def test_an_hour_in_which_nobody_could_look_counts_as_one_look():
    silence = Silence(longest_look_s=5)
    silence.look("c", 100, 2.5)
    assert silence.look("c", 100, 3_600) == 5


def test_who_is_on_hold_for_a_while_begins_anew():
    silence = Silence(longest_look_s=5)
    looks(silence, lambda n: 100, 4)
    silence.keep([])
    assert silence.look("c", 100, 2.5) == 0.0
