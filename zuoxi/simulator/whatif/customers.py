"""Who calls, drawn by chance but the same for every staffing: so two runs differ by their agents alone."""

import random
from dataclasses import dataclass

from zuoxi.simulator.whatif.plan import SLOT_S, Plan, QueuePlan


@dataclass(frozen=True, slots=True)
class Customer:
    """One caller, before anything has happened to him. Spans are ms; a patience of 0 has no end."""

    queue: int
    arrives_ms: int
    patience_ms: int
    talk_ms: int


def customers(plan: Plan, run: int = 0) -> list[Customer]:
    """Everybody who calls in one run, in the order in which they come."""
    drawn = [one for number, queue in enumerate(plan.queues) for one in _of_queue(plan, run, number, queue)]
    return sorted(drawn, key=lambda one: one.arrives_ms)


def _of_queue(plan: Plan, run: int, number: int, queue: QueuePlan) -> list[Customer]:
    chance = random.Random(f"{plan.seed}/{run}/{number}")  # noqa: S311 - a supposition, not a secret
    found, slot, left_s = [], 0, 0.0
    due = chance.expovariate(1)
    while slot < len(queue.per_hour):
        rate = queue.per_hour[slot] / 3600
        until_end = (SLOT_S - left_s) * rate
        if due >= until_end:
            due, slot, left_s = due - until_end, slot + 1, 0.0
            continue
        left_s += due / rate
        found.append(
            Customer(
                queue=number,
                arrives_ms=round((slot * SLOT_S + left_s) * 1000),
                patience_ms=_span(chance, queue.patience_s),
                talk_ms=_span(chance, queue.talk_s),
            )
        )
        due = chance.expovariate(1)
    return found


def _span(chance: random.Random, mean_s: float) -> int:
    drawn = chance.expovariate(1)  # drawn in any case: another mean leaves the other draws as they are
    return max(1, round(drawn * mean_s * 1000)) if mean_s else 0
