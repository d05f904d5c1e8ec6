"""Whole days as they are planned, and the same days with some agents fewer and more.

The same customers call in each staffing (`whatif.customers`), so what differs is what the agents make of it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from statistics import fmean

import msgspec

from zuoxi.kernel.record import Record
from zuoxi.simulator.whatif.customers import customers
from zuoxi.simulator.whatif.day import Fate, play
from zuoxi.simulator.whatif.interval import half_width
from zuoxi.simulator.whatif.measured import At, Measured
from zuoxi.simulator.whatif.plan import SLOT_S, Plan
from zuoxi.simulator.whatif.reference import Reference, reference

VERSION = 1
CURVE_S = (0, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600)
"""Waits at which the curve of waiting is known, s."""
LEVEL = ("in_time", "offered")
"""What the interval is told of: the service level (K5)."""

Sums = dict[str, int]
"""Column of the catalogue -> sum over all days."""


class Asked(Record):
    """What somebody wants to know."""

    plan: Plan
    days: int
    """So many days with other customers each; what is told is their mean."""
    team: int = 0
    """Whose agents are fewer or more beside it."""
    beside: int = 0
    """How many; 0: nothing stands beside it."""

    @property
    def staffings(self) -> tuple[int, ...]:
        """Agents more than planned, for each staffing."""
        steps = dict.fromkeys((0, -self.beside, self.beside))
        return tuple(more for more in steps if self.plan.teams[self.team].agents + more >= 0)

    @property
    def calls(self) -> float:
        """How many calls are played."""
        return self.plan.calls * self.days * len(self.staffings)


class HalfHour(Record):
    sums: Sums
    calls: int
    waited_ms: int
    """Of all who called in it, until they were answered, gave up or were told that all are busy."""


class Staffing(Record):
    """What came of one staffing, over all days."""

    more: int
    """Agents more than planned; negative: fewer."""
    agents: int
    sums: Sums
    queues: tuple[Sums, ...]
    teams: tuple[Sums, ...]
    half_hours: tuple[HalfHour, ...]
    calls: int
    waited_ms: int
    longest_ms: int
    told_busy: int
    curve: tuple[int, ...]
    """How many were answered within each of `CURVE_S`."""
    half_width: float | None
    """Half of the 95 % interval of the service level; None: one day says nothing of it."""
    reference: Reference


class Found(Record):
    """What came of it. The first is as planned."""

    version: int
    days: int
    staffings: tuple[Staffing, ...]


def staffed(plan: Plan, team: int, more: int) -> Plan:
    """The plan with other agents in one team."""
    teams = list(plan.teams)
    teams[team] = msgspec.structs.replace(teams[team], agents=teams[team].agents + more)
    return msgspec.structs.replace(plan, teams=tuple(teams))


def find(asked: Asked, heard: Callable[[float], None] = lambda part: None) -> Found:
    """Play all days of all staffings; `heard` is told the part that is done and may raise to break it off."""
    found = []
    for place, more in enumerate(asked.staffings):
        plan = staffed(asked.plan, asked.team, more)
        days = _Days(plan, more)
        for day in range(asked.days):
            before = place * asked.days + day
            days.play(day, lambda part, before=before: heard((before + part) / _runs(asked)))  # type: ignore[misc]
        found.append(days.found())
    heard(1.0)
    return Found(version=VERSION, days=asked.days, staffings=tuple(found))


def _runs(asked: Asked) -> int:
    return asked.days * len(asked.staffings)


class _Days:
    def __init__(self, plan: Plan, more: int) -> None:
        self._plan, self._more = plan, more
        self._sums: Counter[At] = Counter()
        self._levels: list[tuple[int, ...]] = []
        self._waited: Counter[int] = Counter()
        self._called: Counter[int] = Counter()
        self._curve: Counter[int] = Counter()
        self._longest = self._told_busy = 0

    def play(self, day: int, heard: Callable[[float], None]) -> None:
        measured = Measured()
        fates = play(self._plan, customers(self._plan, day), heard, measured.tell)
        sums = measured.sums()
        self._sums.update(sums)
        whole = _columns(sums.items())
        self._levels.append(tuple(whole.get(column, 0) for column in LEVEL))
        for fate in fates:
            self._waits(fate)

    def _waits(self, fate: Fate) -> None:
        slot = fate.customer.arrives_ms // (SLOT_S * 1000)
        self._called[slot] += 1
        self._waited[slot] += fate.waited_ms
        self._longest = max(self._longest, fate.waited_ms)
        self._told_busy += fate.outcome == "told_busy"
        if fate.outcome == "answered":
            for span in CURVE_S:
                self._curve[span] += fate.waited_ms <= span * 1000

    def found(self) -> Staffing:
        return Staffing(
            more=self._more,
            agents=self._plan.agents,
            sums=_columns(self._sums.items()),
            queues=self._by(lambda at: at.queue, len(self._plan.queues)),
            teams=self._by(lambda at: at.team, len(self._plan.teams)),
            half_hours=tuple(
                HalfHour(sums=sums, calls=self._called[slot], waited_ms=self._waited[slot])
                for slot, sums in enumerate(self._by(lambda at: at.slot, self._plan.slots))
            ),
            calls=self._called.total(),
            waited_ms=self._waited.total(),
            longest_ms=self._longest,
            told_busy=self._told_busy,
            curve=tuple(self._curve[span] for span in CURVE_S),
            half_width=_level_half_width(self._levels),
            reference=reference(self._plan),
        )

    def _by(self, place: Callable[[At], int], count: int) -> tuple[Sums, ...]:
        found: list[Sums] = [{} for _ in range(count)]
        for at, amount in self._sums.items():
            if 0 <= place(at) < count:
                sums = found[place(at)]
                sums[at.column] = sums.get(at.column, 0) + amount
        return tuple(found)


def _columns(cells: Iterable[tuple[At, int]]) -> Sums:
    found: Sums = {}
    for at, amount in cells:
        found[at.column] = found.get(at.column, 0) + amount
    return found


def _level_half_width(days: Sequence[tuple[int, ...]]) -> float | None:
    """Of a share over several days, which is a ratio of sums (`whatif.inbound`)."""
    offered = sum(day[1] for day in days)
    if len(days) < 2 or not offered:
        return None
    level, mean = sum(day[0] for day in days) / offered, fmean(day[1] for day in days)
    return half_width([[(day[0] - level * day[1]) / mean for day in days]])
