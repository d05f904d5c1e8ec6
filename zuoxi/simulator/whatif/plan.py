"""What is supposed: who calls, how long they talk and wait, and who is there to answer."""

from zuoxi.engine.config import Strategy
from zuoxi.kernel.record import Record

SLOT_S = 1800
"""Arrivals are given by the half hour."""
DAY_SLOTS = 24 * 3600 // SLOT_S


class QueuePlan(Record):
    """One queue. Talk and patience are means of exponential spans in seconds."""

    name: str
    per_hour: tuple[float, ...]
    """Calls per hour in each half hour, from the first to the last."""
    talk_s: float
    patience_s: float = 0.0
    """0: nobody gives up."""
    wrap_up_s: float = 0.0
    """The same after every call, as the queue's setting is."""
    threshold_s: float = 20.0
    """Who is answered within it counts for the service level."""
    timeout_s: float = 0.0
    """After it callers are told that all are busy and will be called back; 0: never."""
    strategy: Strategy = "longest_idle"


class Serving(Record):
    """A team takes calls of a queue, from `after_s` of waiting on."""

    queue: int
    after_s: float = 0.0


class TeamPlan(Record):
    """Agents with the same skills."""

    name: str
    agents: int
    serves: tuple[Serving, ...]
    level: int = 1
    """1 is the best."""
    comes: int = 0
    """The half hour at whose beginning they sign in."""
    goes: int | None = None
    """The half hour at whose beginning they sign out, after the call that is up; None: they stay."""

    def there(self, slot: int) -> bool:
        """Whether they are there in a half hour."""
        return self.comes <= slot and (self.goes is None or slot < self.goes)


class Plan(Record):
    """All that is supposed. Equal plans with equal seeds give equal runs."""

    queues: tuple[QueuePlan, ...]
    teams: tuple[TeamPlan, ...]
    ring_s: float = 0.0
    """How long an agent lets it ring."""
    seed: int = 1

    @property
    def span_s(self) -> int:
        """How long calls come in."""
        return max((len(queue.per_hour) for queue in self.queues), default=0) * SLOT_S

    @property
    def slots(self) -> int:
        """Half hours in which calls come in."""
        return self.span_s // SLOT_S

    @property
    def agents(self) -> int:
        """Agents in all teams together."""
        return sum(team.agents for team in self.teams)

    def agents_in(self, slot: int) -> int:
        """Agents who are there in a half hour."""
        return sum(team.agents for team in self.teams if team.there(slot))

    @property
    def calls(self) -> float:
        """How many call, on average, in one run."""
        return sum(sum(queue.per_hour) for queue in self.queues) * SLOT_S / 3600
