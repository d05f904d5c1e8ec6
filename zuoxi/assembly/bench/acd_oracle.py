"""The naive oracle of the distribution benchmark: it knows only the facts, and looks at everybody each time.

It counts offers that went to another than the agent whose turn it was by the queue's strategy, or of another
call than the one whose turn it was (`wrong`), calls without an end (`lost`) and agents who had two calls at
once (`double`).
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from zuoxi.engine import facts as f
from zuoxi.engine.commands import RecordFact
from zuoxi.engine.config import FloorConfig, QueueConfig, Strategy

POINT_MS = 10_000
"""What a point of a queue's priority counts for: so much more waiting."""
AT_ONCE = 50
"""A call that rings at all rings at no more than these."""


class Oracle:
    """Reads each fact once, in order, and is told when a step is over."""

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
        self._arrived: dict[str, int] = {}
        """Calls -> order of arrival."""
        self._waiting: dict[str, tuple[int, str]] = {}
        """Calls that wait or ring -> (since, queue)."""
        self._back: set[str] = set()
        """Calls that an agent has let go: they come before all others."""
        self._rung: dict[str, list[str]] = {}
        """Calls that ring -> at whom."""
        self._offered_now: dict[str, int] = {}
        """Calls that were offered in this step -> when."""
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

    def step_is_over(self) -> None:
        """What rings at all must ring at all: nobody who may take it is left out."""
        for call, now in self._offered_now.items():
            since, queue_id = self._waiting[call]
            queue = self._queues[queue_id]
            asked = self._rung.get(call, [])
            if queue.strategy == "ring_all":
                left_out = any(self._may(person, queue, now - since) for person in self._idle)
                self.wrong += left_out and len(asked) < AT_ONCE
        self._offered_now.clear()

    def _started(self, fact: f.CallStarted, now: int) -> None:
        self._arrived[fact.call] = self._count

    def _ended(self, fact: f.CallEnded, now: int) -> None:
        self._forget(fact.call)
        self._arrived.pop(fact.call, None)
        self.ended += 1

    def _entered(self, fact: f.PhaseEntered, now: int) -> None:
        if fact.phase == "announcement":
            self._forget(fact.call)  # he has waited too long and is told so

    def _queued(self, fact: f.CallQueued, now: int) -> None:
        if fact.call in self._waiting:
            self._back.add(fact.call)
        self._waiting.setdefault(fact.call, (now, fact.queue))

    def _offered(self, fact: f.OfferMade, now: int) -> None:
        self.offers += 1
        since, queue_id = self._waiting[fact.call]
        queue = self._queues[queue_id]
        places = {
            person: min(self._place(queue.strategy, person, self._groups[person][group]) for group in may)
            for person in self._idle
            if (may := self._may(person, queue, now - since))
        }
        self.wrong += fact.person not in places or places[fact.person] != min(places.values())
        if fact.call not in self._rung:
            self.wrong += not self._is_its_turn(fact.call, places, now)
        self._offered_now[fact.call] = now
        self._rung.setdefault(fact.call, []).append(fact.person)
        self._last_offer[fact.person] = self._count
        if fact.person in self._busy:
            self.double += 1
        self._busy[fact.person] = fact.call
        self._before_offer[fact.person] = self._idle.get(fact.person, (now, self._count))

    def _may(self, person: str, queue: QueueConfig, waited: int) -> set[str]:
        """The groups by which somebody may take a call that has waited so long."""
        return {one.group_id for one in queue.groups if one.after_ms <= waited} & self._groups[person].keys()

    def _is_its_turn(self, call: str, people: dict[str, Any], now: int) -> bool:
        """Whether for one at least of those who may take it no other call would come before it.

        A group that opens in this very millisecond may do so after what else happens in it.
        """
        turn = self._turn(call, now)
        before = [one for one in self._unrung() if self._turn(one, now) < turn]
        return not before or any(
            not any(self._may(person, *self._seen_from(one, now)) for one in before) for person in people
        )

    def _unrung(self) -> Iterator[str]:
        return (one for one in self._waiting if one not in self._rung)

    def _seen_from(self, call: str, now: int) -> tuple[QueueConfig, int]:
        since, queue_id = self._waiting[call]
        waited = now - since
        return self._queues[queue_id], waited - 1 if waited else 0

    def _turn(self, call: str, now: int) -> tuple[bool, int, int, int]:
        """When it is a call's turn: the smallest is next."""
        since, queue_id = self._waiting[call]
        queue = self._queues[queue_id]
        counted = queue.weight * (now - since) + queue.priority * POINT_MS
        return (call not in self._back, -counted, since, self._arrived.get(call, 0))

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
        if fact.outcome == "answered":
            self._forget(fact.call)
        elif fact.call in self._rung:
            self._rung[fact.call].remove(fact.person)
            if not self._rung[fact.call]:
                del self._rung[fact.call]
        # Only an offer that the agent could not help keeps his place among the idle.
        if fact.outcome not in ("abandoned", "withdrawn"):
            self._before_offer.pop(fact.person, None)

    def _forget(self, call: str) -> None:
        self._waiting.pop(call, None)
        self._rung.pop(call, None)
        self._back.discard(call)
        self._offered_now.pop(call, None)

    def _agent(self, fact: f.AgentStateChanged, now: int) -> None:
        if fact.state == "ready":
            kept = self._before_offer.pop(fact.person, None)
            self._idle[fact.person] = kept or (now, self._count)
        else:
            self._idle.pop(fact.person, None)
        if fact.state in ("ready", "not_ready", "wrap_up", "signed_out"):
            self._busy.pop(fact.person, None)


_READERS: dict[type[f.Fact], Callable[[Oracle, Any, int], None]] = {
    f.CallStarted: Oracle._started,
    f.CallEnded: Oracle._ended,
    f.PhaseEntered: Oracle._entered,
    f.CallQueued: Oracle._queued,
    f.OfferMade: Oracle._offered,
    f.OfferEnded: Oracle._offer_over,
    f.AgentStateChanged: Oracle._agent,
}
