"""One run of sample traffic: a job that a visitor switches on, and that is over by itself."""

import asyncio
import datetime as dt
import random
from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from zuoxi.engine import events as e
from zuoxi.kernel.clock import steady_ms, utc_now
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import Person
from zuoxi.outbox.jobs import Work
from zuoxi.simulator import names, sample
from zuoxi.simulator.traffic import people
from zuoxi.simulator.traffic.floor import FloorLine
from zuoxi.telephony.models import Device
from zuoxi.telephony.services.devices import change_device, create_device

NAME = "示例话机"
"""By this the phones of sample agents are known."""
LOOK_S = 1.0
LEAVES_S = 20
"""So long agents have at the end for what they have in hand."""


class Laboratory(Protocol):
    """The sample carrier under control: `robot` gives the address of an agent's phone that takes calls by
    itself, `customer_calls` lets somebody dial the house, `customer_hangs_up` ends all his calls."""

    async def __aenter__(self) -> "Laboratory": ...
    async def __aexit__(self, *how: object) -> None: ...
    async def robot(self, name: str) -> str: ...
    async def customer_calls(self, number: str, dialled: str, stay_s: int) -> None: ...
    async def customer_hangs_up(self, number: str) -> None: ...


def play(work: Work) -> dict[str, int]:
    """Do the job until its time is over or somebody stops it; `{calls}` that were made."""
    minutes = int(work.arguments["minutes"])
    ends = work.job.created_at + dt.timedelta(minutes=minutes)
    laboratory: Laboratory = import_string(settings.ZUOXI_DEMO_LABORATORY)()
    with asyncio.Runner() as runner:
        run = runner.run(_Run.opened(laboratory, work.job.tenant_id))
        try:
            run.set_up(work.arguments["rate"], runner)
            # between steps nothing runs in the loop, so that the job can write how far it is
            while (left := (ends - utc_now()).total_seconds()) > 0:
                work.progress(min(round(minutes * 60 - left), minutes * 60 - 1), minutes * 60)
                runner.run(run.step())
        finally:
            runner.run(run.leave())
    return {"calls": run.calls}


class _Run:
    def __init__(self, stack: AsyncExitStack, laboratory: Laboratory, floor: FloorLine, tenant: UUID) -> None:
        self._stack, self._laboratory, self._floor, self._tenant = stack, laboratory, floor, tenant
        self._phones: Mapping[str, str] = {}
        self._traffic: people.Traffic
        self.calls = 0

    @classmethod
    async def opened(cls, laboratory: Laboratory, tenant: UUID) -> "_Run":
        """With the carrier under control and the floor in sight."""
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(laboratory)
            floor = await stack.enter_async_context(FloorLine(settings.ZUOXI_LIVE_SOCKET))
            return cls(stack.pop_all(), laboratory, floor, tenant)
        raise AssertionError("the stack lets nothing be swallowed")

    def set_up(self, rate: people.Rate, runner: asyncio.Runner) -> None:
        """Give every sample agent a robot's phone."""
        dials = {
            staff.username: runner.run(self._laboratory.robot(staff.username))
            for staff in names.STAFF
            if staff.group
        }
        self._phones = robots_phones(self._tenant, dials)
        welcome = [index for index in range(sample.CUSTOMERS) if index not in sample.BLACKLISTED]
        self._traffic = people.Traffic(
            rate,
            self._phones,
            [names.customer_number(index) for index in welcome],
            (sample.SALES_NUMBER, sample.SERVICE_NUMBER),
            random.SystemRandom(),
        )

    async def step(self) -> None:
        """One look at the floor and what comes of it, then a second's rest."""
        tenant = str(self._tenant)
        agents = people.agents_of(self._floor.views, tenant)
        calls = people.calls_of(self._floor.views, tenant)
        for act in self._traffic.acts(agents, calls, steady_ms() / 1000):
            await self._do(act)
        await asyncio.sleep(LOOK_S)

    async def _do(self, act: people.Act) -> None:
        match act:
            case people.ComeIn(person=person):
                device = self._phones[person]
                # a device that is new is known to the floor a moment later: he is let in at the next look
                await self._floor.ask(e.SignInRequested, person, device=device, desktop=_page(person))
            case people.BeReady(person=person):
                await self._floor.ask(e.ReadyRequested, person)
            case people.TakeRest(person=person):
                await self._floor.ask(e.NotReadyRequested, person, reason=people.REST)
            case people.WriteResult(person=person, call=call, result=result):
                await self._floor.ask(e.WrapUpFinished, person, call=call, disposition=result)
            case people.CustomerCalls(number=number, dialled=dialled):
                self.calls += 1
                await self._laboratory.customer_calls(number, dialled, people.SAFETY_S)
            case people.CustomerHangsUp(number=number):
                await self._laboratory.customer_hangs_up(number)

    async def leave(self) -> None:
        """All customers hang up, and the agents go home once they have nothing in hand."""
        tenant = str(self._tenant)
        async with self._stack:
            for call in people.calls_of(self._floor.views, tenant):
                await self._laboratory.customer_hangs_up(call.customer_number)
            for _ in range(round(LEAVES_S / LOOK_S)):
                agents = people.agents_of(self._floor.views, tenant)
                here = [view for view in agents.values() if view.device in self._phones.values()]
                for view in here:
                    await self._floor.ask(e.SignOutRequested, view.id)
                if not here:
                    return
                await asyncio.sleep(LOOK_S)


def _page(person: str) -> str:
    return f"traffic-{person}"


def robots_phones(tenant: UUID, dials: Mapping[str, str]) -> dict[str, str]:
    """The robots' phones of agents (by user name, with the address to dial), made or led to where the robots
    are now: person -> device."""
    administrator = Person.objects.get(tenant_id=tenant, username=names.STAFF[0].username)
    actor = Actor(person=administrator, now=utc_now())
    found = {}
    for person in Person.objects.filter(tenant_id=tenant, username__in=dials, hidden_at__isnull=True):
        dial = dials[person.username]
        devices = Device.objects.filter(person=person, hidden_at__isnull=True)
        phone = devices.filter(kind=Device.Kind.SIP_PHONE, name=NAME).first()
        if phone is None:
            browser = devices.first()
            if browser is None:
                continue
            phone = create_device(
                actor,
                {
                    "kind": "sip_phone",
                    "name": NAME,
                    "org_unit": person.org_unit_id,
                    "node": browser.node_id,
                    "person": person.id,
                    "dial": dial,
                },
            )
        elif phone.dial != dial:
            phone = change_device(actor, phone, {"dial": dial})
        found[str(person.id)] = str(phone.id)
    return found
