import errno
import os
import threading

import msgspec
import pytest

from tests.live.double import TINY
from tests.live.until import until
from zuoxi.engine import events as e
from zuoxi.live import keeping
from zuoxi.live.cursor import read_cursor
from zuoxi.live.envelopes import Origin, envelopes
from zuoxi.live.journal import Journal
from zuoxi.live.keeping import prune
from zuoxi.live.places import Part, Position, journals
from zuoxi.live.reading import facts_between
from zuoxi.live.recorder import GATHER_S, Recorder
from zuoxi.live.records import Step
from zuoxi.live.snapshots import Snapshot, write_snapshot

LONG_AGO = 0


class Away(Exception):
    """The database cannot be reached."""


class Shelf:
    """Books in memory that can be away, and that refuse what they are told to refuse."""

    def __init__(self):
        self.facts, self.batches, self.attempts = [], [], 0
        self.gone = False
        self.commits_then_breaks = False
        self.refused = set()
        self.open = 0

    def record(self, envelopes):
        self.attempts += 1
        self.open = 1
        if self.gone:
            raise Away
        for envelope in envelopes:
            if envelope.seq in self.refused:
                raise ValueError(f"fact {envelope.seq} cannot be folded")
        known = {(fact.epoch, fact.seq) for fact in self.facts}
        self.facts.extend(fact for fact in envelopes if (fact.epoch, fact.seq) not in known)
        self.batches.append(len(envelopes))
        if self.commits_then_breaks:
            self.commits_then_breaks = False
            raise Away
        return 1

    def last_recorded(self):
        self.attempts += 1
        if self.gone:
            raise Away
        return max(((fact.epoch, fact.seq) for fact in self.facts), default=(0, 0))

    def away(self, error):
        return isinstance(error, Away)

    def disconnect(self):
        self.open = 0

    @property
    def seqs(self):
        return [fact.seq for fact in self.facts]


class Floor:
    """A journal that calls arrive in."""

    def __init__(self, folder, epoch=1, state=None):
        self.folder = folder
        self.epoch = epoch
        self.state = state or TINY.empty()
        self.number = 0
        folder.mkdir(parents=True, exist_ok=True)
        self.journal = Journal(folder, "main", Part(epoch, 1), now=0, sync_ms=60_000)

    def calls(self, count):
        for _ in range(count):
            self.number += 1
            event = e.LegAnswered(node="house", channel=f"c{self.number}")
            self.state, commands = TINY.step(self.state, event, self.number)
            facts = envelopes(commands, event, Origin(floor="main", epoch=self.epoch, wall=self.number))
            self.write(event, facts)
        return self

    def write(self, event, facts):
        self.journal.append(
            Step(
                facts=facts,
                number=self.number,
                now=self.number,
                offset=0,
                event=event,
                orders=(),
                state=msgspec.Raw(b"{}"),
            )
        )

    def sync(self):
        self.journal.sync()
        return self


class Running(Recorder):
    """A recorder in a thread of this process."""

    def __init__(self, folder, books, batch=10):
        self.said = []
        super().__init__(folder, books, batch=batch, retry_ms=20, say=self.said.append)
        self._end = threading.Event()
        self._thread = threading.Thread(target=self.run, args=(self._end,), daemon=True)
        self._thread.start()

    def stop(self):
        self._end.set()
        self._thread.join(5)


@pytest.fixture
def started(tmp_path):
    """Recorders that are stopped at the end of the test."""
    running = []

    def start(books, batch=10):
        running.append(Running(tmp_path, books, batch))
        return running[-1]

    yield start
    for recorder in running:
        recorder.stop()


def test_all_facts_come_in_order_and_in_batches(tmp_path, started):
    _floor, books = Floor(tmp_path).calls(95).sync(), Shelf()
    recorder = started(books)
    until(lambda: len(books.facts) == 95)
    assert books.seqs == list(range(1, 96))
    assert max(books.batches) == 10
    assert recorder.database


class Moments(threading.Event):
    """A stop whose pauses are what happens in them; after the last it is set."""

    def __init__(self, *what):
        super().__init__()
        self._what = list(what)
        self.spans = []

    def wait(self, timeout=None):
        self.spans.append(timeout)
        if self._what:
            self._what.pop(0)()
        else:
            self.set()
        return self.is_set()


