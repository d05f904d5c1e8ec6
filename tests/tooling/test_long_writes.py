"""Whoever keeps others from writing for long is named, in the log and in health."""

import subprocess
import sys

import pytest
from django.db.utils import ConnectionHandler

from zuoxi.assembly.database import database
from zuoxi.assembly.health import TOO_LONG_MS, findings
from zuoxi.assembly.long_writes import ALLOWED_MS, DAY_MS, LongWrite, LongWrites, longest_of_the_day
from zuoxi.assembly.places import CHECKOUT
from zuoxi.assembly.sqlite import base
from zuoxi.kernel.clock import now_ms
from zuoxi.outbox.channel import Pong

WELL = Pong(id="p", now=5, epoch=2, switch={"house": True}, database=True)


class Writer:
    """A process with a file of its own, on a clock that goes on when the test says so."""

    def __init__(self, home, monkeypatch):
        self.home, self.now = home, 0
        self.long_writes = LongWrites()
        self.long_writes.keep("jobs", home)
        monkeypatch.setattr(base, "LONG_WRITES", self.long_writes)
        monkeypatch.setattr(base, "steady_ms", lambda: self.now)
        self.connection = ConnectionHandler({"default": database("", home)})["default"]
        self.run("CREATE TABLE thing (name TEXT)")

    def run(self, sql):
        with self.connection.cursor() as cursor:
            cursor.execute(sql)

    def writes(self, ms):
        """One transaction that holds the lock for so long."""
        self.connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        self.run("INSERT INTO thing VALUES ('one')")
        self.now += ms
        self.connection.commit()
        self.connection.set_autocommit(True)


@pytest.fixture
def writer(tmp_path, monkeypatch, django_db_blocker):
    with django_db_blocker.unblock():
        one = Writer(tmp_path, monkeypatch)
        yield one
        one.connection.close()


def test_a_transaction_that_is_short_enough_is_nobodys_concern(writer):
    writer.writes(ALLOWED_MS)
    assert longest_of_the_day(writer.home, now_ms()) is None


def test_the_longest_is_written_down_with_its_process_and_the_code_that_opened_it(writer, caplog):
    writer.writes(700)
    writer.writes(400)
    longest = longest_of_the_day(writer.home, now_ms())
    assert (longest.process, longest.ms) == ("jobs", 700)
    assert [record.args[1] for record in caplog.records if "long_write" in record.message] == [700, 400]


def test_the_code_that_is_named_is_ours_and_not_the_databases(writer, monkeypatch):
    monkeypatch.setitem(Writer.writes.__globals__, "__name__", "zuoxi.calls.services.facts")
    writer.writes(300)
    assert writer.long_writes.longest.by == "zuoxi.calls.services.facts:writes"


def test_a_statement_alone_is_a_transaction_too_and_the_wait_for_the_lock_is_none(writer, monkeypatch):
    def slowly(execute, sql, params, many, context):
        writer.now += 500
        return execute(sql, params, many, context)

    writer.connection.execute_wrappers.append(slowly)
    writer.run("SELECT * FROM thing")
    assert writer.long_writes.longest is None
    writer.run("DELETE FROM thing")
    assert writer.long_writes.longest.ms == 500


def test_a_longest_of_yesterday_makes_room_for_todays(writer):
    old = LongWrite(process="jobs", by="somebody", ms=9_000, at=now_ms() - DAY_MS - 1)
    writer.long_writes.longest = old
    writer.writes(300)
    assert longest_of_the_day(writer.home, now_ms()).ms == 300
    assert longest_of_the_day(writer.home, now_ms() + 2 * DAY_MS) is None


def test_a_process_that_starts_again_goes_on_with_the_longest_of_the_day(writer):
    writer.writes(700)
    next_one = LongWrites()
    next_one.keep("jobs", writer.home)
    assert next_one.longest == writer.long_writes.longest


def test_health_names_a_write_that_could_cost_a_permit():
    write = LongWrite(
        process="recorder", by="zuoxi.calls.services.facts:_in_one_go", ms=TOO_LONG_MS - 1, at=0
    )
    assert findings(WELL, 0, write) == ()
    (found,) = findings(WELL, 0, LongWrite(process="jobs", by="zuoxi.calls:tidy", ms=TOO_LONG_MS, at=0))
    assert (found.code, "zuoxi.calls:tidy" in found.zh, "zuoxi.calls:tidy" in found.en) == (
        "long_write",
        True,
        True,
    )


LOADED_BEFORE = """
import django, sys
django.setup()
import {module}
before = set(sys.modules)
from django.conf import settings
from django.utils.module_loading import import_string
import_string(settings.ZUOXI_HANDLERS)
print(len(set(sys.modules) - before))
"""


@pytest.mark.parametrize("module", ["zuoxi.assembly.recorder", "zuoxi.assembly.jobs", "zuoxi.assembly.asgi"])
def test_whoever_announces_has_loaded_the_listeners_before_his_first_transaction(module, tmp_path):
    """Loading them takes half a second, in which the first caller's end kept everybody from writing."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED_BEFORE.format(module=module)],
        cwd=CHECKOUT,
        env={"ZUOXI_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "zuoxi.assembly.settings", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "0"


def test_while_a_house_is_set_up_nobody_is_kept_waiting(writer):
    with writer.long_writes.nobody_waits():
        writer.writes(700)
    assert longest_of_the_day(writer.home, now_ms()) is None
    writer.writes(400)
    assert longest_of_the_day(writer.home, now_ms()).ms == 400
