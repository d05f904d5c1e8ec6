"""`kill -9` in the middle of work: real rules, real database, real process; only the switch is a fake."""

import signal
import sqlite3
import uuid

import pytest

from tests.live.home import ACCESS, Home, finish, is_at_rest, make_template, talking, work
from tests.live.replay import replay
from tests.live.until import soon
from zuoxi.engine import events as e
from zuoxi.engine.commands import DialCustomer
from zuoxi.engine.gate import DialPermit
from zuoxi.live.recover import recover
from zuoxi.live.rules import house_rules
from zuoxi.switch.fake_parts import Answers


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


async def house_calls(home, robots, number, **follows):
    """The house calls a customer by itself."""
    permit = DialPermit(
        attempt=str(uuid.uuid4()),
        call=str(uuid.uuid4()),
        tenant=home.company.tenant,
        path=home.company.path,
        person="",
        number=number,
        caller_id=ACCESS,
        trunk="carrier",
        service_line=home.company.line,
        service_line_name="热线",
        expires_at=2_000,
    )
    assert await robots.ask(e.CustomerFirstRequested, "", permit=permit, **follows) == "ok"


RINGS_MS = {"reaching": 1_500}
"""How long his phone rings in a story."""


@pytest.mark.parametrize("state", ["reaching", "greeting", "queued", "announcing"])
async def test_killed_while_the_house_calls_a_customer_he_is_called_once_and_served(home, state):
    number, prompts = "13911112222", ("sorry", "goodbye")
    queue = {"queue": home.company.queue} if state != "announcing" else {}
    said = {"prompts": prompts} if state in ("greeting", "announcing") else {}
    async with home.open() as (switch, robots):
        switch.when_dialled(number, Answers(after_ms=RINGS_MS.get(state, 100)))
        first = await home.start()
        await soon(lambda: is_at_rest(home, robots), 30)
        if state == "queued":
            robots.idle = set(home.people)
            for person in home.people:
                assert await robots.ask(e.NotReadyRequested, person, reason="rest") == "ok"
        await house_calls(home, robots, number, **queue, **said)
        await soon(lambda: [call.state for call in robots.calls] == [state], 20)
        first.kill()
        await first.wait()
        assert [leg.target for leg in switch.channels.values() if leg.party == "callee"] == [number]
        heir = await home.start()
        await soon(lambda: robots.client.connected, 20)
        robots.idle = set()
        if queue:
            await soon(lambda: talking(robots), 20)
            (callee,) = [leg.id for leg in switch.channels.values() if leg.party == "callee"]
            switch.customer_hangs_up(callee)
        await soon(lambda: not robots.calls, 20)
        dialled = [one for one in switch.commands if isinstance(one, DialCustomer)]
        assert len(dialled) == 1, "nobody is called twice"
        await finish(home, switch, robots, heir)
    assert home.rows("SELECT direction, outcome FROM calls_call") == [("outbound", "answered")]


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
