"""The house of the benchmark: one Asterisk, our floor beside it, and app_queue inside it."""

import asyncio
import os
import sys
import uuid
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
from django.core.management import call_command

from zuoxi.assembly import nodes
from zuoxi.assembly.bench.calls_agents import Agents
from zuoxi.assembly.bench.calls_load import Offered, Step, percentile_95
from zuoxi.assembly.places import CHECKOUT, cache
from zuoxi.assembly.serve.stand_in import CALLED, ready
from zuoxi.calls.selectors import sums
from zuoxi.engine.config import (
    AccessNumberConfig,
    AgentConfig,
    DeviceConfig,
    FloorConfig,
    FlowConfig,
    QueueConfig,
    QueueGroup,
    ServiceLineConfig,
    SkillGroupConfig,
    TrunkConfig,
)
from zuoxi.engine.ivr import flow as f
from zuoxi.kernel.calendars import OpeningHours
from zuoxi.kernel.clock import now_ms, to_datetime, utc_now
from zuoxi.organisation.services.setup import set_up
from zuoxi.switch.asterisk.config import write_config
from zuoxi.switch.asterisk.install import install_asterisk
from zuoxi.switch.asterisk.node import Endpoint, NodeSettings, Trunk
from zuoxi.switch.asterisk.process import AsteriskProcess, provision
from zuoxi.switch.asterisk.prompts import make_prompts

OURS, RIVAL = "4008001234", "4008009999"
FLOOR = "zuoxi.assembly.bench.calls_floor"
SETTLE_S = 60
SPOKEN_MS = 1_000
"""A caller stays for five seconds from when we have answered him, so under too much load he leaves as soon as
he is connected. Of a conversation that lasted this long there must be a recording."""
GREETING = "greeting-default"
GREETING_MS = 5_000
"""So much longer callers stay who hear it first."""
PLACE_EVERY_MS = 10_000
RIVAL_DIALPLAN = f"""
[from-carrier](+)
exten => {RIVAL},1,Set(MONITOR_FILENAME=@SPOOL@/rival-${{UNIQUEID}})
 same => n,Queue(rival,,,,60)
 same => n,Hangup()
"""
RIVAL_GREETS = f"""
[from-carrier](+)
exten => {RIVAL},1,Set(MONITOR_FILENAME=@SPOOL@/rival-${{UNIQUEID}})
 same => n,Answer()
 same => n,Playback(@PROMPTS@/{GREETING})
 same => n,Set(__ENTERED=${{STRFTIME(,,%s%3q)}})
 same => n,Queue(rival,,,,60)
 same => n,Hangup()

[rival-connected]
exten => s,1,Set(FILE(@SPOOL@/rival.setups,,,al,u)=$[${{STRFTIME(,,%s%3q)}} - ${{ENTERED}}])
 same => n,Return()
"""
"""As our flow does: a greeting, then the queue; how long from there to an agent is noted by itself, because
callers see no more of it than that they were answered at once."""
RIVAL_TELLS = f"""
announce-frequency = {PLACE_EVERY_MS // 1000}
announce-position = yes
announce-holdtime = yes
membergosub = rival-connected
"""
RIVAL_QUEUE = """
[rival]
strategy = leastrecent
timeout = 15
retry = 1
wrapuptime = 0
ringinuse = no
autofill = yes
monitor-type = MixMonitor
monitor-format = wav
"""


GREETS = f.Flow(
    start="hello",
    nodes=(
        f.Play(id="hello", say=(f.PromptPart(prompt=GREETING),), exits={"next": "queue"}),
        f.ToQueue(id="queue"),
    ),
)


@dataclass(frozen=True)
class Records:
    """Calls that our floor took, those whose record is complete, those in which people spoke with each other,
    the recordings with sound of both sides, and why others have none (reason in the facts -> how many)."""

    calls: int
    complete: int
    conversations: int
    recordings: int
    lacking: dict[str, int]

    @property
    def whole(self) -> bool:
        """Nothing is missing."""
        return self.calls == self.complete and self.conversations <= self.recordings <= self.calls


@dataclass(frozen=True)
class Spent:
    """Processor time (ms) since the processes began."""

    live_ms: float
    recorder_ms: float
    switch_ms: float


