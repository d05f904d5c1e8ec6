"""A live process that can be killed: `python -m tests.live.child <json of Orders>`.

It kills itself (SIGKILL, so that nothing is tidied up) at the `die_at`-th write to its journal.
"""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import django
import msgspec

from tests.live.double import TINY
from tests.live.far_switch import FarSwitch
from tests.live.lists import Lists
from tests.live.recording import recording
from zuoxi.engine.config import FloorConfig
from zuoxi.engine.facts import FactEnvelope
from zuoxi.live.main import run
from zuoxi.live.recorder import Books
from zuoxi.live.rules import house_rules
from zuoxi.live.settings import LiveSettings
from zuoxi.outbox.channel import socket_path

How = Literal["before", "torn", "after"]


class Orders(msgspec.Struct):
    home: str
    house: bool = False
    """With the real rules and the real database of ZUOXI_HOME; the configuration is in `office.json`."""
    die_at: int = 0
    how: How = "after"


class FileBooks:
    """Facts in a small SQLite file; `told` counts every telling, so that a repetition can be seen."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def record(self, envelopes: Sequence[FactEnvelope]) -> int:
        with sqlite3.connect(self._path, timeout=0.05) as database:
            database.executemany(
                "INSERT OR IGNORE INTO facts VALUES (?, ?, ?)",
                [(fact.epoch, fact.seq, fact.stream) for fact in envelopes],
            )
        return 0

    def last_recorded(self) -> tuple[int, int]:
        # The other process may be making the file in this moment, which nobody should take for an outage.
        with sqlite3.connect(self._path, timeout=10) as database:
            database.execute(
                "CREATE TABLE IF NOT EXISTS facts (epoch INT, seq INT, stream TEXT, UNIQUE (epoch, seq))"
            )
            found = database.execute("SELECT epoch, seq FROM facts ORDER BY epoch DESC, seq DESC LIMIT 1")
            return found.fetchone() or (0, 0)

    def away(self, error: Exception) -> bool:
        return isinstance(error, sqlite3.Error)

    def disconnect(self) -> None:
        """Nothing stays open."""


class Office:
    def __init__(self, file: Path) -> None:
        self._file = file

    def stamp(self) -> str:
        return "1"

    def build(self) -> FloorConfig:
        if not self._file.exists():
            return FloorConfig()
        return msgspec.json.decode(self._file.read_bytes(), type=FloorConfig)

    def disconnect(self) -> None:
        """Nothing stays open."""


class HouseOffice(Office):
    """It knows its configuration only while the database answers, as the real one does."""

    def stamp(self) -> str:
        from zuoxi.telephony.selectors import floor

        return floor.stamp()

    def disconnect(self) -> None:
        from django.db import connection

        connection.close()


class DeadlyWrite:
    """The journal's way to the disk, which ends the process at one write."""

    def __init__(self, at: int, how: str) -> None:
        self._left = at
        self._how = how

    def __call__(self, handle: int, data: bytes) -> int:
        self._left -= 1
        if self._left != 0:
            return os.write(handle, data)
        if self._how != "before":
            os.write(handle, data[: len(data) * 2 // 3] if self._how == "torn" else data)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("a killed process goes on")


async def main(orders: Orders) -> None:
    books: Books
    rules: Any
    home = Path(orders.home)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    settings = LiveSettings(
        reserve_bytes=4_096,
        home=home,
        socket=socket_path(home) if orders.house else home / "live.sock",
        sync_ms=5,
        record_retry_ms=50,
        snapshot_events=25,
    )
    switch = FarSwitch(home / "switch.sock")
    office = (HouseOffice if orders.house else Office)(home / "office.json")
    write = DeadlyWrite(orders.die_at, orders.how)
    if orders.house:
        books, rules = real_books(), house_rules()
    else:
        books, rules = FileBooks(home / "books.sqlite3"), TINY
    with recording(settings, books):
        await run(settings, rules, [switch], lambda: last_epoch(books), office, Lists(), stop, write=write)


def last_epoch(books: Books) -> int:
    try:
        return books.last_recorded()[0]
    finally:
        books.disconnect()


def real_books() -> Books:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zuoxi.assembly.settings")
    django.setup()
    from django.conf import settings

    from zuoxi.assembly.database import never_make

    never_make(settings.DATABASES["default"])
    from zuoxi.live.books import DjangoBooks

    return DjangoBooks("main")


if __name__ == "__main__":
    asyncio.run(main(msgspec.json.decode(sys.argv[1], type=Orders)))
