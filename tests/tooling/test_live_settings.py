"""Every timer is a setting, and a setting that makes no sense is told by its name."""

from pathlib import Path

import pytest

from zuoxi.assembly.live_settings import live_settings, timers
from zuoxi.assembly.terminal import Trouble
from zuoxi.engine.config import Timers
from zuoxi.live.guesses import Brake


def test_every_timer_of_the_floor_can_be_set():
    for number, name in enumerate(Timers.__struct_fields__, 1):
        assert getattr(timers({f"ZUOXI_TIMER_{name.upper()}": str(number)}), name) == number


def test_what_is_not_set_stays_as_usual(tmp_path: Path):
    assert live_settings(tmp_path, {}).timers == Timers()


def test_how_long_journals_stay_and_what_room_they_keep_can_be_set(tmp_path: Path):
    told = {"ZUOXI_KEEP_JOURNALS_DAYS": "31", "ZUOXI_JOURNAL_RESERVE_MB": "5"}
    settings = live_settings(tmp_path, told)
    assert (settings.keep_journals_ms, settings.reserve_bytes) == (31 * 86_400_000, 5_000_000)
    assert live_settings(tmp_path, {}).keep_journals_ms == 8 * 86_400_000


def test_when_a_guesser_is_shut_out_and_for_how_long_can_be_set(tmp_path: Path):
    told = {"ZUOXI_GUESSES_PER_MINUTE": "5", "ZUOXI_SHUT_OUT_MINUTES": "60"}
    assert live_settings(tmp_path, told).brake == Brake(tries=5, out_ms=3_600_000)


@pytest.mark.parametrize("told", ["0", "soon", "-5", "1.5"])
def test_a_timer_that_is_no_span_is_refused_by_name(told):
    with pytest.raises(Trouble) as problem:
        timers({"ZUOXI_TIMER_RECONNECT_MS": told})
    assert "ZUOXI_TIMER_RECONNECT_MS" in problem.value.en and told in problem.value.zh


def test_a_timer_that_does_not_exist_is_refused():
    with pytest.raises(Trouble, match="ZUOXI_TIMER_COFFEE_MS"):
        timers({"ZUOXI_TIMER_COFFEE_MS": "1"})
