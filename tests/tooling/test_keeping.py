"""What is kept and for how long is a setting, and one that makes no sense is told by its name."""

import pytest
from django.db import OperationalError

from zuoxi.assembly.keeping import keeping, night
from zuoxi.assembly.terminal import Trouble
from zuoxi.assembly.upkeep import KEEPING_EVERY_MS, SPARE, Upkeep
from zuoxi.calls.selectors.keeping import Known
from zuoxi.kernel.calendars import Span
from zuoxi.live.spool import Quota, Room, judged
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


@pytest.fixture
def clock():
    return [0]


def upkeep_of(spool, clock, keeping=Known, quota=None, note=lambda state: None):
    return Upkeep(keeping, note, spool, quota or Quota(free_bytes=0), lambda: clock[0])


def books(database=True):
    return BooksState(database=database, waiting_bytes=0, longest_write_ms=0)


def test_the_recorder_says_how_the_keeping_is_and_asks_once_a_minute(tmp_path, clock):
    asked = []

    def archive():
        asked.append(clock[0])
        if len(asked) == 2:
            raise OperationalError
        return Known(archive="behind", stores_away="s3", lost=2)

    upkeep = upkeep_of(tmp_path, clock, archive)
    assert upkeep.beside(books(database=False)).archive == "" and not asked
    assert [upkeep.beside(books()).archive for _ in range(3)] == ["behind"] * 3
    said = upkeep.beside(books())
    assert (said.stores_away, said.lost) == ("s3", 2)
    clock[0] = KEEPING_EVERY_MS
    assert upkeep.beside(books()).archive == "behind", "what was known stays when it cannot be asked"
    assert upkeep.beside(books()).archive == "behind"
    assert asked == [0, KEEPING_EVERY_MS, KEEPING_EVERY_MS]


def test_the_recorder_says_when_the_spool_fills_is_full_and_has_room_again(tmp_path, clock):
    noted = []
    upkeep = upkeep_of(tmp_path, clock, quota=Quota(most_bytes=100 * 4_096, free_bytes=0), note=noted.append)

    def holds(blocks):
        (tmp_path / "a-in.wav").write_bytes(b"s" * 4_096 * blocks)
        said = upkeep.beside(books(database=False))
        assert said.spool_bytes >= 4_096 * blocks
        return said.spool

    states = [holds(blocks) for blocks in (10, 70, 85, 101, 95, 85, 10)]
    assert states == ["", "", "filling", "full", "full", "filling", ""]
    assert not noted, "the database was away"
    upkeep.beside(books())
    upkeep.beside(books())
    assert noted == [""], "each change once"
    upkeep._spool = tmp_path / "not there"
    assert upkeep.beside(books()).spool == "", "what was known stays"


def test_looking_at_a_spool_of_many_files_takes_a_small_part_of_the_time(tmp_path, clock, monkeypatch):
    looks = []

    def slow(spool):
        looks.append(clock[0])
        clock[0] += 300
        return Room(0, 10**12, 10**12)

    monkeypatch.setattr("zuoxi.assembly.upkeep.measure", slow)
    upkeep = upkeep_of(tmp_path, clock)
    while clock[0] < 60_000:
        upkeep.beside(books())
        clock[0] += 2_000
    assert 1 < len(looks) <= 60_000 / (SPARE * 300)


@pytest.mark.parametrize(
    ("room", "state"),
    [
        (Room(used=0, disk=1_000, free=900), ""),
        (Room(used=399, disk=1_000, free=300), ""),
        (Room(used=400, disk=1_000, free=300), "filling"),
        (Room(used=500, disk=1_000, free=300), "full"),
        (Room(used=0, disk=1_000, free=49), "full"),
        (Room(used=700, disk=10_000, free=5_000), "full"),
    ],
)
def test_the_spool_is_full_at_its_quota_its_part_of_the_disk_or_a_disk_that_others_filled(room, state):
    quota = Quota(most_bytes=700, disk_percent=50, free_bytes=50)
    assert judged(room, quota, "") == state


def test_what_the_spool_may_take_is_a_setting():
    told = {"ZUOXI_SPOOL_QUOTA_MB": "7", "ZUOXI_SPOOL_DISK_PERCENT": "9", "ZUOXI_JOURNAL_RESERVE_MB": "3"}
    assert keeping(told).spool == Quota(most_bytes=7_000_000, disk_percent=9, free_bytes=6_000_000)
    assert keeping({}).spool == Quota()
