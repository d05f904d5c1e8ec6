import errno
import os

import pytest

from tests.live.until import until
from zuoxi.engine.events import TimePassed
from zuoxi.live.journal import Journal
from zuoxi.live.places import Part, journals
from zuoxi.live.reading import read_whole
from zuoxi.live.records import Acted, Input, Opened, from_line, to_line

FIRST = Part(1, 1)


def make(folder, part=FIRST, **kwargs):
    return Journal(folder, "main", part, now=1, sync_ms=60_000, **kwargs)


def entry(number):
    return Input(number=number, now=number, event=TimePassed())


def test_what_was_appended_is_read_back_in_order(tmp_path):
    journal = make(tmp_path)
    journal.append(entry(1), Acted(number=1))
    journal.append(entry(2))
    journal.close()
    assert read_whole(FIRST.journal(tmp_path)).records == (
        Opened(floor="main", epoch=1, part=1, at=1),
        entry(1),
        Acted(number=1),
        entry(2),
    )


def test_a_line_is_with_the_kernel_as_soon_as_append_returns(tmp_path):
    journal = make(tmp_path)
    journal.append(entry(1))
    assert read_whole(FIRST.journal(tmp_path)).records[-1] == entry(1)
    journal.close()


def test_every_way_of_tearing_the_last_line_costs_only_that_line(tmp_path):
    journal = make(tmp_path)
    journal.append(entry(1))
    whole_size = journal.position.offset
    journal.append(entry(2))
    journal.close()
    path = FIRST.journal(tmp_path)
    data = path.read_bytes()
    for size in range(whole_size, len(data)):
        path.write_bytes(data[:size])
        found = read_whole(path)
        assert found.records[-1] == entry(1)
        assert (found.end, found.torn) == (whole_size, size - whole_size)


def test_a_changed_byte_in_a_line_is_noticed():
    line = to_line(entry(1))
    for at in range(len(line)):
        damaged = line[:at] + bytes([line[at] ^ 1]) + line[at + 1 :]
        assert from_line(damaged) is None
    assert from_line(line) == entry(1)


def test_a_full_disk_leaves_no_half_line_behind(tmp_path):
    full = False

    def write(handle, data):
        if not full:
            return os.write(handle, data)
        os.write(handle, data[:7])
        raise OSError(errno.ENOSPC, "no space left on device")

    journal = make(tmp_path, write=write)
    journal.append(entry(1))
    full = True
    with pytest.raises(OSError, match="no space"):
        journal.append(entry(2))
    full = False
    journal.append(entry(3))
    journal.close()
    found = read_whole(FIRST.journal(tmp_path))
    assert (found.records[1:], found.torn) == ((entry(1), entry(3)), 0)


def test_half_a_line_that_could_not_be_cut_off_is_cut_off_before_the_next_one(tmp_path, monkeypatch):
    def write(handle, data):
        os.write(handle, data[:7])
        raise OSError(errno.EIO, "input/output error")

    def broken(handle, size):
        raise OSError(errno.EIO, "input/output error")

    journal = make(tmp_path)
    journal.append(entry(1))
    with monkeypatch.context() as disk:
        disk.setattr(journal, "_write", write)
        disk.setattr(os, "ftruncate", broken)
        for _ in range(2):
            with pytest.raises(OSError, match="input/output"):
                journal.append(entry(2))
    journal.append(entry(3))
    journal.close()
    found = read_whole(FIRST.journal(tmp_path))
    assert (found.records[1:], found.torn) == ((entry(1), entry(3)), 0)


def test_a_new_part_that_finds_no_room_leaves_nothing_behind_and_the_old_one_goes_on(tmp_path):
    full = False

    def write(handle, data):
        if full:
            raise OSError(errno.ENOSPC, "no space left on device")
        return os.write(handle, data)

    journal = make(tmp_path, write=write)
    full = True
    for _ in range(2):
        with pytest.raises(OSError, match="no space"):
            journal.rotate(now=0)
    full = False
    journal.append(entry(1))
    assert journal.part == FIRST
    assert journal.rotate(now=0).number == FIRST.number + 1
    journal.close()
    assert read_whole(FIRST.journal(tmp_path)).records[-1] == entry(1)


def test_short_writes_are_continued(tmp_path):
    journal = make(tmp_path, write=lambda handle, data: os.write(handle, data[:3]))
    journal.append(entry(1))
    journal.close()
    assert read_whole(FIRST.journal(tmp_path)).records[-1] == entry(1)


def test_only_synced_lines_count_as_durable_and_it_is_told(tmp_path):
    journal = make(tmp_path)
    told = []
    journal.when_durable(lambda: told.append(journal.durable))
    before = journal.durable
    journal.append(entry(1))
    assert journal.durable == before < journal.position
    journal.sync()
    assert told == [journal.position] == [journal.durable]
    journal.sync()
    assert len(told) == 1
    journal.close()


def test_a_new_part_goes_on_where_the_old_one_ended_and_both_become_durable(tmp_path):
    journal = make(tmp_path)
    journal.append(entry(1))
    assert journal.rotate(now=5) == Part(1, 2)
    journal.append(entry(2))
    journal.close()
    assert journals(tmp_path) == [Part(1, 1), Part(1, 2)]
    assert read_whole(Part(1, 1).journal(tmp_path)).records[-1] == entry(1)
    assert read_whole(Part(1, 2).journal(tmp_path)).records[-1] == entry(2)
    assert journal.durable == journal.position


def test_the_sync_thread_makes_lines_durable_by_itself(tmp_path):
    journal = Journal(tmp_path, "main", FIRST, now=1, sync_ms=5)
    journal.append(entry(1))
    until(lambda: journal.durable == journal.position)
    journal.close()


def test_an_existing_part_is_never_overwritten(tmp_path):
    make(tmp_path).close()
    with pytest.raises(FileExistsError):
        make(tmp_path)
