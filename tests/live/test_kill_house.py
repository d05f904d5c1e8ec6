"""`kill -9` in the middle of work: real rules, real database, real process; only the switch is a fake."""

import signal
import sqlite3

import pytest

from tests.live.home import ACCESS, Home, finish, is_at_rest, make_template, talking, work
from tests.live.replay import replay
from tests.live.until import soon
from zuoxi.live.recover import recover
from zuoxi.live.rules import house_rules


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template")
    return path, make_template(path)


@pytest.fixture
def home(template, tmp_path):
    return Home(template, tmp_path)


async def test_a_conversation_goes_on_through_a_kill_and_ends_with_a_complete_record(home):
    async with home.open() as (switch, robots):
        first = await home.start()
        await soon(lambda: is_at_rest(home, robots), 30)
        customer = switch.customer_calls("13800138000", ACCESS)
        await soon(lambda: talking(robots) and switch.recordings)
        (agent_channel,) = switch.hears(customer)
        (recording,) = switch.recordings
        first.kill()
        await first.wait()
        assert switch.hears(customer) == {agent_channel}
        assert recording in switch.recordings
        heir = await home.start()
        await soon(lambda: robots.client.connected and talking(robots), 20)
        assert switch.hears(customer) == {agent_channel}
        switch.customer_hangs_up(customer)
        await soon(lambda: not robots.calls)
        await finish(home, switch, robots, heir)
    assert home.rows("SELECT outcome, ended_by FROM calls_call") == [("answered", "customer")]
    assert home.rows("SELECT COUNT(*) FROM calls_recording") == [(1,)]


FEW = [(12, "torn"), (25, "after"), (33, "before"), (47, "after"), (60, "torn"), (90, "after")]
MANY = [(at, how) for at in range(5, 120, 3) for how in ("before", "torn", "after") if (at, how) not in FEW]


@pytest.mark.parametrize(
    ("die_at", "how"), [*FEW, *(pytest.param(*point, marks=pytest.mark.deep) for point in MANY)]
)
async def test_killed_in_the_middle_of_work_every_call_ends_once_and_nobody_is_stuck(home, die_at, how):
    async with home.open() as (switch, robots):
        doomed = await home.start(die_at, how)
        await work(switch, robots, lambda: doomed.returncode is None)
        assert doomed.returncode == -signal.SIGKILL
        heir = await home.start()
        await soon(lambda: robots.client.connected, 20)
        await finish(home, switch, robots, heir)
    folder = home.path / "live" / "main"
    written = recover(folder, house_rules())
    assert written.lost == ()
    assert house_rules().dump(replay(folder)) == house_rules().dump(written.state)


async def test_killed_twice_while_the_database_is_locked_no_fact_is_lost(home):
    async with home.open() as (switch, robots):
        first = await home.start()
        await soon(lambda: is_at_rest(home, robots), 30)
        lock = sqlite3.connect(home.path / "zuoxi.sqlite3", isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        process = first
        for number in range(2):
            customer = switch.customer_calls(f"1380013800{number}", ACCESS)
            await soon(lambda: talking(robots))
            switch.customer_hangs_up(customer)
            await soon(lambda: not robots.calls)
            process.kill()
            await process.wait()
            await soon(lambda: switch._deliver is None)
            process = await home.start()
            await soon(lambda: robots.client.connected and is_at_rest(home, robots), 20)
        lock.execute("ROLLBACK")
        lock.close()
        await soon(lambda: home.rows("SELECT COUNT(*) FROM calls_call") == [(2,)])
        await finish(home, switch, robots, process)
    assert home.rows("SELECT outcome FROM calls_call") == [("answered",), ("answered",)]
