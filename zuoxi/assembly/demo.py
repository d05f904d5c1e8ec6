"""The sample company's carrier: one customer's call at a time for the web process, traffic for the jobs."""

import asyncio
from contextlib import suppress
from typing import Self

from zuoxi.assembly.places import cache, home
from zuoxi.assembly.serve.switches import carrier_settings
from zuoxi.kernel.errors import ZuoxiError
from zuoxi.simulator.errors import CarrierAway
from zuoxi.switch.ami import AmiLost, AmiRefused
from zuoxi.switch.asterisk.carrier import Carrier, Party
from zuoxi.switch.asterisk.install import install_asterisk

PATIENCE_S = 5.0
RING_S = 2
STAYS_S = 900
"""A customer whom nobody hangs up on goes by himself after this long."""


def customer_calls(number: str, dialled: str) -> None:
    """The customer `number` dials `dialled`; raises `CarrierAway` when the laboratory does not answer."""
    try:
        asyncio.run(_customer_calls(number, dialled))
    except (OSError, TimeoutError, AmiLost, AmiRefused, ZuoxiError) as error:
        raise CarrierAway from error


async def _customer_calls(number: str, dialled: str) -> None:
    async with asyncio.timeout(PATIENCE_S):
        carrier = _carrier()
        await carrier.attach()
        try:
            await carrier.customer_calls(number, dialled, stay_s=STAYS_S)
        finally:
            await carrier.detach()


def _carrier() -> Carrier:
    return Carrier(install_asterisk(cache()), carrier_settings(home(), cache()))


class SampleLaboratory:
    """The sample carrier under control for as long as it is open (`simulator.traffic.run.Laboratory`)."""

    def __init__(self) -> None:
        self._carrier = _carrier()
        self._parties: dict[str, Party] = {}

    async def __aenter__(self) -> Self:
        async with asyncio.timeout(PATIENCE_S):
            await self._carrier.attach()
        return self

    async def __aexit__(self, *how: object) -> None:
        await self._carrier.detach()

    async def robot(self, name: str) -> str:
        """The address of a phone that takes each call after two seconds and hums in a voice of its own."""
        return await self._carrier.robot(name, tone=400 + 10 * (sum(name.encode()) % 40), ring_s=RING_S)

    async def customer_calls(self, number: str, dialled: str, stay_s: int) -> None:
        """He dials; nothing happens when the carrier is away."""
        with suppress(AmiLost, AmiRefused):
            self._parties[number] = await self._carrier.customer_calls(number, dialled, stay_s=stay_s)

    async def customer_hangs_up(self, number: str) -> None:
        """He ends his call, if he has one of this traffic."""
        party = self._parties.pop(number, None)
        if party is not None:
            with suppress(AmiLost):
                await party.hang_up()
