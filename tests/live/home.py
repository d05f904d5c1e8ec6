"""A home for live processes that come and go: real rules, real database; the switch is a fake outside."""

import asyncio
import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import uuid
from asyncio.subprocess import Process
from pathlib import Path
from typing import Any

import msgspec
import psycopg

from tests.live.child import How, Orders
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
    TrunkConfig,
)
from zuoxi.outbox.channel import socket_path

ACCESS = "4008001234"


def device_of(person: str) -> str:
    return str(uuid.uuid5(uuid.UUID(person), "device"))


def office(company: Company) -> FloorConfig:
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
        trunks=(
            TrunkConfig(
                id="carrier", node="house", endpoint="carrier", tenant=company.tenant, path=company.path
            ),
        ),
        agents=agents,
    )


def make_template(home: Path, **environment: str) -> Company:
    """A home with tables and a company, to be copied."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.live.seed"],
        env={**os.environ, **environment, "ZUOXI_HOME": str(home)},
        stdout=subprocess.PIPE,
        check=True,
    )
    company = msgspec.json.decode(made.stdout, type=Company)
    (home / "office.json").write_bytes(msgspec.json.encode(office(company)))
    return company


class Home:
    """A copy of the template, with live processes that come and go."""

    def __init__(self, template: tuple[Path, Company], path: Path, url: str = "") -> None:
        source, self.company = template
        self.path = path / "home"
        shutil.copytree(source, self.path)
        self.url = url
        """Of its PostgreSQL; empty: SQLite."""
        self.environment = {**os.environ, "ZUOXI_HOME": str(self.path), "ZUOXI_DATABASE_URL": url}
        self.wrap: tuple[str, ...] = ()
        """Put before the command of each process."""
        self.socket = socket_path(self.path)
        self.people = {person: device_of(person) for person in self.company.people}
        self.processes: list[Process] = []

    async def start(self, die_at: int = 0, how: How = "after") -> Process:
        """A live process; it kills itself at the `die_at`-th write to its journal."""
        orders = Orders(home=str(self.path), house=True, die_at=die_at, how=how)
        return await self.run(sys.executable, "-m", "tests.live.child", msgspec.json.encode(orders).decode())

    async def run(self, *command: str, **options: Any) -> Process:
        """Any other process of this home; it ends with the test."""
        process = await asyncio.create_subprocess_exec(*self.wrap, *command, env=self.environment, **options)
        self.processes.append(process)
        return process

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database says."""
        if self.url:
            with psycopg.connect(self.url) as server:
                return server.execute(query).fetchall()
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
    # the floor is at rest before the last of its orders have reached the switch
    await soon(lambda: not switch.bridges and not switch.recordings, 20)
    assert sorted(leg.target for leg in switch.channels.values()) == ["line-0", "line-1", "line-2"]
    assert not any(leg.bridge for leg in switch.channels.values())
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0
    home_books(home)


def home_books(home):
    """Every fact once and in order, nothing parked, every call with one end and phases that sum to it."""
    seqs = [seq for (seq,) in home.rows("SELECT seq FROM calls_fact ORDER BY epoch, seq")]
    assert seqs == list(range(1, len(seqs) + 1))
    assert home.rows("SELECT reason, detail FROM calls_parkedfact") == []
    types = """SELECT stream, SUM(CASE type WHEN 'CallStarted' THEN 1 ELSE 0 END),
                   SUM(CASE type WHEN 'CallEnded' THEN 1 ELSE 0 END),
                   SUM(CASE type WHEN 'AttemptEnded' THEN 1 ELSE 0 END) FROM calls_fact GROUP BY stream"""
    assert [row for row in home.rows(types) if row[1:] not in {(0, 0, 0), (1, 1, 0), (0, 0, 1)}] == []
    assert home.rows("SELECT COUNT(*) FROM calls_call WHERE ended_at IS NULL") == [(0,)]
    assert home.rows("SELECT COUNT(*) FROM calls_leg WHERE ended_at IS NULL") == [(0,)]
    sums = """SELECT c.duration_ms, SUM(p.ms) FROM calls_call c JOIN calls_callphase p ON p.call_id = c.id
              GROUP BY c.id"""
    assert [row for row in home.rows(sums) if row[0] != row[1]] == []


async def work(switch, robots, busy):
    """Customers come and go, agents hold, resume, mute and hang up, as long as `busy()` says so."""
    number = 0
    while busy():
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
