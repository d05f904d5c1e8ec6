"""`kill -9` of a real live process at every write of its journal, with the switch going on."""

import asyncio
import contextlib
import shutil
import signal
import sqlite3
import sys

import msgspec
import pytest

from tests.live.child import Orders
from tests.live.double import TINY
from tests.live.far_switch import SwitchHost
from tests.live.until import soon
from tests.live.whole import steps
from zuoxi.live.recover import recover

FACTS = "SELECT epoch, seq FROM facts ORDER BY epoch, seq"


class Home:
    def __init__(self, path):
        self.path = path
        self.folder = path / "live" / "main"
        self.socket = path / "live.sock"

    async def start(self, die_at=0, how="after"):
        orders = Orders(home=str(self.path), die_at=die_at, how=how)
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.live.child", msgspec.json.encode(orders).decode()
        )

    def books(self):
        with contextlib.closing(sqlite3.connect(self.path / "books.sqlite3")) as database:
            return database.execute(FACTS).fetchall()

    def written(self):
        return [(fact.epoch, fact.seq) for step in steps(self.folder) for fact in step.facts]


async def scene(switch, process):
    """What customers do, whether or not a live process is there to see it; ends early when it dies."""
    await soon(lambda: switch._deliver is not None or process.returncode is not None, 20)
    a, b = switch.customer_calls("13800138000", "400"), switch.customer_calls("13800138001", "400")
    await soon(lambda: process.returncode is not None or len(switch.bridges) == 2)
    switch.presses(a, "123")
    switch.customer_hangs_up(a)
    await soon(lambda: process.returncode is not None or len(switch.bridges) == 1)
    switch.presses(b, "45")
    while process.returncode is None:  # until it comes to the write at which it dies
        await comes_and_goes(switch, process)


async def comes_and_goes(switch, process):
    """One more customer."""
    channel = switch.customer_calls("13800138003", "400")
    await soon(
        lambda: (
            process.returncode is not None or (channel in switch.channels and switch.channels[channel].bridge)
        )
    )
    switch.customer_hangs_up(channel)


FEW = [(1, "torn"), (2, "after"), (4, "after"), (5, "torn"), (6, "before"), (8, "after")]
MANY = [(at, how) for at in range(1, 20) for how in ("before", "torn", "after") if (at, how) not in FEW]


@pytest.mark.parametrize(
    ("die_at", "how"), [*FEW, *(pytest.param(*point, marks=pytest.mark.deep) for point in MANY)]
)
async def test_killed_at_a_write_nothing_is_lost_or_twice_and_what_was_ordered_is_done(tmp_path, die_at, how):
    home = Home(tmp_path)
    async with SwitchHost(tmp_path / "switch.sock") as switch:
        doomed = await home.start(die_at, how)
        await scene(switch, doomed)
        assert await doomed.wait() == -signal.SIGKILL
        await soon(lambda: switch._deliver is None)
        heir = await home.start()
        await soon(lambda: switch._deliver is not None and home.socket.exists(), 20)
        c = switch.customer_calls("13800138002", "400")
        await soon(lambda: c in switch.channels and switch.channels[c].bridge)
        state = recover_copy(home)
        for call in state.calls:
            if call in switch.channels:
                assert switch.channels[call].bridge == f"bridge-{call}"
        heir.send_signal(signal.SIGTERM)
        assert await heir.wait() == 0
    books, written = home.books(), home.written()
    assert [seq for _, seq in books] == list(range(1, len(books) + 1))
    assert written
    assert books[-len(written) :] == written


def recover_copy(home):
    """The state as the journal on the disk gives it (the heir runs: its files are only read)."""
    copy = home.path / "copy"
    shutil.copytree(home.folder, copy)
    return recover(copy, TINY).state


async def test_killed_while_the_database_is_locked_every_fact_comes_once_it_is_free(tmp_path):
    home = Home(tmp_path)
    async with SwitchHost(tmp_path / "switch.sock") as switch:
        first = await home.start()
        await soon(lambda: switch._deliver is not None, 20)
        before = switch.customer_calls("13800138000", "400")
        await soon(lambda: switch.channels[before].bridge)
        await soon(lambda: len(home.books()) == 2)
        lock = sqlite3.connect(tmp_path / "books.sqlite3", isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        during = switch.customer_calls("13800138001", "400")
        await soon(lambda: switch.channels[during].bridge)
        first.kill()
        await first.wait()
        await soon(lambda: switch._deliver is None)
        heir = await home.start()
        await soon(lambda: switch._deliver is not None, 20)
        later = switch.customer_calls("13800138002", "400")
        await soon(lambda: later in switch.channels and switch.channels[later].bridge)
        lock.execute("ROLLBACK")
        lock.close()
        await soon(lambda: len(home.books()) == 6)
        heir.send_signal(signal.SIGTERM)
        assert await heir.wait() == 0
    assert [seq for _, seq in home.books()] == [1, 2, 3, 4, 5, 6]
    assert [epoch for epoch, _ in home.books()] == [1, 1, 1, 1, 2, 2]
