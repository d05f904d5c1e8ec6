"""What is kept and for how long is a setting, and one that makes no sense is told by its name."""

import pytest
from django.db import OperationalError

from zuoxi.assembly.keeping import keeping, night
from zuoxi.assembly.terminal import Trouble
from zuoxi.assembly.upkeep import ARCHIVE_EVERY_MS, Upkeep
from zuoxi.kernel.calendars import Span
from zuoxi.outbox.channel import BooksState


def test_a_year_of_facts_stays_in_the_database_unless_told_otherwise():
    assert keeping({}).archive_after_months == 12
    assert keeping({"ZUOXI_ARCHIVE_AFTER_MONTHS": "0"}).archive_after_months == 0


@pytest.mark.parametrize(
    ("told", "zone", "span"),
    [
        ("01:00-05:00", "Asia/Shanghai", Span(start=60, end=300)),
        ("22:30-04:00 Europe/Berlin", "Europe/Berlin", Span(start=1350, end=1680)),
        ("00:00-24:00 UTC", "UTC", Span(start=0, end=1440)),
    ],
)
def test_the_night_has_hours_and_a_zone(told, zone, span):
    hours = night(told)
    assert (hours.timezone, hours.weekly) == (zone, ((span,),) * 7)


@pytest.mark.parametrize(
    "told", ["late", "1-5", "25:00-26:00 UTC", "01:00-05:00 Moon/Crater", "01:00-05:00 /etc"]
)
def test_a_night_that_is_none_is_refused_by_name(told):
    with pytest.raises(Trouble) as problem:
        keeping({"ZUOXI_NIGHT": told})
    assert "ZUOXI_NIGHT" in problem.value.zh and told in problem.value.en


@pytest.mark.parametrize("told", ["-1", "year", "1.5"])
def test_an_age_that_is_no_number_is_refused_by_name(told):
    with pytest.raises(Trouble, match="ZUOXI_ARCHIVE_AFTER_MONTHS"):
        keeping({"ZUOXI_ARCHIVE_AFTER_MONTHS": told})


def test_the_recorder_says_how_the_archive_is_and_asks_once_a_minute():
    clock, asked = [0], []

    def archive():
        asked.append(clock[0])
        if len(asked) == 2:
            raise OperationalError
        return "behind"

    upkeep = Upkeep(archive, lambda: clock[0])
    away = BooksState(database=False, waiting_bytes=0, longest_write_ms=0)
    there = BooksState(database=True, waiting_bytes=0, longest_write_ms=0)
    assert upkeep.beside(away).archive == "" and not asked
    assert [upkeep.beside(there).archive for _ in range(3)] == ["behind"] * 3
    clock[0] = ARCHIVE_EVERY_MS
    assert upkeep.beside(there).archive == "behind", "what was known stays when it cannot be asked"
    assert upkeep.beside(there).archive == "behind"
    assert asked == [0, ARCHIVE_EVERY_MS, ARCHIVE_EVERY_MS]
