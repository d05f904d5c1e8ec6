import errno
import os
import threading
from pathlib import Path

import msgspec
import pytest

from tests.live.until import until
from tests.live.whole import whole
from zuoxi import __version__
from zuoxi.engine.events import TimePassed
from zuoxi.engine.formats import FORMAT
from zuoxi.live.journal import Journal
from zuoxi.live.places import Part, journals
from zuoxi.live.records import Acted, Opened, Step, body_of, to_line

FIRST = Part(1, 1)


def make(folder, part=FIRST, **kwargs):
    return Journal(folder, "main", part, now=1, sync_ms=60_000, **kwargs)


def entry(number):
    return Step(
        facts=(), number=number, now=number, offset=0, event=TimePassed(), orders=(), state=msgspec.Raw(b"{}")
    )


def read(folder, part=FIRST):
    return whole(folder, part)


def test_what_was_appended_is_read_back_in_order(tmp_path):
    journal = make(tmp_path)
    journal.append(entry(1), Acted(number=1))
    journal.append(entry(2))
    journal.close()
    assert read(tmp_path) == (
        Opened(format=FORMAT, release=__version__, floor="main", epoch=1, part=1, at=1),
        entry(1),
        Acted(number=1),
        entry(2),
    )


def test_a_line_is_with_the_kernel_as_soon_as_append_returns(tmp_path):
    journal = make(tmp_path)
    journal.append(entry(1))
    assert read(tmp_path)[-1] == entry(1)
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
        assert read(tmp_path)[-1] == entry(1)


def test_a_changed_byte_in_a_line_is_noticed():
    line = to_line(entry(1))
    for at in range(len(line)):
        damaged = line[:at] + bytes([line[at] ^ 1]) + line[at + 1 :]
        assert body_of(damaged) is None
    assert body_of(line) == msgspec.json.encode(entry(1))


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
    assert read(tmp_path)[1:] == (entry(1), entry(3))
    assert FIRST.journal(tmp_path).read_bytes().endswith(b"\n")


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
    assert read(tmp_path)[1:] == (entry(1), entry(3))
    assert FIRST.journal(tmp_path).read_bytes().endswith(b"\n")


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
    assert read(tmp_path)[-1] == entry(1)


def test_short_writes_are_continued(tmp_path):
    journal = make(tmp_path, write=lambda handle, data: os.write(handle, data[:3]))
    journal.append(entry(1))
    journal.close()
    assert read(tmp_path)[-1] == entry(1)


def test_only_synced_lines_count_as_durable(tmp_path):
    journal = make(tmp_path)
    before = journal.durable
    journal.append(entry(1))
    assert journal.durable == before < journal.position
    journal.sync()
    assert journal.durable == journal.position
    journal.close()


def test_a_new_part_goes_on_where_the_old_one_ended_and_both_become_durable(tmp_path):
    journal = make(tmp_path)
    journal.append(entry(1))
    assert journal.rotate(now=5) == Part(1, 2)
    journal.append(entry(2))
    journal.close()
    assert journals(tmp_path) == [Part(1, 1), Part(1, 2)]
    assert read(tmp_path, Part(1, 1))[-1] == entry(1)
    assert read(tmp_path, Part(1, 2))[-1] == entry(2)
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


async def test_writing_does_not_happen_in_the_loops_thread(tmp_path):
    threads = set()

    def write(handle, data):
        threads.add(threading.current_thread().name)
        return os.write(handle, data)

    journal = make(tmp_path, write=write)
    threads.clear()
    await journal.write(entry(1), entry(2))
    assert read(tmp_path)[1:] == (entry(1), entry(2))
    assert threads == {"journal-write_0"}
    journal.close()


def test_a_part_that_could_not_be_forced_to_the_disk_is_tried_again_with_all_behind_it(tmp_path, monkeypatch):
    journal = make(tmp_path)
    journal.append(entry(1))
    journal.rotate(now=2)
    journal.append(entry(2))
    journal.rotate(now=3)
    forced, broken = [], [OSError(errno.EIO, "input/output error")]
    before = journal.durable

    def fsync(handle):
        if broken:
            raise broken.pop()
        forced.append(str(Path(f"/proc/self/fd/{handle}").readlink()))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="input/output"):
        journal.sync()
    assert journal.durable == before
    journal.sync()
    assert [name.rpartition("-")[2] for name in forced if ".journal" in name] == [
        "000001.journal.new",
        "000002.journal",
        "000003.journal",
    ]
    assert journal.durable == journal.position
    journal.close()


def test_what_failed_to_reach_the_disk_once_is_not_believed_to_be_there_before_it_is_written_again(
    tmp_path, monkeypatch
):
    """The kernel says an error once; what it could not write is lost, and the next call succeeds."""
    journal = Journal(tmp_path, "main", FIRST, now=1, sync_ms=5)
    journal.append(entry(1))
    until(lambda: journal.durable == journal.position)
    broken, real = [OSError(errno.EIO, "input/output error")], os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: _raise(broken.pop()) if broken else real(handle))
    journal.append(entry(2))
    until(lambda: journal.unsynced)
    assert journal.doubted
    for _ in range(3):
        with pytest.raises(OSError, match="a new part must begin"):
            journal.sync()
    journal.append(entry(3))
    assert journal.unsynced and journal.durable < journal.position
    old = (tmp_path / journal.path.name).stat().st_ino
    journal.rotate(now=2)
    until(lambda: not journal.unsynced)
    assert not journal.doubted and journal.durable == journal.position
    assert FIRST.journal(tmp_path).stat().st_ino != old, "it stands there as another file"
    assert read(tmp_path)[1:] == (entry(1), entry(2), entry(3))
    journal.close()


def test_a_full_disk_takes_the_reserve_and_the_journal_goes_on(tmp_path):
    size = 100_000
    room = tmp_path / "reserve"

    def write(handle, data):
        if room.exists():
            raise OSError(errno.ENOSPC, "no space left on device")
        return os.write(handle, data)

    journal = make(tmp_path, reserve=size)
    assert room.stat().st_blocks * 512 >= size
    assert journal.reserve.held
    journal._write = write
    journal.append(entry(1))
    assert read(tmp_path)[-1] == entry(1)
    assert not journal.reserve.held
    journal._write = os.write
    journal.rotate(now=2)
    assert journal.reserve.held, "there is room again"
    journal.close()


def test_only_a_full_disk_takes_the_reserve(tmp_path):
    def write(handle, data):
        raise OSError(errno.EIO, "input/output error")

    journal = make(tmp_path, reserve=1_000)
    journal._write = write
    with pytest.raises(OSError, match="input/output"):
        journal.append(entry(1))
    assert journal.reserve.held
    journal._write = os.write
    journal.close()


def _raise(error):
    raise error
