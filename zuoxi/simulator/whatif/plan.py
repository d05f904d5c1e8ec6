"""What is supposed: who calls, how long they talk and wait, and who is there to answer."""

from zuoxi.kernel.record import Record

SLOT_S = 1800
"""Arrivals are given by the half hour."""


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


class Serving(Record):
    """A team takes calls of a queue, from `after_s` of waiting on."""

    queue: int
    after_s: float = 0.0


class TeamPlan(Record):
    """Agents with the same skills."""

    name: str
    agents: int
    serves: tuple[Serving, ...]


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
    def agents(self) -> int:
        """Agents in all teams together."""
        return sum(team.agents for team in self.teams)
