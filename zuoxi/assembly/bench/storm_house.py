"""The four storms, one after another, over one floor."""

import asyncio
import json
import os
import sys
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from django.core.management import call_command
from django.db import connection

from zuoxi.assembly.bench.calls_agents import Agents
from zuoxi.assembly.bench.calls_house import floor_config
from zuoxi.assembly.places import CHECKOUT
from zuoxi.calls.selectors import sums
from zuoxi.compliance.services import lists
from zuoxi.kernel.clock import to_datetime, utc_now
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.services.setup import set_up
from zuoxi.outbox.channel import Touch, ping_live, socket_path, touch_live

LIVE, RECORDER = ("zuoxi.assembly.bench.storm_floor",), ("zuoxi", "recorder")
PATIENCE_S, REST_S = 400.0, 3.0
Figures = dict[str, Any]


class Weather:
    """One floor with its recorder, and the orders to the world around it."""

    def __init__(self, folder: Path, agents: int) -> None:
        self._folder = folder
        self.socket = socket_path(folder)
        self.config, self.actor = _company(agents)
        (folder / "floor.json").write_bytes(msgspec.json.encode(self.config))

    async def begin(self) -> None:
        self._log = (self._folder / "storm.log").open("w")
        self._live = await self._start(*LIVE, talk=True)
        await self.recorder_comes()

    async def recorder_comes(self) -> None:
        self._recorder = await self._start(*RECORDER)

    async def recorder_goes(self) -> None:
        self._recorder.kill()
        await self._recorder.wait()

    async def end(self) -> None:
        assert self._live.stdin is not None
        self._live.stdin.close()
        for part in (self._live, self._recorder):
            with suppress(ProcessLookupError):
                part.terminate()
            await part.wait()
        self._log.close()

    async def order(self, do: str, **values: Any) -> Figures:
        assert self._live.stdin is not None and self._live.stdout is not None
        self._live.stdin.write(json.dumps({"do": do, **values}).encode() + b"\n")
        async with asyncio.timeout(PATIENCE_S):
            answer: Figures = json.loads(await self._live.stdout.readline())
        return answer

    async def standing(self, bridges: int) -> None:
        """Wait for so many conversations."""
        async with asyncio.timeout(PATIENCE_S):
            while (await self.order("figures"))["bridges"] < bridges:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.2)

    async def settled(self) -> Figures:
        """Wait until all callers have gone and everything is recorded; what came of it."""
        async with asyncio.timeout(PATIENCE_S):
            while not await self._quiet():  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.2)
        figures, found = await self.order("figures"), await asyncio.to_thread(_records)
        whole, _, doubled = found
        pong = await asyncio.to_thread(ping_live, self.socket)
        return {
            "loop_p99_ms": figures["loop_p99_ms"],
            "loop_max_ms": figures["loop_max_ms"],
            "longest_write_ms": pong.longest_write_ms if pong else -1,
            "lost": figures["placed"] - whole,
            "doubled": doubled,
            "calls": figures["placed"],
        }

    async def _quiet(self) -> bool:
        """Nobody calls any more, and nothing more came into the books for some seconds."""
        figures = await self.order("figures")
        if figures["coming"] or figures["standing"]:
            return False
        before = await asyncio.to_thread(_records)
        await asyncio.sleep(REST_S)
        return await asyncio.to_thread(_records) == before

    async def _start(self, *module: str, talk: bool = False) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            *module,
            cwd=CHECKOUT,
            env=os.environ,
            stdin=asyncio.subprocess.PIPE if talk else None,
            stdout=asyncio.subprocess.PIPE if talk else self._log,
            stderr=self._log,
        )


async def weather(folder: Path, agents: int, listed: int, behind: int) -> dict[str, Figures]:
    """Storm -> its figures."""
    world = await asyncio.to_thread(Weather, folder, agents)
    await world.begin()
    try:
        async with Agents(folder, world.config):
            return {
                "death": await death(world, agents),
                "list": await long_list(world, listed),
                "restart": await restart(world),
                "behind": await recorder_behind(world, behind),
            }
    finally:
        await world.end()


async def death(world: Weather, conversations: int) -> Figures:
    """A node dies with everybody in conversation."""
    await world.order("calls", count=conversations, per_s=100, talk_ms=120_000)
    await world.standing(conversations)
    await world.order("forget")
    await world.order("dies")
    return await world.settled()


async def long_list(world: Weather, numbers: int) -> Figures:
    """A company bars so many numbers at once, while people call."""
    await world.order("calls", count=100, per_s=10, talk_ms=3_000)
    await world.order("forget")
    await asyncio.to_thread(_bar, world.actor, numbers)
    touch = Touch(what="blacklist", tenant=str(world.actor.who.tenant_id))
    await asyncio.to_thread(touch_live, world.socket, touch)
    return await world.settled()


async def restart(world: Weather) -> Figures:
    """The live process is restarted five times under ten calls a second."""
    await world.order("calls", count=300, per_s=10, talk_ms=3_000)
    await world.order("forget")
    for _ in range(5):
        await asyncio.sleep(5)
        await world.order("restart")
    return await world.settled()


async def recorder_behind(world: Weather, calls: int) -> Figures:
    """The recorder was away for so many calls, and takes them up while more come."""
    await world.recorder_goes()
    await world.order("calls", count=calls, per_s=50, talk_ms=3_000)
    await asyncio.sleep(calls / 50)
    await world.order("calls", count=100, per_s=10, talk_ms=3_000)
    await world.order("forget")
    await world.recorder_comes()
    return await world.settled()


def _company(agents: int) -> tuple[Any, Actor]:
    call_command("migrate", interactive=False, verbosity=0)
    person = set_up("Bench", "Bench", "bench", uuid.uuid4().hex, now=utc_now())
    config = floor_config(str(person.tenant_id), str(person.org_unit.path), agents, "127.0.0.1")
    connection.close()
    return config, Actor(person=person, now=utc_now())


def _bar(actor: Actor, numbers: int) -> None:
    lists.blacklist_many(actor, [f"138{number:08}" for number in range(numbers)], "bench")
    connection.close()


def _records() -> tuple[int, int, int]:
    """Whole call records, facts, and how many facts are there twice."""
    calls = sums.finished(to_datetime(0))
    facts = sums.facts_of("main")
    connection.close()
    return sum(1 for call in calls if call.whole), facts.count, facts.doubled
