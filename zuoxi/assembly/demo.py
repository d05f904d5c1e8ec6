"""The sample company's carrier, for the web process: one customer's call at a time."""

import asyncio

from zuoxi.assembly.places import cache, home
from zuoxi.assembly.serve.switches import carrier_settings
from zuoxi.kernel.errors import ZuoxiError
from zuoxi.simulator.errors import CarrierAway
from zuoxi.switch.ami import AmiLost, AmiRefused
from zuoxi.switch.asterisk.carrier import Carrier
from zuoxi.switch.asterisk.install import install_asterisk

PATIENCE_S = 5.0
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
        carrier = Carrier(install_asterisk(cache()), carrier_settings(home(), cache()))
        await carrier.attach()
        try:
            await carrier.customer_calls(number, dialled, stay_s=STAYS_S)
        finally:
            await carrier.detach()