def test_what_comes_within_a_moment_is_one_transaction(tmp_path):
    floor, books = Floor(tmp_path).calls(1), Shelf()

    def three_calls():
        for _ in range(3):
            floor.calls(1)

    stop = Moments(three_calls)
    Recorder(tmp_path, books, batch=10, retry_ms=20).run(stop)
    assert books.batches == [1, 3]
    assert stop.spans == [GATHER_S, GATHER_S]


def test_who_is_behind_gathers_nothing(tmp_path):
    _floor, books = Floor(tmp_path).calls(35), Shelf()
    stop = Moments()
    Recorder(tmp_path, books, batch=10, retry_ms=20).run(stop)
    assert books.batches == [10, 10, 10, 5]
    assert stop.spans == [GATHER_S], "only when all of it is there"


def test_what_is_recorded_was_forced_to_the_disk_before(tmp_path, started, monkeypatch):
    floor, books = Floor(tmp_path).calls(1), Shelf()
    done, force, record = [], os.fdatasync, books.record
    monkeypatch.setattr(os, "fdatasync", lambda handle: (done.append("forced"), force(handle)))
    monkeypatch.setattr(books, "record", lambda facts: done.append("recorded") or record(facts))
    started(books)
    until(lambda: books.seqs == [1])
    floor.calls(1)
    until(lambda: books.seqs == [1, 2])
    assert done == ["forced", "recorded"] * 2


