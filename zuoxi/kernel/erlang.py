"""Erlang A: what becomes of callers when arrivals, conversations and patience are exponential.

Callers come as a Poisson stream to `agents` agents, wait in the order in which they came, and give up when
their patience ends (M/M/n+M). Without patience to end it is Erlang C. Sources: C. Palm, "Research on
telephone traffic carried by full availability groups" (1957); O. Garnett, A. Mandelbaum, M. Reiman,
"Designing a call center with impatient customers" (2002).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

NEGLIGIBLE = math.log(1e-14)
"""States beyond the likeliest one that are less likely than this beside it are left out."""


@dataclass(frozen=True, slots=True)
class ErlangA:
    """One group of agents with one queue. Spans are seconds; with `patience_s` 0 nobody gives up."""

    agents: int
    per_hour: float
    talk_s: float
    patience_s: float = 0.0

    @property
    def load(self) -> float:
        """Conversations that would go on at once if every caller got through at once (Erlang)."""
        return self.per_hour * self.talk_s / 3600

    @property
    def stands(self) -> bool:
        """Whether the queue comes to rest at all: with patience always, without it only below full load."""
        return self.patience_s > 0 or self.load < self.agents

    def states(self) -> tuple[list[float], list[float]]:
        """Probabilities that 0 … agents-1 speak and nobody waits; that all speak and 0, 1, 2 … wait."""
        if not self.stands:
            raise ValueError("more is asked for than all agents can do, and nobody gives up")
        if not self.per_hour:
            return [1.0] + [0.0] * (self.agents - 1), [0.0]
        free, waiting = self._logarithms()
        most = max(*free, *waiting)
        free, waiting = ([math.exp(one - most) for one in some] for some in (free, waiting))
        whole = math.fsum(free) + math.fsum(waiting)
        return [one / whole for one in free], [one / whole for one in waiting]

    def _logarithms(self) -> tuple[list[float], list[float]]:
        """As `states`, each beside the state in which all speak and nobody waits: nothing overflows."""
        arrive, serve = self.per_hour / 3600, 1 / self.talk_s
        leave = 1 / self.patience_s if self.patience_s else 0.0
        free, here = [], 0.0
        for speaking in range(self.agents, 0, -1):
            here += math.log(speaking * serve / arrive)
            free.append(here)
        free.reverse()
        waiting, here, most = [0.0], 0.0, max(0.0, *free)
        while True:
            step = math.log(arrive / (self.agents * serve + len(waiting) * leave))
            here += step
            if step < 0 and here < most + NEGLIGIBLE:
                return free, waiting
            waiting.append(here)
            most = max(most, here)

    def delayed(self) -> float:
        """Share of callers who do not get through at once."""
        return math.fsum(self.states()[1])

    def service_level(self, threshold_s: float) -> float:
        """Share of all callers who are answered within `threshold_s`; who gives up is not."""
        free, waiting = self.states()
        if threshold_s <= 0:
            return math.fsum(free)
        return math.fsum(free) + math.fsum(
            share * reached
            for share, reached in zip(waiting, self._reached(threshold_s, len(waiting)), strict=True)
        )

    def abandonment(self) -> float:
        """Share of all callers who give up."""
        return (
            self.queue_length() * 3600 / self.per_hour / self.patience_s
            if self.patience_s and self.per_hour
            else 0.0
        )

    def queue_length(self) -> float:
        """How many wait on average."""
        return math.fsum(ahead * share for ahead, share in enumerate(self.states()[1]))

    def mean_wait_s(self) -> float:
        """How long a caller waits on average until answered or given up; who waits not at all counts too."""
        return self.queue_length() * 3600 / self.per_hour if self.per_hour else 0.0

    def utilisation(self) -> float:
        """Share of their time in which agents speak."""
        return self.load * (1 - self.abandonment()) / self.agents

    def _reached(self, threshold_s: float, count: int) -> list[float]:
        """For who finds 0, 1, 2 … waiting before him: the chance to be answered in time and before he gives
        up.

        With a = agents · patience / talk, exp(-wait / patience) of who finds j before him is Beta(a, j + 1),
        so the chance is a / (a + j + 1) · (1 - I_x(a + 1, j + 1)) with x = exp(-threshold / patience).
        Without an end of patience the wait is a sum of j + 1 equal exponential spans.
        """
        if not self.patience_s:
            due = self.agents * threshold_s / self.talk_s
            return _upper_sums(count, -due, lambda j: due / j)
        a = self.agents * self.patience_s / self.talk_s
        gone = -math.expm1(-threshold_s / self.patience_s)
        late = _upper_sums(count, -(a + 1) * threshold_s / self.patience_s, lambda j: gone * (a + j) / j)
        return [a / (a + j + 1) * in_time for j, in_time in enumerate(late)]


def _upper_sums(count: int, first_log: float, ratio: Callable[[int], float]) -> list[float]:
    """1 - (t0 + … + tj) for j = 0 … count-1, t0 = exp(first_log), tj = t(j-1) ratio(j); without overflow."""
    sums, term, told = [], first_log, 0.0
    for j in range(count):
        if j:
            step = ratio(j)
            term += math.log(step) if step else -math.inf
        told += math.exp(term)
        sums.append(max(0.0, 1.0 - told))
    return sums
