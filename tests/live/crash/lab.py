"""A house on a real Asterisk with a real carrier, whose live process is `zuoxi live`, and can be killed."""

import asyncio
import contextlib
import os
import secrets
import sqlite3
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from tests.live.crash.seed import ACCESS, Company, Robot, Wanted
from tests.live.robots import Robots
from tests.live.until import soon
from zuoxi.engine.view import CallView
from zuoxi.outbox.channel import ping_live, socket_path
from zuoxi.switch.asterisk.carrier import Carrier, CarrierSettings, Party
from zuoxi.switch.asterisk.carrier_robots import Registration
from zuoxi.switch.asterisk.config import write_config
from zuoxi.switch.asterisk.install import AsteriskProgram
from zuoxi.switch.asterisk.node import NodeSettings
from zuoxi.switch.asterisk.process import AsteriskProcess, connect_ami
from zuoxi.switch.tones import amplitude, tones_in

CUSTOMER_TONE, AGENT_TONES = 440, (840, 940)
TIMERS = {
    "ZUOXI_TIMER_RECONNECT_MS": "8000",
    "ZUOXI_TIMER_DESKTOP_GRACE_MS": "3000",
    "ZUOXI_TIMER_LINE_RETRY_MS": "300",
    "ZUOXI_TIMER_SETUP_TIMEOUT_MS": "4000",
    "ZUOXI_TIMER_SWITCH_GRACE_MS": "5000",
    "ZUOXI_TIMER_PATIENCE_MS": "60000",
    "ZUOXI_TIMER_DIAL_TIMEOUT_MS": "15000",
}


