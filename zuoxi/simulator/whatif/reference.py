"""Erlang A beside a plan: what the formula says of each half hour, and what of the plan it does not know."""

from typing import Literal

from zuoxi.calls.rules import IN_TIME
from zuoxi.kernel.erlang import ErlangA
from zuoxi.kernel.record import Record
from zuoxi.simulator.whatif.plan import Plan

Why = Literal["queues", "overflow", "wrap_up", "ring", "timeout", "overload"]
"""What the formula supposes and the plan does otherwise. `overload`: nobody gives up and more call than all
agents can serve, in some half hour."""
THRESHOLD_S = IN_TIME.total_seconds()


class Reference(Record):
    """By half hours; None: nobody calls, or the formula says nothing."""

    why_not: tuple[Why, ...]
    """Empty: what it supposes holds."""
    changes: bool
    """Calls or agents change within the day: each half hour is taken as if it had lasted for long."""
    service_level: tuple[float | None, ...] = ()
    abandonment: tuple[float | None, ...] = ()


def reference(plan: Plan) -> Reference:
    """What Erlang A says of a plan of one queue whose agents do nothing but answer at once and speak."""
    rates = tuple(zip(plan.queues[0].per_hour, map(plan.agents_in, range(plan.slots)), strict=False))
    busy = {rate for rate in rates if rate[0]}
    why = _why_not(plan)
    if why:
        return Reference(why_not=why, changes=len(busy) > 1)
    said = [_formula(plan, *rate) for rate in rates]
    overload = any(rate[0] and formula is None for rate, formula in zip(rates, said, strict=True))
    return Reference(
        why_not=("overload",) if overload else (),
        changes=len(busy) > 1,
        service_level=tuple(one.service_level(THRESHOLD_S) if one else None for one in said),
        abandonment=tuple(one.abandonment() if one else None for one in said),
    )


def _why_not(plan: Plan) -> tuple[Why, ...]:
    queue = plan.queues[0]
    deviations: tuple[tuple[Why, bool], ...] = (
        ("queues", len(plan.queues) > 1),
        ("overflow", any(serving.after_s for team in plan.teams for serving in team.serves)),
        ("wrap_up", queue.wrap_up_s > 0),
        ("ring", plan.ring_s > 0),
        ("timeout", queue.timeout_s > 0),
    )
    return tuple(why for why, holds in deviations if holds)


def _formula(plan: Plan, per_hour: float, agents: int) -> ErlangA | None:
    queue = plan.queues[0]
    formula = ErlangA(agents, per_hour, queue.talk_s, queue.patience_s)
    return formula if per_hour and agents and formula.stands else None
