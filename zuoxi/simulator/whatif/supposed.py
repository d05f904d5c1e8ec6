"""What a leader begins with when he supposes a day: his own queues, agents and calls of the last weeks."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal
from zoneinfo import ZoneInfo

from zuoxi.calls.selectors.patience import patience_of
from zuoxi.engine.config import AgentConfig, QueueConfig
from zuoxi.kernel.record import Record
from zuoxi.measures.catalogue import Figure
from zuoxi.measures.selectors.figures import Asked, figures
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission, covers
from zuoxi.organisation.selectors.access import reach, require
from zuoxi.simulator.whatif.plan import DAY_SLOTS, SLOT_S, Plan, QueuePlan, Serving, TeamPlan
from zuoxi.telephony.selectors import floor

WEEKS = 4
Days = Literal["workdays", "weekends"]
WEEKDAYS: dict[Days, frozenset[int]] = {
    "workdays": frozenset(range(5)),
    "weekends": frozenset({5, 6}),
}
TALK_S, PATIENCE_S = 180, 60
"""Where nothing is known of the house's own."""
PER_HOUR, AGENTS = 60.0, 5
SHIFT = (18, 36)
"""Nine to six, where nobody has signed in yet."""
MOST_QUEUES = 12


class Supposed(Record):
    """A plan to begin with, and of how many days it tells; 0: the house has had no calls, it is an
    example."""

    plan: Plan
    days: int


def supposed(person: Person, now: dt.datetime, days: Days) -> Supposed:
    """What a day of this kind was like in the last four weeks where he watches; raises `NotAllowed`."""
    require(person, Permission.FLOOR_WATCH)
    weeks = _Weeks(person, now, WEEKDAYS[days])
    queues = _mine(person, floor.queues())[:MOST_QUEUES]
    if not queues:
        return Supposed(plan=EXAMPLE, days=0)
    agents = [one for one in _mine(person, floor.agents()) if one.groups]
    return Supposed(
        plan=Plan(
            queues=tuple(weeks.queue(queue) for queue in queues), teams=_teams(queues, agents, weeks.there())
        ),
        days=weeks.days,
    )


def _mine(person: Person, rows: Iterable[QueueConfig | AgentConfig]) -> list:  # type: ignore[type-arg]
    paths = reach(person, Permission.FLOOR_WATCH)
    return [row for row in rows if row.tenant == str(person.tenant_id) and covers(paths, row.path)]


class _Weeks:
    def __init__(self, person: Person, now: dt.datetime, weekdays: frozenset[int]) -> None:
        self._zone = ZoneInfo(person.tenant.timezone)
        self._person, self._weekdays = person, weekdays
        today = now.astimezone(self._zone).replace(hour=0, minute=0, second=0, microsecond=0)
        self._since, self._until = today - dt.timedelta(weeks=WEEKS), today
        offered = self._figures(("queue", "half_hour"), "offered")
        self._offered: dict[str, list[float]] = defaultdict(lambda: [0.0] * DAY_SLOTS)
        dates = set()
        for (queue, begins), found in offered.items():
            date, slot = self._local(begins)
            if date.weekday() in weekdays:
                dates.add(date)
                self._offered[queue][slot] += found["offered"].above
        self.days = len(dates)
        self._means = self._figures(("queue",), "K14_talk", "K14_wrap_up")
        self._patience = patience_of(person, self._since, self._until)

    def _figures(self, by: tuple, *codes: str) -> dict[tuple, dict[str, Figure]]:  # type: ignore[type-arg]
        found = figures(self._person, Asked(since=self._since, until=self._until, by=by, codes=codes))
        return {key: {one.code: one for one in some} for key, some in found.items()}

    def _local(self, begins: dt.datetime) -> tuple[dt.date, int]:
        local = begins.astimezone(self._zone)
        return local.date(), local.hour * 2 + local.minute // 30

    def queue(self, queue: QueueConfig) -> QueuePlan:
        """As it was called and served."""
        means = self._means.get((queue.id,), {})
        per_half_hour = self._offered[queue.id]
        return QueuePlan(
            name=queue.name,
            per_hour=tuple(round(2 * calls / max(self.days, 1), 1) for calls in per_half_hour)
            if self.days
            else _flat(PER_HOUR),
            talk_s=_seconds(means.get("K14_talk"), TALK_S),
            wrap_up_s=_seconds(means.get("K14_wrap_up"), round(queue.wrap_up_ms / 1000)),
            patience_s=max(1, round(self._patience.get(queue.id, PATIENCE_S))),
            timeout_s=round(queue.timeout_ms / 1000),
            strategy=queue.strategy,
        )

    def there(self) -> list[float]:
        """How many agents were signed in, by half hours; empty: none ever."""
        sums = [0.0] * DAY_SLOTS
        dates = set()
        for (begins,), found in self._figures(("half_hour",), "signed_in").items():
            date, slot = self._local(begins)
            if date.weekday() in self._weekdays:
                dates.add(date)
                sums[slot] += found["signed_in"].above
        return [ms / (SLOT_S * 1000 * len(dates)) for ms in sums] if dates else []


def _teams(queues: list[QueueConfig], agents: list[AgentConfig], there: list[float]) -> tuple[TeamPlan, ...]:
    """Agents with the same skills, as many of each as were there when the most were."""
    names = {group.id: group.name for group in floor.skill_groups()}
    alike: dict[tuple[tuple[str, int], ...], int] = defaultdict(int)
    for agent in agents:
        alike[tuple(sorted(agent.groups))] += 1
    peak = max(there, default=0.0)
    slots = [slot for slot, some in enumerate(there) if some >= peak / 2] if peak else []
    comes, goes = (slots[0], slots[-1] + 1) if slots else SHIFT
    part = min(1.0, peak / len(agents)) if peak and agents else 1.0
    teams = [
        TeamPlan(
            name=" + ".join(names[group] for group, _ in groups if group in names)[:100],
            agents=max(1, round(members * part)),
            level=min(level for _, level in groups),
            comes=comes,
            goes=goes,
            serves=serves,
        )
        for groups, members in alike.items()
        if (serves := _serves(queues, dict(groups)))
    ]
    return tuple(teams) or EXAMPLE.teams


def _serves(queues: list[QueueConfig], groups: Mapping[str, int]) -> tuple[Serving, ...]:
    found = (
        (number, min((one.after_ms for one in queue.groups if one.group_id in groups), default=None))
        for number, queue in enumerate(queues)
    )
    return tuple(Serving(queue=number, after_s=after / 1000) for number, after in found if after is not None)


def _seconds(figure: Figure | None, otherwise: int) -> float:
    return round((figure.value or 0) / 1000) if figure is not None and figure.below else otherwise


def _flat(per_hour: float) -> tuple[float, ...]:
    return tuple(per_hour if SHIFT[0] <= slot < SHIFT[1] else 0.0 for slot in range(DAY_SLOTS))


EXAMPLE = Plan(
    queues=(QueuePlan(name="示例队列", per_hour=_flat(PER_HOUR), talk_s=TALK_S, patience_s=PATIENCE_S),),
    teams=(
        TeamPlan(name="示例班组", agents=AGENTS, comes=SHIFT[0], goes=SHIFT[1], serves=(Serving(queue=0),)),
    ),
)
