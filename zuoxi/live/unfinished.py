"""What an earlier process ordered of switches and saw no end of: done again, in order, where one connects."""

from collections.abc import Iterable, Iterator

import structlog

from zuoxi.engine.commands import AnySwitchCommand
from zuoxi.live.records import Outstanding

log = structlog.get_logger("zuoxi.live.unfinished")


class Unfinished:
    """Orders by the input that they came of; each batch ends when all its nodes have had their part."""

    def __init__(self, batches: Iterable[Outstanding]) -> None:
        self._batches = list(batches)

    @property
    def batches(self) -> tuple[Outstanding, ...]:
        """Those whose nodes are not connected yet."""
        return tuple(self._batches)

    def waits(self, number: int) -> bool:
        """Whether a part of what input `number` ordered waits for another node."""
        return any(batch.number == number for batch in self._batches)

    def take(self, node: str) -> Iterator[tuple[int, list[AnySwitchCommand]]]:
        """A node has connected: what is still to be done there, each with the input that it came of."""
        batches, self._batches = self._batches, []
        for batch in batches:
            rest = tuple(command for command in batch.commands if command.node != node)
            if rest:
                self._batches.append(Outstanding(number=batch.number, commands=rest))
        for batch in batches:
            mine = [command for command in batch.commands if command.node == node]
            if mine:
                log.info("loop.done_again", input=batch.number, commands=[type(c).__name__ for c in mine])
                yield batch.number, mine