class Lab:
    """House, carrier and robots' phones; `start` and `kill` are the life and death of the live process."""

    def __init__(self, home: Path, program: AsteriskProgram, prompts: Path, addresses: list[str]) -> None:
        house, carrier, phones = addresses
        self.home = home
        self.node = NodeSettings(folder=home / "asterisk" / "house", prompts=prompts, address=house)
        lab = NodeSettings(
            folder=home / "asterisk" / "carrier", prompts=prompts, name="carrier", address=carrier
        )
        write_config(self.node, program)
        self.asterisk = AsteriskProcess(program, self.node)
        self.robot_phones = [
            Robot(user=f"agent-{number}", password=secrets.token_urlsafe(12))
            for number in range(len(AGENT_TONES))
        ]
        registrations = tuple(
            Registration(name=f"r{number}", user=phone.user, password=phone.password)
            for number, phone in enumerate(self.robot_phones)
        )
        self.carrier = Carrier(
            program,
            CarrierSettings(
                node=lab, house_address=house, phones_address=phones, registrations=registrations
            ),
        )
        self.environment = {
            **os.environ,
            **TIMERS,
            "ZUOXI_HOME": str(home),
            "ZUOXI_SWITCH_ADDRESS": house,
            "ZUOXI_CARRIER_ADDRESS": carrier,
            "ZUOXI_PHONES_ADDRESS": phones,
            "DJANGO_SETTINGS_MODULE": "zuoxi.assembly.settings",
        }
        self.socket = socket_path(home)
        self.log: Path | None = None
        """Where processes say what they do instead of a file of their own."""
        self.build: Path | None = None
        """The source tree that processes are started from; None: this one."""
        self.company = Company(agents={})
        self.robots: Robots
        self.live: asyncio.subprocess.Process
        self.recorder: asyncio.subprocess.Process
        self.jobs: asyncio.subprocess.Process | None = None
        """Only where a story has work for it."""

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator["Lab"]:
        """Everything runs, all agents are ready, nobody calls."""
        try:
            await asyncio.gather(self.asterisk.start(), self.carrier.start())
            for number, tone in enumerate(AGENT_TONES):
                await self.carrier.robot(f"r{number}", tone=tone)
            await self._seed(Wanted(robots=self.robot_phones, carrier=self.carrier.settings.node.address))
            self.recorder = await self._begin("recorder")
            await self.start()
            async with Robots(self.socket, self.company.agents) as self.robots:
                await soon(self.at_rest, 30)
                yield self
        finally:
            if hasattr(self, "live") and self.live.returncode is None:
                await self.kill()
            for part in ("recorder", "jobs"):
                process = getattr(self, part, None)
                if process is not None and process.returncode is None:
                    process.kill()
                    await process.wait()
            await asyncio.gather(self.asterisk.stop(), self.carrier.stop())

    async def phones_register(self) -> None:
        """The robots' phones register again, as phones do every few minutes."""
        for phone in self.robot_phones:
            await self.carrier.ami.action("PJSIPRegister", Registration=f"r-{phone.user}")

    # -- the live process ------------------------------------------------------------------------------

    async def start(self) -> None:
        """A live process takes the floor, and is there when this returns."""
        self.live = await self._begin("live")
        await soon(self._reaches_the_switch, 30)

    async def call_back(self) -> None:
        """The jobs process begins, and with it the calling back."""
        self.jobs = await self._begin("jobs")

    async def _begin(self, part: str) -> asyncio.subprocess.Process:
        with (self.log or self.home / f"{part}.log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "zuoxi",
                part,
                cwd=self.build,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    async def take_over(self, build: Path) -> None:
        """kill -9 of live and recorder; those of another release take their places."""
        self.recorder.kill()
        await self.recorder.wait()
        await self.kill()
        self.build = build
        self.recorder = await self._begin("recorder")
        await self.start()

    async def kill(self) -> None:
        """kill -9."""
        self.live.kill()
        await self.live.wait()
        await soon(lambda: not hasattr(self, "robots") or not self.robots.client.connected)

    async def stop(self) -> None:
        """A clean end, after which the books are complete."""
        for process in (self.live, self.recorder, self.jobs):
            if process is not None:
                process.terminate()
                assert await process.wait() == 0

    def _reaches_the_switch(self) -> bool:
        assert self.live.returncode is None, (self.home / "live.log").read_text()[-3000:]
        pong = ping_live(self.socket)
        return pong is not None and pong.switch == {"house": True}

    # -- what is seen ----------------------------------------------------------------------------------

    def told(self) -> list[tuple[str, str]]:
        """For a story that failed: the floor as people saw it, and what each process wrote."""
        seen = [repr(view) for view in (*self.robots.calls, *map(self.robots.agent, self.company.agents))]
        logs = [self.home / f"{part}.log" for part in ("live", "recorder", "jobs")]
        logs += sorted((self.home / "asterisk").rglob("*.log"))
        return [("floor", "\n".join(seen))] + [
            (str(log.relative_to(self.home)), log.read_text(errors="replace")) for log in logs if log.exists()
        ]

    def at_rest(self) -> bool:
        """No call, every agent ready with his line up."""
        agents = [self.robots.agent(person) for person in self.company.agents]
        free = all(a and a.connected and a.state == "ready" and a.line == "up" and not a.call for a in agents)
        return free and not self.robots.calls

    def call(self, phase: str = "") -> CallView | None:
        """The one call, when it is in this phase."""
        found = [call for call in self.robots.calls if not phase or call.phase == phase]
        return found[0] if found else None

    async def customer_calls(self, number: str = "13800138000") -> Party:
        return await self.carrier.customer_calls(number, ACCESS, tone=CUSTOMER_TONE)

    def heard_lately(self, party: Party) -> set[int]:
        """The agents' tones in the last half second of what somebody hears."""
        if not party.heard.exists():
            return set()
        raw = party.heard.read_bytes()[44:]
        tail = np.frombuffer(raw[: len(raw) // 2 * 2], "<i2")[-4000:].astype(np.float64) / 32768
        return {tone for tone in AGENT_TONES if amplitude(tail, 8_000, tone) > 0.02}

    async def channels(self) -> list[str]:
        """The ids of all channels that stand in the house's Asterisk."""
        ami = await connect_ami(self.node)
        try:
            return [channel["Uniqueid"] for channel in await ami.listing("CoreShowChannels")]
        finally:
            await ami.close()

    @property
    def phones(self) -> list[Party]:
        """Agents' phones that have been dialled, newest last."""
        return [party for party in self.carrier.parties if party.number.startswith("robot-")]

    async def nothing_stands(self) -> None:
        """No channel is left in Asterisk."""
        async with asyncio.timeout(10):
            while await self.channels():
                await asyncio.sleep(0.1)

    async def ring_for(self, seconds: int) -> None:
        """The robots let their phones ring so long before they answer."""
        for number, tone in enumerate(AGENT_TONES):
            await self.carrier.robot(f"r{number}", tone=tone, ring_s=seconds)

    # -- the books -------------------------------------------------------------------------------------

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with contextlib.closing(sqlite3.connect(self.home / "zuoxi.sqlite3", timeout=20)) as database:
            return database.execute(query).fetchall()

    async def finish(self) -> None:
        """All comes to rest, the process stops, and the books are whole."""
        await soon(self.at_rest, 30)
        await self.nothing_stands()
        await self.stop()
        seqs = [seq for (seq,) in self.rows("SELECT seq FROM calls_fact ORDER BY epoch, seq")]
        assert seqs == list(range(1, len(seqs) + 1))
        assert self.rows("SELECT reason, detail FROM calls_parkedfact") == []
        for table in ("calls_call", "calls_leg", "calls_segment"):
            assert self.rows(f"SELECT COUNT(*) FROM {table} WHERE ended_at IS NULL") == [(0,)]
        sums = """SELECT c.duration_ms, SUM(p.ms) FROM calls_call c JOIN calls_callphase p ON p.call_id = c.id
                  GROUP BY c.id"""
        wrong = [row for row in self.rows(sums) if row[0] != row[1]]
        assert not wrong, wrong

    def recorded(self) -> list[tuple[set[int], set[int]]]:
        """For each recording (customer's side, agent's side): whose tones are in it."""
        tones = (CUSTOMER_TONE, *AGENT_TONES)
        spool = self.home / "recordings" / "spool"
        ends = sorted(spool.glob("*-in.wav"))
        return [
            (set(tones_in(end, tones)), set(tones_in(end.with_name(end.name[:-6] + "out.wav"), tones)))
            for end in ends
        ]

    def kept(self) -> list[tuple[set[int], set[int]]]:
        """The same of recordings that the jobs process has stored."""
        tones, store = (CUSTOMER_TONE, *AGENT_TONES), self.home / "recordings" / "store"
        keys = self.rows("SELECT key FROM calls_recording WHERE key != '' ORDER BY id")
        return [
            (set(tones_in(store / key, tones, 0)), set(tones_in(store / key, tones, 1))) for (key,) in keys
        ]

    async def _seed(self, wanted: Wanted) -> None:
        made = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.live.crash.seed",
            msgspec.json.encode(wanted).decode(),
            env=self.environment,
            stdout=asyncio.subprocess.PIPE,
        )
        told, _ = await made.communicate()
        self.company = msgspec.json.decode(told, type=Company)
