"""The audiences of one process: found by scope, fed from the mirror, forgotten when nobody listens."""

import asyncio
import os
from collections import defaultdict

from zuoxi.gateway.audience import Audience
from zuoxi.gateway.mirror import Mirror
from zuoxi.gateway.scope import DeskScope, Scope
from zuoxi.kernel.clock import now_ms


class Audiences:
    """Desks are told at once. A floor's changes are gathered for `flush_s`, however many they are.

    What a flush costs (a frame for each page) is also how long the next one waits at least: however many
    look, half of the loop's time is left for people's commands and desks.
    """

    def __init__(self, mirror: Mirror, flush_s: float) -> None:
        self._mirror = mirror
        self._flush_s = flush_s
        self._all: dict[Scope, Audience] = {}
        self._desks: dict[str, set[Audience]] = defaultdict(set)
        self._floors: set[Audience] = set()
        self._idle: set[Audience] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._rested = 0.0
        """When the floors may be told again (the loop's clock)."""

    def of(self, scope: Scope) -> Audience:
        """The audience of a scope."""
        found = self._all.get(scope)
        if found is None:
            found = self._all[scope] = Audience(scope, self._mirror, _fresh_number())
            self._place(found).add(found)
        return found

    def moved(self, keys: set[str]) -> None:
        """These keys of the mirror have changed."""
        if not keys:
            return
        for person in self._people(keys):
            for audience in self._desks.get(person, ()):
                audience.touch(keys)
                audience.flush()
        for audience in self._floors:
            audience.touch(keys)
        if self._floors and self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_at(max(loop.time() + self._flush_s, self._rested), self._flush_floors)

    def sweep(self) -> None:
        """Forget audiences without listeners since the last sweep (a page that blinks finds its own)."""
        now_idle = {audience for audience in self._all.values() if not audience.followers}
        for audience in now_idle & self._idle:
            del self._all[audience.scope]
            self._place(audience).discard(audience)
        self._idle = now_idle & set(self._all.values())
        self._desks = defaultdict(set, {person: desks for person, desks in self._desks.items() if desks})

    def _place(self, audience: Audience) -> set[Audience]:
        scope = audience.scope
        return self._desks[scope.person] if isinstance(scope, DeskScope) else self._floors

    def _people(self, keys: set[str]) -> set[str]:
        people: set[str] = set()
        for key in keys:
            kind, _, id_ = key.partition(":")
            if kind == "agent":
                people.add(id_)
            elif kind == "call":
                people |= self._mirror.holders(id_)
        return people

    def _flush_floors(self) -> None:
        self._timer = None
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for audience in self._floors:
            audience.flush()
        loop.call_soon(self._flushed, begun)  # comes after the pages that were woken have written

    def _flushed(self, begun: float) -> None:
        now = asyncio.get_running_loop().time()
        self._rested = now + (now - begun)


def _fresh_number() -> int:
    """A first number that no audience before had, also of an earlier or another process (below 2**53)."""
    return now_ms() * 1000 + int.from_bytes(os.urandom(2), "big") % 1000
