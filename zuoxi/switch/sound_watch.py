"""Looks again and again whether sound still comes from everybody who is up; who has vanished is hung up."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from zuoxi.kernel.record import Record
from zuoxi.switch.ami import AmiClient, AmiRefused
from zuoxi.switch.legs import Legs
from zuoxi.switch.silence import Silence

RECEIVED = "CHANNEL(rtcp,rxcount)"
AT_ONCE = 32
"""Legs asked about in one breath."""

log = logging.getLogger(__name__)


class Patience(Record):
    """How long (s) no sound may come; 0: for ever."""

    device_s: float = 10.0
    """From a phone or browser of ours."""
    trunk_s: float = 20.0
    """From a customer: carriers save packets where people are silent."""
    look_s: float = 2.5
    """How often each leg is asked about."""


class SoundWatch:
    """Asks by a control connection; `vanished` is called with each leg that has."""

    def __init__(
        self,
        ami: AmiClient,
        legs: Legs,
        patience: Patience,
        vanished: Callable[[str], Awaitable[None]],
    ) -> None:
        self._ami: Final = ami
        self._legs: Final = legs
        self._patience: Final = patience
        self._vanished = vanished
        self._silence = Silence(longest_look_s=2 * patience.look_s)

    async def run(self) -> None:
        """Until cancelled. Errors: AmiLost."""
        loop = asyncio.get_running_loop()
        looked = loop.time()
        while True:
            await asyncio.sleep(self._patience.look_s)
            now = loop.time()
            await self._look(now - looked)
            looked = now

    async def _look(self, elapsed_s: float) -> None:
        speaking = self._legs.speaking()
        self._silence.keep(speaking)
        legs = list(speaking.items())
        for start in range(0, len(legs), AT_ONCE):
            some = legs[start : start + AT_ONCE]
            await asyncio.gather(*(self._ask(channel, device, elapsed_s) for channel, device in some))

    async def _ask(self, channel: str, device: bool, elapsed_s: float) -> None:
        try:
            answer = await self._ami.action("Getvar", Channel=channel, Variable=RECEIVED)
        except (AmiRefused, TimeoutError):  # it has just ended; or a silent switch says nothing about anybody
            return
        packets = answer.get("Value", "")
        if not packets.isdigit():
            return
        limit = self._patience.device_s if device else self._patience.trunk_s
        if self._silence.look(channel, int(packets), elapsed_s) > limit > 0:
            log.warning("no sound from %s any more", channel)
            await self._vanished(channel)
