import os
import threading

import pytest

from tests.live.shelf import Floor, Running, Shelf
from tests.live.until import until
from zuoxi.engine import events as e
from zuoxi.live.cursor import read_cursor
from zuoxi.live.places import Part, Position
from zuoxi.live.reading import facts_between
from zuoxi.live.recorder import GATHER_S, Recorder


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
