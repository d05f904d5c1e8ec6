"""PostgreSQL crashes and comes back while people talk: calls go on, each fact is written once, in order."""

import asyncio

import pytest

from tests.live.home import ACCESS, is_at_rest, talking, work
from tests.live.until import soon
from tests.outage.day import a_call, close_the_day, database_is, for_seconds

pytestmark = pytest.mark.postgres

CALLS = "SELECT outcome, ended_by FROM calls_call ORDER BY started_at"
SPANS = [pytest.param(0.5, id="short"), pytest.param(30, id="thirty-seconds", marks=pytest.mark.deep)]


@pytest.fixture
def home(postgresql_home):
    return postgresql_home


@pytest.mark.parametrize("seconds", SPANS)
@pytest.mark.parametrize("killed", [False, True], ids=["live-stays", "live-killed"])
async def test_calls_go_on_without_postgresql_and_their_facts_are_written_when_it_is_back(
    home, cluster, killed, seconds
):
    async with home.open() as (switch, robots):
        live = await home.start()
        await soon(lambda: is_at_rest(home, robots) and database_is(home, True), 30)
        early = switch.customer_calls("13800138000", ACCESS)
        await soon(lambda: talking(robots) and switch.recordings)
        await soon(lambda: home.rows("SELECT 1 FROM calls_call WHERE answered_at IS NOT NULL"))
        (agent_channel,) = switch.hears(early)
        cluster.stop()
        if killed:
            live.kill()
            await live.wait()
            assert switch.hears(early) == {agent_channel}
            live = await home.start()
            await soon(lambda: robots.client.connected and talking(robots), 20)
        assert switch.hears(early) == {agent_channel}
        switch.customer_hangs_up(early)
        await soon(lambda: not robots.calls)
        await a_call(switch, robots, "13800138001")
        going_on = for_seconds(seconds)
        made = 2
        while going_on():
            await a_call(switch, robots, f"1380013801{made % 10}")
            made += 1
        assert database_is(home, False)
        cluster.start()
        await soon(lambda: len(home.rows(CALLS)) == made, 20)
        await close_the_day(home, switch, robots, live)
    assert home.rows(CALLS) == [("answered", "customer")] * made


async def test_crashes_in_the_middle_of_work_lose_no_fact_and_write_none_twice(home, cluster):
    async with home.open() as (switch, robots):
        live = await home.start()
        await soon(lambda: is_at_rest(home, robots) and database_is(home, True), 30)
        busy = True
        working = asyncio.create_task(work(switch, robots, lambda: busy))
        for _ in range(3):
            known = home.rows("SELECT COUNT(*) FROM calls_fact")
            await soon(lambda known=known: home.rows("SELECT COUNT(*) FROM calls_fact") > known)
            await asyncio.to_thread(cluster.stop)
            await soon(lambda: database_is(home, False))
            await asyncio.to_thread(cluster.start)
            await soon(lambda: database_is(home, True))
        busy = False
        await working
        await close_the_day(home, switch, robots, live)


async def test_a_house_is_opened_while_postgresql_is_away(home, cluster):
    async with home.open() as (switch, robots):
        live = await home.start()
        await soon(lambda: is_at_rest(home, robots) and database_is(home, True), 30)
        live.terminate()
        assert await live.wait() == 0
        cluster.stop()
        live = await home.start()
        await soon(lambda: robots.client.connected and is_at_rest(home, robots), 20)
        await a_call(switch, robots, "13800138000")
        assert database_is(home, False)
        live.terminate()
        assert await live.wait() == 0
        live = await home.start()
        await soon(lambda: robots.client.connected and is_at_rest(home, robots), 20)
        await a_call(switch, robots, "13800138001")
        cluster.start()
        await soon(lambda: len(home.rows(CALLS)) == 2, 20)
        await close_the_day(home, switch, robots, live)
    assert home.rows(CALLS) == [("answered", "customer")] * 2
