"""The file of the database is moved away, or cannot be written: calls go on, and its facts wait for it."""

import os

import pytest

from tests.live.home import ACCESS, is_at_rest, talking
from tests.live.until import soon
from tests.outage.day import a_call, close_the_day, database_is

CALLS = "SELECT outcome, ended_by FROM calls_call ORDER BY started_at"
AS_EVERYBODY = ("setpriv", "--bounding-set", "-dac_override", "--inh-caps", "-dac_override")
"""Root that may write only what it is let write, as other users do."""


@pytest.fixture
def home(sqlite_home):
    if os.geteuid() == 0:
        sqlite_home.wrap = AS_EVERYBODY
    return sqlite_home


@pytest.fixture
def file(home):
    return home.path / "zuoxi.sqlite3"


@pytest.mark.parametrize("killed", [False, True], ids=["live-stays", "live-killed"])
async def test_a_file_that_is_moved_away_and_back_gets_all_its_facts(home, file, killed):
    aside = file.with_suffix(".aside")
    async with home.open() as (switch, robots):
        live = await home.start()
        await soon(lambda: is_at_rest(home, robots) and database_is(home, True), 30)
        early = switch.customer_calls("13800138000", ACCESS)
        await soon(lambda: talking(robots))
        file.rename(aside)
        if killed:
            live.kill()
            await live.wait()
            live = await home.start()
            await soon(lambda: robots.client.connected and talking(robots), 20)
        switch.customer_hangs_up(early)
        await soon(lambda: not robots.calls)
        await a_call(switch, robots, "13800138001")
        assert not file.exists()
        assert not killed or database_is(home, False)
        aside.rename(file)
        await soon(lambda: len(home.rows(CALLS)) == 2, 20)
        await close_the_day(home, switch, robots, live)
    assert home.rows(CALLS) == [("answered", "customer")] * 2


async def test_a_file_that_cannot_be_written_gets_its_facts_when_it_can(home, file):
    async with home.open() as (switch, robots):
        live = await home.start()
        await soon(lambda: is_at_rest(home, robots) and database_is(home, True), 30)
        live.terminate()
        assert await live.wait() == 0
        file.chmod(0o444)
        live = await home.start()
        await soon(lambda: robots.client.connected and is_at_rest(home, robots), 20)
        await a_call(switch, robots, "13800138000")
        await soon(lambda: database_is(home, False))
        assert home.rows(CALLS) == []
        file.chmod(0o600)
        await soon(lambda: len(home.rows(CALLS)) == 1, 20)
        await close_the_day(home, switch, robots, live)
    assert home.rows(CALLS) == [("answered", "customer")]
