"""What waits to be taken: events with the engine moment of their telling, in order, and never too many."""

import asyncio
from collections import deque
from typing import Final

from zuoxi.engine.events import (
    AnyEvent,
    CommandFailed,
    CommandUnknown,
    EpochStarted,
    SwitchEvent,
    SwitchLost,
)

FULL: Final = 100_000
"""Inputs that may wait while nothing can be written. What a switch tells beyond that is given up as a whole:
its inventory tells it anew."""

QUIET_TURNS: Final = 20
"""All that waited in sockets has been told when so many turns of the event loop tell nothing more."""
MOST_TURNS: Final = 1_000
"""And at the latest after so many: on a busy floor every turn tells something, and what is due is not put off
for ever."""


class Inputs:
    """The queue before the loop."""

    def __init__(self, full: int = FULL) -> None:
        self._full = full
        self._queue: deque[tuple[int, AnyEvent]] = deque()

    def __len__(self) -> int:
        return len(self._queue)

    def tell(self, moment: int, event: AnyEvent) -> tuple[str, ...]:
        """Put an event at the end, not before what was told already.

        Only what a switch told, and we heard late, goes before what others told us since it happened.
        When that made too many: the nodes that must be connected anew.
        """
        since: list[tuple[int, AnyEvent]] = []
        if isinstance(event, SwitchEvent):
            while self._queue and self._queue[-1][0] > moment and _may_go_before(event, self._queue[-1][1]):
                since.append(self._queue.pop())
        newest = self._queue[-1][0] if self._queue else moment
        self._queue.append((max(moment, newest), event))
        self._queue.extend(reversed(since))
        return self._give_up(moment) if len(self._queue) > self._full else ()

    async def told(self) -> None:
        """What waits in sockets, because we were stopped, is told when this returns."""
        quiet = 0
        for _ in range(MOST_TURNS):
            before = len(self._queue)
            await asyncio.sleep(0)
            quiet = quiet + 1 if len(self._queue) == before else 0
            if quiet == QUIET_TURNS:
                return

    def head(self) -> tuple[int, AnyEvent] | None:
        """The next input, which stays."""
        return self._queue[0] if self._queue else None

    def take(self) -> tuple[int, AnyEvent]:
        """The next input."""
        return self._queue.popleft()

    def _give_up(self, moment: int) -> tuple[str, ...]:
        """All that switches told goes; that they are lost stays."""
        nodes = sorted({event.node for _, event in self._queue if isinstance(event, SwitchEvent)})
        self._queue = deque(one for one in self._queue if not isinstance(one[1], SwitchEvent))
        self._queue.extend((moment, SwitchLost(node=node)) for node in nodes)
        return tuple(nodes)


def _may_go_before(event: SwitchEvent, other: AnyEvent) -> bool:
    """Nothing goes before the epoch, and what one node tells stays in the order of its telling. How a command
    came out is told by us: after a stall the time-outs are at hand before anything is read from the node."""
    if isinstance(other, EpochStarted):
        return False
    if isinstance(other, CommandFailed | CommandUnknown):
        return True
    return not (isinstance(other, SwitchEvent) and other.node == event.node)
