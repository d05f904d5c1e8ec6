"""`zuoxi simulate inbound`: one queue at rest, to any exactness, beside Erlang A.

A run of the engine is dear, a run of the same callers followed one by one is cheap, and both say nearly the
same of the same callers. So a figure is that of many cheap runs plus the difference in some dear ones; its
interval takes both uncertainties together (control variates: P. Glasserman, "Monte Carlo Methods in Financial
Engineering", 4.1, with the control's mean found by runs of its own; a share over several runs is a ratio of
sums: the same, 4.3). The formula is used for nothing but the comparison.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from statistics import fmean

from zuoxi.kernel.erlang import ErlangA
from zuoxi.simulator.whatif.customers import Customer, customers
from zuoxi.simulator.whatif.day import Fate, play
from zuoxi.simulator.whatif.figures import Counts, Expected, Figures, count
from zuoxi.simulator.whatif.followed import followed
from zuoxi.simulator.whatif.interval import half_width
from zuoxi.simulator.whatif.plan import SLOT_S, Plan, QueuePlan, Serving, TeamPlan

CALLS_PER_RUN = 1_500
AT_REST = 10
"""So many conversations or patiences long nothing is counted: an empty floor has come to rest by then."""
CHEAP_AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Inbound:
    """What is supposed. Spans are seconds."""

    agents: int
    per_hour: float
    talk_s: float
    wrap_up_s: float = 0.0
    patience_s: float = 0.0
    threshold_s: float = 20.0
    seed: int = 1

    @property
    def erlang_a(self) -> ErlangA | None:
        """The formula for it, where what the formula assumes holds."""
        formula = ErlangA(self.agents, self.per_hour, self.talk_s, self.patience_s)
        return None if self.wrap_up_s or not formula.stands else formula


@dataclass(frozen=True, slots=True)
class Estimate:
    """Of all runs together; `half_width` is that of the service level's 95 % interval."""

    figures: Figures
    half_width: float
    runs: int
    """Of the engine."""
    followed_runs: int
    expected: Expected
    """How true it was what the engine would have told of the wait."""
    differences: int
    """Callers who fared otherwise in the engine than one by one, by a millisecond or more."""


def estimate(
    supposed: Inbound,
    *,
    half_width: float = 0.001,
    runs: int = 20,
    most_followed: int = 20_000,
    heard: Callable[[float], None] = lambda part: None,
) -> Estimate:
    """Run until the service level is known to `half_width`, or `most_followed` cheap runs are done."""
    series = _Series(supposed)
    for number in range(runs):
        series.compare(number)
        heard((number + 1) / runs / 2)
    while True:
        found = series.found()
        if found.half_width <= half_width or series.cheap >= most_followed:
            return found
        series.follow(CHEAP_AT_ONCE)
        heard(0.5 + min(0.5, half_width**2 / max(found.half_width**2, 1e-12) / 2))


class _Series:
    def __init__(self, supposed: Inbound) -> None:
        self._supposed = supposed
        slots = math.ceil(CALLS_PER_RUN / max(supposed.per_hour, 1) * 3600 / SLOT_S)
        rest = math.ceil(AT_REST * max(supposed.talk_s + supposed.wrap_up_s, supposed.patience_s) / SLOT_S)
        self._window = (rest * SLOT_S * 1000, (rest + slots) * SLOT_S * 1000)
        self._plan = Plan(
            queues=(
                QueuePlan(
                    name="inbound",
                    per_hour=(supposed.per_hour,) * (rest + slots),
                    talk_s=supposed.talk_s,
                    patience_s=supposed.patience_s,
                    wrap_up_s=supposed.wrap_up_s,
                    threshold_s=supposed.threshold_s,
                ),
            ),
            teams=(TeamPlan(name="all", agents=supposed.agents, serves=(Serving(queue=0),)),),
            seed=supposed.seed,
        )
        self._dear: list[Counts] = []
        self._beside: list[Counts] = []
        self._cheap: list[Counts] = []
        self._differences = 0

    @property
    def cheap(self) -> int:
        return len(self._cheap)

    def compare(self, run: int) -> None:
        """One run of the engine, and the same callers one by one."""
        calling = customers(self._plan, run)
        dear, beside = play(self._plan, calling), self._followed(calling)
        self._differences += sum(one != other for one, other in zip(dear, beside, strict=True))
        self._dear.append(self._count(dear))
        self._beside.append(self._count(beside))

    def follow(self, runs: int) -> None:
        """More callers one by one: others than any before."""
        for _ in range(runs):
            run = len(self._dear) + len(self._cheap)
            self._cheap.append(self._count(self._followed(customers(self._plan, run))))

    def found(self) -> Estimate:
        """All that is known so far."""
        cheap = [*self._beside, *self._cheap]
        apart = [one - other for one, other in zip(_errors(self._dear), _errors(self._beside), strict=True)]
        return Estimate(
            figures=_plus(_together(cheap), _together(self._dear), _together(self._beside)),
            half_width=half_width([_errors(cheap), apart]),
            runs=len(self._dear),
            followed_runs=len(cheap),
            expected=sum(self._dear, Counts()).expected,
            differences=self._differences,
        )

    def _followed(self, calling: Sequence[Customer]) -> list[Fate]:
        return followed(calling, self._supposed.agents, round(self._supposed.wrap_up_s * 1000))

    def _count(self, fates: list[Fate]) -> Counts:
        return count(
            fates,
            window_ms=self._window,
            threshold_s=self._supposed.threshold_s,
            agents=self._supposed.agents,
            wrap_up_s=self._supposed.wrap_up_s,
        )


def _together(runs: Sequence[Counts]) -> Figures:
    return sum(runs, Counts()).figures


def _errors(runs: Sequence[Counts]) -> list[float]:
    """By how much each run pulls the service level of all runs away from its value."""
    level = _together(runs).service_level
    calls = fmean(run.calls for run in runs)
    return [(run.in_time - level * run.calls) / calls if calls else 0.0 for run in runs]


def _plus(cheap: Figures, dear: Figures, beside: Figures) -> Figures:
    return Figures(
        **{name: getattr(cheap, name) + getattr(dear, name) - getattr(beside, name) for name in _NAMES}
    )


_NAMES = tuple(field.name for field in fields(Figures))


def told(supposed: Inbound, found: Estimate) -> dict[str, float | int | None]:
    """What the command prints, by name."""
    formula = supposed.erlang_a
    return {
        **{name: round(value, 5) for name, value in asdict(found.figures).items()},
        "half_width": round(found.half_width, 6),
        "erlang_a": round(formula.service_level(supposed.threshold_s), 5) if formula else None,
        "erlang_a_abandonment": round(formula.abandonment(), 5) if formula else None,
        "erlang_a_mean_wait_s": round(formula.mean_wait_s(), 3) if formula else None,
        **{f"told_{name}": round(value, 3) for name, value in asdict(found.expected).items()},
        "runs": found.runs,
        "followed_runs": found.followed_runs,
        "differences": found.differences,
    }
