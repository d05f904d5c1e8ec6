"""What waits to be taken: events with the engine moment of their telling, in order, and never too many."""

from collections import deque
from typing import Final

from zuoxi.engine.events import AnyEvent, SwitchEvent, SwitchLost

FULL: Final = 100_000
"""Inputs that may wait while nothing can be written. What a switch tells beyond that is given up as a whole:
its inventory tells it anew."""


class Inputs:
    """The queue before the loop."""

    def __init__(self, full: int = FULL) -> None:
        self._full = full
        self._queue: deque[tuple[int, AnyEvent]] = deque()

    def __len__(self) -> int:
        return len(self._queue)

    def tell(self, moment: int, event: AnyEvent) -> tuple[str, ...]:
        """Put an event at the end, not before what was told already.

        When that made too many: the nodes that must be connected anew.
        """
        newest = self._queue[-1][0] if self._queue else moment
        self._queue.append((max(moment, newest), event))
        return self._give_up(moment) if len(self._queue) > self._full else ()

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
