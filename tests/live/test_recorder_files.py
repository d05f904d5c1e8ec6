"""Files of the journal go when they are recorded and no backup can need them."""

import errno
import os

from tests.live.double import TINY
from tests.live.shelf import Floor, Shelf
from tests.live.until import until
from zuoxi.live import keeping
from zuoxi.live.keeping import prune
from zuoxi.live.places import Part, journals
from zuoxi.live.snapshots import Snapshot, write_snapshot

LONG_AGO = 0


def test_files_go_only_when_they_are_recorded_and_two_snapshots_are_newer(tmp_path):
    floor = Floor(tmp_path)
    for _ in range(4):
        floor.calls(3)
        part = floor.journal.rotate(now=0)
        write_snapshot(tmp_path, part, Snapshot(floor.state, floor.number, 0), TINY)
    floor.sync()
    assert prune(tmp_path, Part(1, 1), LONG_AGO) == ([], [])
    assert len(list(tmp_path.glob("*.snapshot"))) == 2
    assert prune(tmp_path, Part(1, 3), LONG_AGO) == ([Part(1, 1), Part(1, 2)], [])
    assert prune(tmp_path, Part(1, 5), LONG_AGO) == ([Part(1, 3)], [])
    assert [part for part in journals(tmp_path) if part.journal(tmp_path).exists()] == [
        Part(1, 4),
        Part(1, 5),
    ]
    assert journals(tmp_path)[:3] == [Part(1, 1), Part(1, 2), Part(1, 3)]


def test_packed_files_go_when_no_backup_can_need_them(tmp_path):
    floor = Floor(tmp_path)
    for _ in range(4):
        floor.calls(3)
        part = floor.journal.rotate(now=0)
        write_snapshot(tmp_path, part, Snapshot(floor.state, floor.number, 0), TINY)
    floor.sync()
    os.utime(Part(1, 1).journal(tmp_path), (1_000, 1_000))
    packed, gone = prune(tmp_path, Part(1, 5), since=2_000_000)
    assert (packed, gone) == ([Part(1, 2), Part(1, 3)], [Part(1, 1)])


def test_on_a_full_disk_what_is_old_goes_although_nothing_can_be_packed(tmp_path, monkeypatch):
    floor = Floor(tmp_path)
    for _ in range(5):
        floor.calls(3)
        part = floor.journal.rotate(now=0)
        write_snapshot(tmp_path, part, Snapshot(floor.state, floor.number, 0), TINY)
    floor.sync()
    assert prune(tmp_path, Part(1, 2), LONG_AGO) == ([Part(1, 1)], [])
    for path in (Part(1, 1).packed(tmp_path), Part(1, 2).journal(tmp_path)):
        os.utime(path, (1_000, 1_000))

    def full(source, target, length):
        target.write(b"half of it")
        raise OSError(errno.ENOSPC, "no space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(keeping.shutil, "copyfileobj", full)
        assert prune(tmp_path, Part(1, 6), since=2_000_000) == ([], [Part(1, 1), Part(1, 2)])
    assert journals(tmp_path) == [Part(1, number) for number in (3, 4, 5, 6)]
    assert not list(tmp_path.glob("*.new"))
    assert prune(tmp_path, Part(1, 6), since=2_000_000) == ([Part(1, 3), Part(1, 4)], [])


def test_a_database_restored_from_yesterday_is_fed_the_day_again(tmp_path, started):
    floor, books = Floor(tmp_path), Shelf()
    for _ in range(4):
        floor.calls(5)
        part = floor.journal.rotate(now=0)
        write_snapshot(tmp_path, part, Snapshot(floor.state, floor.number, 0), TINY)
    floor.calls(5)
    recorder = started(books)
    until(lambda: len(books.facts) == 25)
    recorder.stop()
    prune(tmp_path, recorder.cursor.position.part, LONG_AGO)
    assert len(list(tmp_path.glob("*.gz"))) == 3
    yesterday = Shelf()
    yesterday.facts = books.facts[:7]
    started(yesterday)
    until(lambda: len(yesterday.facts) == 25)
    assert yesterday.facts == books.facts


def test_without_a_snapshot_nothing_is_deleted(tmp_path):
    floor = Floor(tmp_path).calls(3)
    floor.journal.rotate(now=0)
    assert prune(tmp_path, Part(1, 2), LONG_AGO) == ([], [])