def test_half_a_line_waits_for_its_other_half(tmp_path, started):
    floor, books = Floor(tmp_path).calls(2), Shelf()
    path = Part(1, 1).journal(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    recorder = started(books)
    until(lambda: books.seqs == [1])
    path.write_bytes(whole)
    until(lambda: recorder.cursor.offset == len(whole))
    assert books.seqs == [1, 2]
    assert len(whole) == floor.journal.position.offset


def test_it_says_how_the_books_stand_and_how_much_waits(tmp_path, started):
    floor, books = Floor(tmp_path).calls(5), Shelf()
    recorder = started(books)
    until(lambda: recorder.said and recorder.said[-1].database)
    books.gone = True
    floor.calls(20)
    until(lambda: not recorder.said[-1].database)
    assert recorder.said[-1].waiting_bytes > 0
    books.gone = False
    until(lambda: recorder.said[-1].database and books.seqs == list(range(1, 26)))
    assert recorder.said[-1].longest_write_ms == 1


def test_a_database_that_is_away_is_tried_again_until_it_is_back_and_gets_each_fact_once(tmp_path, started):
    floor, books = Floor(tmp_path).calls(5).sync(), Shelf()
    recorder = started(books)
    until(lambda: len(books.facts) == 5)
    books.gone = True
    floor.calls(40).sync()
    tried = books.attempts
    until(lambda: books.attempts > tried + 3)
    assert not recorder.database
    assert books.open == 0
    floor.calls(40).sync()
    books.gone = False
    until(lambda: len(books.facts) == 85)
    assert books.seqs == list(range(1, 86))
    assert recorder.database


def test_a_transaction_that_broke_after_its_commit_is_not_recorded_twice(tmp_path, started):
    _floor, books = Floor(tmp_path).calls(30).sync(), Shelf()
    books.commits_then_breaks = True
    started(books)
    until(lambda: len(books.facts) == 30)
    assert books.seqs == list(range(1, 31))


def test_one_fact_that_cannot_be_recorded_holds_up_only_what_comes_after_it(tmp_path, started):
    _floor, books = Floor(tmp_path).calls(20).sync(), Shelf()
    books.refused = {8}
    recorder = started(books)
    until(lambda: len(books.facts) == 7 and not recorder.database)
    books.refused = set()
    until(lambda: len(books.facts) == 20)
    assert books.seqs == list(range(1, 21))


def test_the_next_process_goes_on_at_the_cursor(tmp_path):
    floor, books = Floor(tmp_path).calls(30).sync(), Shelf()
    first = Running(tmp_path, books)
    until(lambda: len(books.facts) == 30)
    first.stop()
    floor.calls(5).sync()
    books.batches.clear()
    second = Running(tmp_path, books)
    until(lambda: len(books.facts) == 35)
    second.stop()
    assert books.batches == [5]


@pytest.mark.parametrize("content", [None, b"", b'{"epoch":', b"nonsense"])
def test_a_lost_cursor_costs_time_but_no_fact(tmp_path, started, content):
    floor, books = Floor(tmp_path).calls(30).sync(), Shelf()
    recorder = started(books)
    until(lambda: len(books.facts) == 30)
    recorder.stop()
    cursor = tmp_path / "cursor"
    cursor.unlink() if content is None else cursor.write_bytes(content)
    floor.calls(5).sync()
    started(books)
    until(lambda: len(books.facts) == 35)
    assert books.seqs == list(range(1, 36))


def test_an_older_copy_of_the_database_gets_everything_that_is_still_here(tmp_path, started):
    _floor, books = Floor(tmp_path).calls(30).sync(), Shelf()
    recorder = started(books)
    until(lambda: len(books.facts) == 30)
    recorder.stop()
    del books.facts[12:]
    started(books)
    until(lambda: len(books.facts) == 30)
    assert books.seqs == list(range(1, 31))


def test_a_standby_that_took_over_and_had_not_heard_all_gets_the_rest_without_a_restart(tmp_path, started):
    floor, books = Floor(tmp_path).calls(30).sync(), Shelf()
    recorder = started(books)
    until(lambda: len(books.facts) == 30)
    books.gone = True
    floor.calls(5).sync()
    until(lambda: not recorder.database)
    del books.facts[22:]
    books.gone = False
    until(lambda: len(books.facts) == 35)
    assert books.seqs == list(range(1, 36))


def test_it_follows_from_part_to_part_and_from_epoch_to_epoch(tmp_path, started):
    floor, books = Floor(tmp_path).calls(12), Shelf()
    floor.journal.rotate(now=0)
    floor.calls(12)
    floor.journal.rotate(now=0)
    floor.journal.close()
    Floor(tmp_path, epoch=2, state=floor.state).calls(7).sync()
    recorder = started(books)
    until(lambda: len(books.facts) == 31)
    assert [(fact.epoch, fact.seq) for fact in books.facts] == [
        *((1, seq) for seq in range(1, 25)),
        *((2, seq) for seq in range(25, 32)),
    ]
    until(lambda: recorder.cursor.epoch == 2)


def test_a_damaged_line_does_not_keep_back_the_facts_behind_it(tmp_path, started):
    _floor, books = Floor(tmp_path).calls(10).sync(), Shelf()
    path = Part(1, 1).journal(tmp_path)
    data = path.read_bytes()
    at = data.index(b'"seq":4')
    path.write_bytes(data[:at] + b"X" + data[at + 1 :])
    started(books)
    until(lambda: len(books.facts) == 9)
    assert books.seqs == [1, 2, 3, 5, 6, 7, 8, 9, 10]


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


def test_an_event_that_brings_thousands_of_facts_is_recorded_in_slices(tmp_path, started):
    floor, books = Floor(tmp_path), Shelf()
    lines = Floor(tmp_path / "aside").calls(2_000).sync()
    facts = [fact for line, _ in facts_between(lines.folder, Position(1, 1, 0), None) for fact in line or ()]
    floor.write(e.TimePassed(), tuple(facts))
    floor.sync()
    started(books, batch=100)
    until(lambda: len(books.facts) == 2_000)
    assert max(books.batches) == 100


def test_facts_wait_in_files_not_in_memory(tmp_path, started):
    others = threading.active_count()
    floor, books = Floor(tmp_path), Shelf()
    books.gone = True
    recorder = started(books)
    floor.calls(2_000).sync()
    until(lambda: not recorder.database and books.attempts > 1)
    assert read_cursor(tmp_path).fact == (0, 0)
    books.gone = False
    until(lambda: len(books.facts) == 2_000)
    assert max(books.batches) <= 10
    assert threading.active_count() - others < 5
