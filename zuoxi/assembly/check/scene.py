"""The scene of the self-test: the sample company, a robot agent with a phone, customers at the carrier."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from zuoxi.assembly.check.desk import Line, Person, Refused
from zuoxi.assembly.check.trial import Trial, TrialFailed
from zuoxi.assembly.places import cache
from zuoxi.switch.asterisk.carrier import Carrier, CarrierSettings, Party
from zuoxi.switch.asterisk.install import install_asterisk
from zuoxi.switch.asterisk.node import NodeSettings
from zuoxi.switch.asterisk.prompts import make_prompts

ADMINISTRATOR, LEADER, AGENT = "admin", "zhouting", "wangfang"
ROBOT, AGENT_TONE, CUSTOMER_TONE, CALLEE_TONE = "check", 1000, 440, 620
CONFIGURED_WITHIN_S, RECORDED_WITHIN_S = 20.0, 40.0
TALK_S = 3.0
SETTLED = ("verified", "missing", "altered")


@dataclass
class Scene:
    """Everybody who takes part."""

    trial: Trial
    carrier: Carrier
    leader: Person
    line: Line
    """The agent's desktop."""
    calls: list[dict[str, Any]] = field(default_factory=list)
    """Call records that the stories have left, whole."""

    async def customer_calls(self, number: str, dialled: str) -> Party:
        return await self.carrier.customer_calls(number, dialled, tone=CUSTOMER_TONE)

    async def talk(self) -> str:
        """Wait for the conversation and let both speak for a while; the call's id."""
        await self.line.agent_is("talking")
        call: str = self.line.seen("call")[0]["id"]
        await asyncio.sleep(TALK_S)
        return call

    async def after_the_call(self, call: str) -> None:
        """The agent's wrap-up, then not ready again."""
        await self.line.agent_is("wrap_up")
        await self.line.do("finish_wrap_up", call=call, ready=False)
        await self.line.agent_is("not_ready")

    async def record_of(self, number: str) -> dict[str, Any]:
        """The finished record of the newest call with a number, its recordings stored and checked."""
        async with asyncio.timeout(RECORDED_WITHIN_S):
            while True:
                found = (await self.leader.call("GET", f"/api/calls?q={number}&size=1"))["items"]
                if found and found[0]["ended_at"] and _settled(found[0]):
                    break
                await asyncio.sleep(0.1)
        whole: dict[str, Any] = await self.leader.call("GET", f"/api/calls/{found[0]['id']}")
        phases = sum(phase["ms"] for phase in whole["phases"])
        if phases != whole["duration_ms"]:
            raise TrialFailed(what=f"phases of {phases} ms in a call of {whole['duration_ms']} ms")
        self.calls.append(whole)
        return whole


def _settled(call: dict[str, Any]) -> bool:
    return all(recording["state"] in SETTLED for recording in call["recordings"])


@asynccontextmanager
async def scene(trial: Trial, passwords: dict[str, str]) -> AsyncIterator[Scene]:
    """Sign everybody in; the agent is signed in at the phone and not ready."""
    async with AsyncExitStack() as stack:
        people = {}
        for name in (ADMINISTRATOR, LEADER, AGENT):
            people[name] = await stack.enter_async_context(Person(trial.centre.url))
            await people[name].sign_in(name, passwords[name])
        carrier = laboratory(trial)
        await carrier.attach()
        stack.push_async_callback(carrier.detach)
        dial = await carrier.robot(ROBOT, tone=AGENT_TONE)
        device = await _give_phone(people[ADMINISTRATOR], people[AGENT].about["id"], dial)
        line = await people[AGENT].line()
        stack.push_async_callback(line.close)
        await line.watch("desk")
        await _sign_in_at_the_phone(line, device)
        yield Scene(trial, carrier, people[LEADER], line)


def laboratory(trial: Trial) -> Carrier:
    """A handle on the trial centre's carrier."""
    places = trial.centre.addresses
    node = NodeSettings(
        folder=trial.home / "asterisk" / "carrier",
        prompts=make_prompts(cache()),
        name="carrier",
        address=places.carrier,
    )
    settings = CarrierSettings(node=node, house_address=places.house, phones_address=places.phones)
    return Carrier(install_asterisk(cache()), settings)


async def _give_phone(administrator: Person, agent: str, dial: str) -> str:
    devices = (await administrator.call("GET", "/api/devices?size=100"))["items"]
    present = next(device for device in devices if device["person"] and device["person"]["id"] == agent)
    form = {
        "kind": "sip_phone",
        "name": "check",
        "person": agent,
        "org_unit": present["org_unit"]["id"],
        "node": present["node"]["id"],
        "dial": dial,
    }
    made: dict[str, str] = await administrator.call("POST", "/api/devices", form)
    return made["id"]


async def _sign_in_at_the_phone(line: Line, device: str) -> None:
    """The floor knows a new device a moment after the database does."""
    async with asyncio.timeout(CONFIGURED_WITHIN_S):
        while True:
            try:
                await line.do("sign_in", device=device, takeover=True)
                break
            except Refused as refused:
                if refused.code != "unknown_device":
                    raise
                await asyncio.sleep(0.1)
    await line.agent_is("not_ready")


def sign_ins(told: str) -> dict[str, str]:
    """User name -> password, of what `zuoxi create sample --json` printed."""
    return {one["username"]: one["password"] for one in json.loads(told)}