class House:
    """What the benchmark works on. `live` and `switch` may be ended and begun again."""

    def __init__(
        self, folder: Path, addresses: nodes.Addresses, switch: AsteriskProcess, *, ivr: bool
    ) -> None:
        self.folder, self.addresses, self.switch, self.ivr = folder, addresses, switch, ivr
        self.our_number, self.rival_number = OURS, RIVAL
        self._parts: list[Process] = []
        self.agents: Agents
        self.live: Process
        self._stand_in: Process | None = None
        self.recorder: Process

    async def begin(self) -> None:
        """Recorder and floor, each a process of its own."""
        self.recorder = await self._start("zuoxi", "recorder")
        await self.live_begins()

    async def live_begins(self) -> None:
        """The stand-in is called, as `zuoxi serve` does, or a floor begins where none waits."""
        waits, self._stand_in = self._stand_in, None
        if waits is not None and waits.stdin is not None:
            waits.stdin.write(CALLED)
            waits.stdin.close()
        self.live = waits or await self._start(FLOOR)

    async def live_has_a_stand_in(self) -> None:
        """A stand-in has loaded everything, as it has for days where a kill is as rare as it should be."""
        if self._stand_in is None:
            self._stand_in = await self._start(FLOOR, "--stand-in")
        said = ready(self._stand_in.pid)
        async with asyncio.timeout(SETTLE_S):
            while said not in (self.folder / "live.log").read_text():  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.1)

    async def live_is_killed(self) -> None:
        """kill -9, and the process is no more."""
        self.live.kill()
        await self.live.wait()

    async def end(self) -> None:
        for part in reversed(self._parts):
            if part.returncode is None:
                part.terminate()
                await part.wait()

    async def _start(self, *module: str) -> Process:
        with (self.folder / "live.log").open("a") as log:
            part = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *module,
                cwd=CHECKOUT,
                env=os.environ,
                stdin=PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,  # as `zuoxi serve` does: the kernel shares the machine by sessions
            )
        self._parts.append(part)
        return part

    def now(self) -> int:
        return now_ms()

    def spent(self) -> Spent:
        """Processor time of our processes and of Asterisk until now."""
        return Spent(*(_processor_ms(part.pid) for part in (self.live, self.recorder, self.switch)))

    async def outcome(
        self, began: int, before: Spent, rate: float, seconds: int, offered: Offered, *, ours: bool
    ) -> Step:
        """What a step gave: ours from the call records, the rival's as its callers saw it."""
        switch_ms = self.spent().switch_ms - before.switch_ms
        if not ours:
            setups = await asyncio.to_thread(self._rival_s_setups) if self.ivr else offered.setups_ms
            answered, p95 = min(offered.talked, len(setups)), percentile_95(setups)
        else:
            await self.settle(began, offered.talked)
            setups = await asyncio.to_thread(_setups, began, from_queue=self.ivr)
            answered, p95 = len(setups), percentile_95(setups)
        after = self.spent()
        return Step(
            round(min(rate, answered / seconds), 1),
            offered.placed,
            answered,
            p95,
            live_ms=round((after.live_ms - before.live_ms) / offered.placed, 2),
            recorder_ms=round((after.recorder_ms - before.recorder_ms) / offered.placed, 2),
            switch_ms=round(switch_ms / offered.placed, 2),
        )

    def _rival_s_setups(self) -> list[float]:
        """What its dialplan has noted since it was last asked."""
        noted = _spool(self.folder) / "rival.setups"
        found = [float(line) for line in noted.read_text().split()]
        noted.write_text("")
        return found

    async def settle(self, began: int = 0, at_least: int = 0) -> None:
        """Wait until every call of ours is recorded to its end, and `at_least` so many that began since."""
        async with asyncio.timeout(SETTLE_S):
            while await asyncio.to_thread(_unsettled, began, at_least):  # noqa: ASYNC110 (rows have no event)
                await asyncio.sleep(0.2)

    async def records(self) -> Records:
        return await asyncio.to_thread(_records, self.folder / "recordings" / "spool")


@asynccontextmanager
async def house(
    folder: Path, addresses: nodes.Addresses, agents: int, *, ivr: bool = False
) -> AsyncIterator[House]:
    """One Asterisk with `agents` phones, our floor with as many agents signed in and ready. `ivr`: callers
    go through a flow with a greeting first and are told their place as they wait, on both sides."""
    tenant, path = await asyncio.to_thread(_company)
    config = floor_config(tenant, path, agents, addresses.phones, ivr=ivr)
    (folder / "floor.json").write_bytes(msgspec.json.encode(config))
    program, settings = install_asterisk(cache()), _node(folder, addresses)
    write_config(settings, program)
    _add_rival(settings, config, ivr=ivr)
    switch = AsteriskProcess(program, settings)
    await switch.start()
    devices = [
        Endpoint(name=a.devices[0].endpoint, kind="sip_phone", password=uuid.uuid4().hex)
        for a in config.agents
    ]
    trunk = Trunk(name="carrier", host=addresses.carrier, match=(addresses.carrier,))
    await provision(settings, devices, [trunk])
    place = House(folder, addresses, switch, ivr=ivr)
    try:
        await place.begin()
        async with Agents(folder, config) as place.agents:
            yield place
    finally:
        await place.end()
        await switch.stop()


def _node(folder: Path, addresses: nodes.Addresses) -> NodeSettings:
    return NodeSettings(
        folder=folder / "asterisk" / "house", prompts=make_prompts(cache()), address=addresses.house
    )


