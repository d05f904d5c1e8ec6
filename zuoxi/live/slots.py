"""Whose command goes first when a node has more to do than it does at once.

Endings before callers, callers before bridges and sound, and these before standing lines: an ending always
relieves, a caller must not wait, a line has time. A thousand lines at once (the start of a shift, a switch
that came back) are dialled one after another at a rate, beside everything else.
"""

import asyncio
import heapq
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import IntEnum
from typing import Final

from zuoxi.engine import commands as c


class Urgency(IntEnum):
    """Lower goes first."""

    ENDINGS = 0
    CALLERS = 1
    MEDIA = 2
    LINES = 3


URGENCY: Final[dict[type[c.AnySwitchCommand], Urgency]] = {
    c.HangUp: Urgency.ENDINGS,
    c.DestroyBridge: Urgency.ENDINGS,
    c.StopRecording: Urgency.ENDINGS,
    c.AnswerChannel: Urgency.CALLERS,
    c.DialCustomer: Urgency.CALLERS,
    c.DialDevice: Urgency.CALLERS,
    c.LinkNodes: Urgency.CALLERS,
    c.TakeInventory: Urgency.CALLERS,
}
"""Command type -> urgency; all others are bridges and sound."""


def urgency(command: c.AnySwitchCommand) -> Urgency:
    """How urgent a command is."""
    if isinstance(command, c.DialDevice) and command.standing:
        return Urgency.LINES
    return URGENCY.get(type(command), Urgency.MEDIA)


class Slots:
    """The commands that one node does at once."""

    def __init__(self, at_once: int, *, lines_at_once: int, lines_per_s: float) -> None:
        self._free = at_once
        self._waiting: list[tuple[Urgency, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._lines = asyncio.Semaphore(lines_at_once)
        self._pause: Final = 1 / lines_per_s
        self._next_line = 0.0

    @asynccontextmanager
    async def one(self, how: Urgency) -> AsyncIterator[None]:
        """A place among the commands under way, as soon as it is its turn."""
        if how is not Urgency.LINES:
            async with self._place(how):
                yield
            return
        async with self._lines:
            await self._turn_of_a_line()
            async with self._place(how):
                yield

    @asynccontextmanager
    async def _place(self, how: Urgency) -> AsyncIterator[None]:
        if self._free and not self._waiting:
            self._free -= 1
        else:
            await self._wait(how)
        try:
            yield
        finally:
            self._free += 1
            self._admit()

    async def _wait(self, how: Urgency) -> None:
        admitted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (how, next(self._order), admitted))
        try:
            await admitted
        except asyncio.CancelledError:
            if admitted.done() and not admitted.cancelled():
                self._free += 1
                self._admit()
            raise

    def _admit(self) -> None:
        while self._free and self._waiting:
            _, _, first = heapq.heappop(self._waiting)
            if not first.done():
                self._free -= 1
                first.set_result(None)

    async def _turn_of_a_line(self) -> None:
        now = asyncio.get_running_loop().time()
        turn = max(now, self._next_line)
        self._next_line = turn + self._pause
        await asyncio.sleep(turn - now)
