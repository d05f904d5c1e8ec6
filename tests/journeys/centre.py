"""A whole centre to tell stories in: all processes of `zuoxi serve`, two Asterisks, robots at the phones."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp

from tests.company import PASSWORD
from zuoxi.assembly.check.desk import Line, Person, Refused
from zuoxi.assembly.check.trial import Trial, trial
from zuoxi.assembly.places import CHECKOUT, cache
from zuoxi.assembly.sample import mark_sample
from zuoxi.assembly.serve.switches import pid_file
from zuoxi.switch.asterisk.carrier import Carrier, CarrierSettings, Party
from zuoxi.switch.asterisk.install import install_asterisk
from zuoxi.switch.asterisk.node import NodeSettings
from zuoxi.switch.asterisk.process import connect_ami
from zuoxi.switch.asterisk.prompts import make_prompts

ACCESS_NUMBER = "4008001234"


class Centre:
    """The running centre, and the carrier's customers around it."""

    def __init__(self, running: Trial, devices: dict[str, str], carrier: Carrier) -> None:
        self.trial = running
        self.devices = devices
        self.carrier = carrier

    @contextlib.asynccontextmanager
    async def person(self, name: str) -> AsyncIterator[Person]:
        """Somebody of the company, signed in by HTTP."""
        async with Person(self.trial.centre.url) as person:
            await person.call("GET", "/api/session")  # gives the CSRF cookie
            await person.call("POST", "/api/session", {"username": f"{name}@north", "password": PASSWORD})
            yield person

    @contextlib.asynccontextmanager
    async def at_work(self, person: Person, name: str = "agent") -> AsyncIterator[Line]:
        """An agent's page: signed in at the phone, ready; signed out at the end."""
        line = await self.page(person)
        await line.do("sign_in", device=self.devices[f"{name}@north"], takeover=True)
        await line.until(lambda: line.seen("agent"), "own agent")
        await line.do("ready")
        await line.agent_is("ready")
        try:
            yield line
        finally:
            await line.close()
            await self.send_home(person)

    async def send_home(self, person: Person) -> None:
        """End an agent's shift, whatever he is doing."""
        line = await self.page(person)
        if line.seen("agent"):
            # a page may only end the call of a session that it holds
            await line.do("sign_in", device=line.seen("agent")[0]["device"], takeover=True)
            for call in line.seen("call"):
                with contextlib.suppress(Refused):
                    await line.do("hang_up", call=call["id"])
            await line.until(lambda: not line.seen("call"), "the end of the call")
            await line.do("sign_out")
        await line.close()

    async def page(self, person: Person, desktop: str = "", topic: str = "desk") -> Line:
        """A page of this person, as soon as the web process answers; it follows `topic`."""
        async with asyncio.timeout(20):
            while True:
                try:
                    line = await person.line(desktop)
                    break
                except aiohttp.ClientError:
                    await asyncio.sleep(0.05)
        await line.watch(topic)
        return line

    async def customer_calls(self, number: str) -> Party:
        """A customer dials the centre."""
        return await self.carrier.customer_calls(number, ACCESS_NUMBER)

    def kill(self, part: str) -> None:
        """End a process of the centre without a word: web, live (not its younger stand-in), jobs, or
        house (its Asterisk)."""
        os.kill(self._pid(part), signal.SIGKILL)

    async def calls(self, person: Person, **filters: str) -> list[dict[str, Any]]:
        """The call list, newest first."""
        query = "&".join(f"{name}={value}" for name, value in filters.items())
        found: list[dict[str, Any]] = (await person.call("GET", f"/api/calls?{query}"))["items"]
        return found

    async def call_record(self, person: Person, number: str, *, stored: bool = True) -> dict[str, Any]:
        """The finished call with a customer; `stored`: with its recordings stored and checked."""
        found: list[dict[str, Any]] = []
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(20):
                while True:
                    found = await self.calls(person, q=number)
                    for call in found:
                        settled = all(recording["state"] == "verified" for recording in call["recordings"])
                        if call["ended_at"] and (settled or not stored):
                            return call
                    await asyncio.sleep(0.1)
        raise AssertionError(f"no finished record of a call with {number}: {found}")

    async def is_recorded(self) -> None:
        """Wait until the switch writes the conversation that is up: both parties are joined then."""
        spool = self.trial.home / "recordings" / "spool"
        async with asyncio.timeout(15):
            while not list(spool.glob("*.wav")):
                await asyncio.sleep(0.05)

    async def channels(self) -> int:
        """How many channels stand in the house's Asterisk."""
        ami = await connect_ami(_node(self.trial, "house", self.trial.centre.addresses.house))
        try:
            return len(await ami.listing("CoreShowChannels"))
        finally:
            await ami.close()

    def _pid(self, part: str) -> int:
        if part == "house":
            return int(pid_file(self.trial.home, part).read_text())
        children = Path(f"/proc/{self.trial.pid}/task/{self.trial.pid}/children").read_text().split()
        for child in children:
            if part in Path(f"/proc/{child}/cmdline").read_text().split("\0"):
                return int(child)
        raise AssertionError(f"{part} does not run")


def _node(running: Trial, name: str, address: str) -> NodeSettings:
    return NodeSettings(
        folder=running.home / "asterisk" / name, prompts=make_prompts(cache()), name=name, address=address
    )


@contextlib.asynccontextmanager
async def centre(timers: dict[str, str]) -> AsyncIterator[Centre]:
    """A centre with a company in it, up and running. `timers`: ZUOXI_TIMER_… settings."""
    async with trial(environment={"PYTHONPATH": str(CHECKOUT), **timers}) as running:
        places = running.centre.addresses
        running.home.mkdir(parents=True, exist_ok=True)
        await running.zuoxi("manage", "migrate", "-v0")
        devices = json.loads(await _seed(running, places.carrier))
        mark_sample(running.home)
        await running.start()
        settings = CarrierSettings(
            node=_node(running, "carrier", places.carrier),
            house_address=places.house,
            phones_address=places.phones,
        )
        carrier = Carrier(install_asterisk(cache()), settings)
        await carrier.attach()
        try:
            for name in ("agent", "stranger"):
                await carrier.robot(name)
            yield Centre(running, devices, carrier)
        finally:
            await carrier.detach()


async def _seed(running: Trial, carrier: str) -> bytes:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.journeys.seed", carrier),
        cwd=CHECKOUT,
        env=running.environment,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    assert process.returncode == 0
    return out
