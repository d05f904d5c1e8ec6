"""Reading all volumes at once, stream by stream, however many facts there are."""

import heapq
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from zuoxi.calls.services.archive.volume import ArchivedFact, read


class Archived:
    """The facts of the archive in the order of their streams; each is taken once."""

    def __init__(self, volumes: Iterable[Path]) -> None:
        facts = heapq.merge(*(read(path) for path in volumes), key=attrgetter("place"))
        self._streams = groupby(facts, key=attrgetter("stream"))
        self._waiting: dict[str, list[ArchivedFact]] = {}

    def look(self, most: int) -> list[str]:
        """The next streams, at most so many; they stay until they are taken."""
        while len(self._waiting) < most:
            stream, facts = next(self._streams, ("", ()))
            if not stream:
                break
            self._waiting[stream] = list(facts)
        return list(self._waiting)[:most]

    def pass_over(self, upto: str) -> None:
        """Leave out the streams up to this one."""
        while upto and (streams := self.look(1)) and streams[0] <= upto:
            self.take(streams)

    def take(self, streams: Iterable[str]) -> list[ArchivedFact]:
        """The facts of these streams; two volumes may hold the same one."""
        return [fact for stream in streams for fact in self._waiting.pop(stream, ())]