def floor_config(tenant: str, path: str, agents: int, phones: str, *, ivr: bool = False) -> FloorConfig:
    """One number, one queue, and agents whose SIP phones stand at the address `phones`."""
    group, queue, line = str(uuid.uuid4()), str(uuid.uuid4()), str(uuid.uuid4())
    flow = FlowConfig(
        id=str(uuid.uuid4()), version=1, tenant=tenant, flow=GREETS, calendar=OpeningHours(timezone="UTC")
    )
    return FloorConfig(
        version=1,
        setup_limit=400,
        skill_groups=(SkillGroupConfig(id=group, name="bench"),),
        queues=(
            QueueConfig(
                id=queue,
                tenant=tenant,
                path=path,
                name="bench",
                groups=(QueueGroup(group_id=group),),
                wrap_up_ms=1,
                announce_every_ms=PLACE_EVERY_MS if ivr else 0,
            ),
        ),
        access_numbers=(
            AccessNumberConfig(
                number=OURS,
                tenant=tenant,
                path=path,
                service_line=ServiceLineConfig(id=line, name="bench"),
                queue_id=queue,
                flow=flow.key if ivr else "",
            ),
        ),
        flows=(flow,) if ivr else (),
        agents=tuple(_agent(number, tenant, path, group, phones) for number in range(agents)),
        trunks=(TrunkConfig(id=str(uuid.uuid4()), node="house", endpoint="carrier"),),
    )


def _agent(number: int, tenant: str, path: str, group: str, phones: str) -> AgentConfig:
    phone = DeviceConfig(
        id=str(uuid.uuid4()),
        kind="sip_phone",
        endpoint=f"a{number}",
        dial=f"sip:a{number}@{phones}:5060",
    )
    return AgentConfig(
        person_id=str(uuid.uuid4()),
        tenant=tenant,
        path=path,
        name=f"agent {number}",
        number=f"{1000 + number}",
        groups=((group, 1),),
        devices=(phone,),
    )


def _add_rival(settings: NodeSettings, config: FloorConfig, *, ivr: bool) -> None:
    """app_queue with the same phones, in the same Asterisk."""
    etc = settings.folder / "etc"
    plan = (RIVAL_GREETS if ivr else RIVAL_DIALPLAN).replace("@PROMPTS@", str(settings.prompts / "zh"))
    with (etc / "extensions.conf").open("a") as dialplan, (etc / "modules.conf").open("a") as modules:
        dialplan.write(plan.replace("@SPOOL@", str(settings.folder / "spool")))
        modules.write("load = func_env.so\n" if ivr else "")
    (settings.folder / "spool" / "rival.setups").touch()  # FILE() writes none that is not there
    with (etc / "queues.conf").open("a") as queues, (etc / "pjsip.conf").open("a") as phones:
        queues.write(RIVAL_QUEUE + (RIVAL_TELLS if ivr else ""))
        phones.write("\n")  # app_queue passes over a phone without a contact
        for agent in config.agents:
            name, contact = f"r{agent.number}", agent.devices[0].dial
            phones.write(
                f"[{name}](sip_phone)\naors = {name}\n\n[{name}]\ntype = aor\ncontact = {contact}\n\n"
            )
            queues.write(f"member => PJSIP/{name}\n")


def _company() -> tuple[str, str]:
    call_command("migrate", interactive=False, verbosity=0)
    person = set_up("Bench", "Bench", "bench", uuid.uuid4().hex, now=utc_now())
    return str(person.tenant_id), str(person.org_unit.path)


def _processor_ms(pid: int) -> float:
    """User and system time of a process, all its threads (proc(5): fields 14 and 15, in ticks)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _unsettled(began: int, at_least: int) -> bool:
    """The books are written last: a call may have ended of which they do not know yet that it began."""
    return sums.unfinished() > 0 or len(sums.finished(to_datetime(began))) < at_least


def _setups(began: int, *, from_queue: bool) -> list[float]:
    found = sums.finished(to_datetime(began))
    spans = (call.queued_ms if from_queue else call.setup_ms for call in found)
    return [span for span in spans if span is not None]


def _spool(folder: Path) -> Path:
    """Where the rival's dialplan writes."""
    return folder / "asterisk" / "house" / "spool"


def _records(spool: Path) -> Records:
    calls = sums.finished(to_datetime(0))
    full = [
        {
            file.name.removesuffix(f"-{side}.wav")
            for file in spool.glob(f"*-{side}.wav")
            if file.stat().st_size > 44
        }
        for side in ("in", "out")
    ]
    return Records(
        calls=len(calls),
        complete=sum(call.whole for call in calls),
        conversations=sum(call.talk_ms >= SPOKEN_MS for call in calls),
        recordings=len(full[0] & full[1]),
        lacking=sums.recordings_lacking(),
    )
