"""`kill -9` in the middle of work: real rules, real database, real process; only the switch is a fake."""

import asyncio
import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import uuid

import msgspec
import pytest

from tests.live.child import Orders
from tests.live.far_switch import SwitchHost
from tests.live.robots import Robots
from tests.live.seed import Company
from tests.live.until import soon
from zuoxi.engine import events as e
from zuoxi.engine.config import (
    AccessNumberConfig,
    AgentConfig,
    DeviceConfig,
    FloorConfig,
    QueueConfig,
    QueueGroup,
    ServiceLineConfig,
    SkillGroupConfig,
    Timers,
)
from zuoxi.engine.facts import FactEnvelope
from zuoxi.live.envelopes import Origin, envelopes
from zuoxi.live.places import journals
from zuoxi.live.reading import read_whole
from zuoxi.live.records import Facts, Input
from zuoxi.live.rules import house_rules
from zuoxi.live.snapshots import read_snapshot

ACCESS = "4008001234"


def device_of(person):
    return str(uuid.uuid5(uuid.UUID(person), "device"))


def office(company):
    """The company's floor with spans that let a test wait for fractions of a second."""
    agents = tuple(
        AgentConfig(
            person_id=person,
            tenant=company.tenant,
            path=company.path,
            name=f"Agent {number}",
            number=f"100{number}",
            groups=((company.group, 1),),
            devices=(DeviceConfig(id=device_of(person), kind="webrtc", endpoint=f"line-{number}"),),
        )
        for number, person in enumerate(company.people)
    )
    queue = QueueConfig(
        id=company.queue,
        tenant=company.tenant,
        path=company.path,
        name="队列",
        groups=(QueueGroup(group_id=company.group),),
        wrap_up_ms=50,
        ring_timeout_ms=3_000,
    )
    number = AccessNumberConfig(
        number=ACCESS,
        tenant=company.tenant,
        path=company.path,
        service_line=ServiceLineConfig(id=company.line, name="热线"),
        queue_id=company.queue,
    )
    return FloorConfig(
        version=1,
        timers=Timers(line_retry_ms=100, reconnect_ms=3_000, desktop_grace_ms=2_000, setup_timeout_ms=2_000),
        skill_groups=(SkillGroupConfig(id=company.group, name="一组"),),
        queues=(queue,),
        access_numbers=(number,),
        agents=agents,
    )


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A home with tables and a company, made once."""
    home = tmp_path_factory.mktemp("template")
    made = subprocess.run(
        [sys.executable, "-m", "tests.live.seed"],
        env={**os.environ, "ZUOXI_HOME": str(home)},
        stdout=subprocess.PIPE,
        check=True,
    )
    company = msgspec.json.decode(made.stdout, type=Company)
    (home / "office.json").write_bytes(msgspec.json.encode(office(company)))
    return home, company


class Home:
    """A copy of the template, with live processes that come and go."""

    def __init__(self, template, path):
        source, self.company = template
        self.path = path / "home"
        shutil.copytree(source, self.path)
        self.socket = self.path / "live.sock"
        self.people = {person: device_of(person) for person in self.company.people}
        self.processes = []

    async def start(self, die_at=0, how="after"):
        orders = Orders(home=str(self.path), house=True, die_at=die_at, how=how)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.live.child",
            msgspec.json.encode(orders).decode(),
            env={**os.environ, "ZUOXI_HOME": str(self.path)},
        )
        self.processes.append(process)
        return process

    def rows(self, query):
        with contextlib.closing(sqlite3.connect(self.path / "zuoxi.sqlite3")) as database:
            return database.execute(query).fetchall()

    @contextlib.asynccontextmanager
    async def open(self):
        async with (
            SwitchHost(self.path / "switch.sock") as switch,
            Robots(self.socket, self.people) as robots,
        ):
            for number in range(len(self.people)):
                switch.device_registers(f"line-{number}")
            try:
                yield switch, robots
            finally:
                for process in self.processes:
                    if process.returncode is None:
                        process.kill()
                        await process.wait()


@pytest.fixture
def home(template, tmp_path):
    return Home(template, tmp_path)


def talking(robots):
    return [call for call in robots.calls if call.phase == "talk"]


def is_at_rest(home, robots):
    agents = [robots.agent(person) for person in home.people]
    return not robots.calls and all(agent and agent.state == "ready" and not agent.call for agent in agents)


async def finish(home, switch, robots, process):
    """All customers hang up; the floor comes to rest and the books are complete."""
    for channel in [leg.id for leg in switch.channels.values() if leg.party == "customer"]:
        switch.customer_hangs_up(channel)
    await soon(lambda: is_at_rest(home, robots), 20)
    assert sorted(leg.target for leg in switch.channels.values()) == ["line-0", "line-1", "line-2"]
    assert not any(leg.bridge for leg in switch.channels.values())
    assert not switch.bridges
    assert not switch.recordings
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0
    home_books(home)


def home_books(home):
    """Every fact once and in order, nothing parked, every call with one end and phases that sum to it."""
    seqs = [seq for (seq,) in home.rows("SELECT seq FROM calls_fact ORDER BY epoch, seq")]
    assert seqs == list(range(1, len(seqs) + 1))
    assert home.rows("SELECT reason, detail FROM calls_parkedfact") == []
    types = "SELECT stream, SUM(type='CallStarted'), SUM(type='CallEnded') FROM calls_fact GROUP BY stream"
    assert {(s, e) for _, s, e in home.rows(types)} <= {(0, 0), (1, 1)}
    assert home.rows("SELECT COUNT(*) FROM calls_call WHERE ended_at IS NULL") == [(0,)]
    assert home.rows("SELECT COUNT(*) FROM calls_leg WHERE ended_at IS NULL") == [(0,)]
    sums = """SELECT c.duration_ms, SUM(p.ms) FROM calls_call c JOIN calls_callphase p ON p.call_id = c.id
              GROUP BY c.id"""
    assert [row for row in home.rows(sums) if row[0] != row[1]] == []


def replay(home):
    """The journal of the whole story once more: state after each part, and facts, as they were written."""
    rules, folder = house_rules(), home.path / "live" / "main"
    state, checked = rules.empty(), 0
    made: tuple[FactEnvelope, ...] = ()
    for part in journals(folder):
        if part.snapshot(folder).exists():
            kept = read_snapshot(folder, part, rules).state
            if part != journals(folder)[0]:
                assert rules.dump(state) == rules.dump(kept)
                checked += 1
            state = kept
        for record in read_whole(part.journal(folder)).records:
            match record:
                case Input(event=event, now=now):
                    state, commands = rules.step(state, event, now)
                    origin = Origin(floor="main", epoch=part.epoch, now=now)
                    made = envelopes(commands, event, origin)
                case Facts(facts=facts):
                    assert made == facts
    return checked


async def work(switch, robots, process):
    """Customers come and go, agents hold, resume, mute and hang up, until the process is dead."""
    number = 0
    while process.returncode is None:
        number += 1
        if len(robots.calls) < 5 and robots.views:
            switch.customer_calls(f"138{number:08d}", ACCESS)
        if len(talking(robots)) >= 2 and number % 3 == 0:
            customers = [leg for leg in switch.channels.values() if leg.party == "customer"]
            switch.customer_hangs_up(customers[number % len(customers)].id)
        for turn, call in enumerate(robots.calls):
            if call.agent and (number + turn) % 4 == 0:
                await do_something(robots, call, number)
        if number % 17 == 0:
            switch.device_unregisters("line-0")
            switch.device_registers("line-0")
        await asyncio.sleep(0.02)


async def do_something(robots, call, number):
    """What an agent may do in a conversation; being refused does no harm."""
    if call.phase == "hold":
        await robots.ask(e.ResumeRequested, call.agent, call=call.id)
    elif call.phase == "talk" and number % 5 == 0:
        await robots.ask(e.HangUpRequested, call.agent, call=call.id)
    elif call.phase == "talk" and number % 3 == 0:
        await robots.ask(e.MuteRequested, call.agent, call=call.id, muted=not call.muted)
    elif call.phase == "talk":
        await robots.ask(e.HoldRequested, call.agent, call=call.id)


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
        await work(switch, robots, doomed)
        assert doomed.returncode == -signal.SIGKILL
        heir = await home.start()
        await soon(lambda: robots.client.connected, 20)
        await finish(home, switch, robots, heir)
    assert replay(home) >= 1


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
