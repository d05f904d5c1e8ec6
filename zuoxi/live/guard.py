"""Shuts out addresses that guess at devices' passwords, beside the loop.

The switch tells each wrong password that answers a challenge of its own: whoever forges another's address
never sees the challenge, so nobody is shut out by another's guesses. What is shut out is written into the
switch's configuration like devices and trunks, and is seen to be loaded as they are.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from ipaddress import ip_address, ip_network
from typing import Final, Protocol

import structlog

from zuoxi.kernel.clock import steady_ms
from zuoxi.live.guesses import Brake, Guesses

log = structlog.get_logger("zuoxi.live.guard")

RETRY_S: Final = 2.0


class Ear(Protocol):
    """What one switch node tells of those who come with wrong passwords."""

    async def listen(self, wrong: Callable[[str], None]) -> None:
        """Call `wrong` with the address of each, until the line to the node is lost (no error)."""

    async def at_home(self) -> frozenset[str]:
        """Addresses from which a device of the house is registered now."""


class Guard:
    """Listens, counts, and says who is to be shut out. `spare` are networks that never are."""

    def __init__(
        self,
        ears: Sequence[Ear] = (),
        brake: Brake | None = None,
        now: Callable[[], int] = steady_ms,
        retry_s: float = RETRY_S,
    ) -> None:
        self._ears, self._now, self._retry = ears, now, retry_s
        self._book = Guesses(brake or Brake())
        self._suspects: asyncio.Queue[tuple[Ear, str]] = asyncio.Queue()
        self._spare: tuple[str, ...] = ()
        self.out: tuple[str, ...] = ()
        """Who is shut out, as the switches should have it."""

    def spare(self, networks: Iterable[str]) -> None:
        """Never shut out these: carriers, and the house itself. What is no network is passed over."""
        self._spare = tuple(networks)

    async def run(self, changed: Callable[[], None]) -> None:
        """Guard for ever, until cancelled; `changed` is called when `out` has become another."""
        async with asyncio.TaskGroup() as tasks:
            for ear in self._ears:
                tasks.create_task(self._listen(ear))
            tasks.create_task(self._judge(changed))

    async def _listen(self, ear: Ear) -> None:
        while True:
            await ear.listen(lambda address: self._wrong(ear, address))
            await asyncio.sleep(self._retry)

    def _wrong(self, ear: Ear, address: str) -> None:
        if self._book.wrong(address, self._now()):
            self._suspects.put_nowait((ear, address))

    async def _judge(self, changed: Callable[[], None]) -> None:
        while True:
            suspect = await self._next_suspect()
            if suspect is not None:
                await self._weigh(*suspect)
            out = self._book.out(self._now())
            if out != self.out:
                self.out = out
                changed()

    async def _next_suspect(self) -> tuple[Ear, str] | None:
        """The next who guessed too often; None when first somebody's time is over."""
        end = self._book.next_end()
        try:
            async with asyncio.timeout(None if end is None else max(end - self._now(), 0) / 1_000):
                return await self._suspects.get()
        except TimeoutError:
            return None

    async def _weigh(self, ear: Ear, address: str) -> None:
        """Shut the address out; where somebody of ours is, it is told, and a person has to look."""
        if self._is_spared(address) or address in await ear.at_home():
            log.warning("guesses.from_our_own", address=address)
            return
        log.warning("guesses.shut_out", address=address)
        self._book.shut_out(address, self._now())

    def _is_spared(self, address: str) -> bool:
        here = ip_address(address)
        for text in self._spare:
            try:
                if here in ip_network(text, strict=False):
                    return True
            except ValueError:
                continue
        return False
