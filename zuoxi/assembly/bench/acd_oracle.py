"""The naive oracle of the distribution benchmark: it knows only the facts, and looks at everybody each time.

It counts offers that went to another than the agent whose turn it was by the queue's strategy (`wrong`),
calls without an end (`lost`) and agents who had two calls at once (`double`).
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

from zuoxi.engine import facts as f
from zuoxi.engine.commands import RecordFact
from zuoxi.engine.config import FloorConfig, Strategy


class Oracle:
    """Reads each fact once, in order."""

    def __init__(self, config: FloorConfig) -> None:
        self._groups = {agent.person_id: dict(agent.groups) for agent in config.agents}
        """Agent -> group -> level."""
        self._taken: Counter[str] = Counter()
        self._last_offer: dict[str, int] = {}
        """When each was offered a call last."""
        self._queues = {queue.id: queue for queue in config.queues}
        self._idle: dict[str, tuple[int, int]] = {}
        """Ready agents -> (idle since, order of becoming ready)."""
        self._before_offer: dict[str, tuple[int, int]] = {}
        self._waiting: dict[str, tuple[int, str]] = {}
        """Calls that wait -> (since, queue)."""
        self._busy: dict[str, str] = {}
        self._count = 0
        self.offers = 0
        self.ended = 0
        self.wrong = 0
        self.double = 0

    def read(self, record: RecordFact) -> None:
        """Take one fact."""
        self._count += 1
        reader = _READERS.get(type(record.fact))
        if reader is not None:
            reader(self, record.fact, record.occurred_at)

    def _ended(self, fact: f.CallEnded, now: int) -> None:
        self._waiting.pop(fact.call, None)
        self.ended += 1

    def _queued(self, fact: f.CallQueued, now: int) -> None:
        self._waiting.setdefault(fact.call, (now, fact.queue))

    def _offered(self, fact: f.OfferMade, now: int) -> None:
        self.offers += 1
        since, queue_id = self._waiting[fact.call]
        queue = self._queues[queue_id]
        groups = {group.group_id for group in queue.groups if group.after_ms <= now - since}
        places = {
            person: min(self._place(queue.strategy, person, self._groups[person][group]) for group in may)
            for person in self._idle
            if (may := groups & self._groups[person].keys())
        }
        self.wrong += fact.person not in places or places[fact.person] != min(places.values())
        self._last_offer[fact.person] = self._count
        if fact.person in self._busy:
            self.double += 1
        self._busy[fact.person] = fact.call
        self._before_offer[fact.person] = self._idle.get(fact.person, (now, self._count))

    def _place(self, strategy: Strategy, person: str, level: int) -> tuple[int, ...]:
        """Whose turn it is, said once more in other words than the floor's: the smallest is next."""
        since, order = self._idle[person]
        if strategy == "fewest_calls":
            return (self._taken[person], level, since)
        if strategy == "level_first":
            return (level, since, order)
        if strategy == "round_robin":
            return (self._last_offer.get(person, 0), level, order)
        return (since + 60_000 * level, level, order)

    def _offer_over(self, fact: f.OfferEnded, now: int) -> None:
        self._taken[fact.person] += fact.outcome == "answered"
        # Only an offer that the agent could not help keeps his place among the idle.
        if fact.outcome not in ("abandoned", "withdrawn"):
            self._before_offer.pop(fact.person, None)

    def _segment_over(self, fact: f.SegmentEnded, now: int) -> None:
        self._waiting.pop(fact.call, None)

    def _agent(self, fact: f.AgentStateChanged, now: int) -> None:
        if fact.state == "ready":
            kept = self._before_offer.pop(fact.person, None)
            self._idle[fact.person] = kept or (now, self._count)
        else:
            self._idle.pop(fact.person, None)
        if fact.state in ("ready", "not_ready", "wrap_up", "signed_out"):
            self._busy.pop(fact.person, None)


_READERS: dict[type[f.Fact], Callable[[Oracle, Any, int], None]] = {
    f.CallEnded: Oracle._ended,
    f.CallQueued: Oracle._queued,
    f.OfferMade: Oracle._offered,
    f.OfferEnded: Oracle._offer_over,
    f.SegmentEnded: Oracle._segment_over,
    f.AgentStateChanged: Oracle._agent,
}
