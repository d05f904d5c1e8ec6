"""The configuration, ready for looking up: each question is answered without a search."""

from collections.abc import Iterable, Mapping
from typing import Final

from zuoxi.engine.config import (
    FIRST_REASONS,
    AccessNumberConfig,
    AgentConfig,
    DeviceConfig,
    FloorConfig,
    QueueConfig,
    Strategy,
    TrunkConfig,
)
from zuoxi.engine.config_edit import ConfigEdit, edited
from zuoxi.kernel.phone import national

Skills = tuple[tuple[str, int], ...]
"""(group, level) of an agent."""
Stand = tuple[str, int, Strategy]
"""(line of the ready, the level that counts there, the strategy by which it is in order)."""


def slot_name(group: str, node: str, strategy: Strategy) -> str:
    """Name of the ready agents of one group who are reached on one switch node, in a strategy's order."""
    return f"{group}@{node}:{strategy}"


class House:
    """One snapshot of the configuration with its indexes. Two houses of equal configuration are equal.

    Indexes over rows that `like` has too are taken from there: an edit costs what it edits.
    """

    __slots__ = (
        "_ends",
        "_lines",
        "_numbers",
        "_own_reasons",
        "_reasons",
        "_served",
        "_strategies",
        "_trunks",
        "agents",
        "config",
        "flows",
        "queues",
        "tenant",
    )

    def __init__(self, config: FloorConfig, like: "House | None" = None) -> None:
        self.config: Final[FloorConfig] = config
        same = like if like is not None and like.config.queues is config.queues else None
        self.queues: Final[Mapping[str, QueueConfig]] = (
            same.queues if same else {queue.id: queue for queue in config.queues}
        )
        self._served: Final[Mapping[str, tuple[str, ...]]] = (
            same._served if same else _by_group(config.queues)
        )
        self._strategies: Final[Mapping[str, tuple[Strategy, ...]]] = (
            same._strategies if same else _strategies(config.queues)
        )
        self._lines: Final[dict[tuple[Skills, str], tuple[Stand, ...]]] = same._lines if same else {}
        """What `lines` has been asked already: there are as many as there are different skills on a node."""
        same = like if like is not None and like.config.access_numbers is config.access_numbers else None
        self._numbers: Final[Mapping[tuple[str, str], AccessNumberConfig]] = (
            same._numbers if same else _by_number(config.access_numbers)
        )
        self.flows: Final = {flow.key: flow for flow in config.flows}
        """The published flows, by their keys."""
        self.agents: Final = {agent.person_id: agent for agent in config.agents}
        self._reasons: Final = frozenset(config.not_ready_reasons)
        self._own_reasons: Final = frozenset(tenant for tenant, _ in config.not_ready_reasons)
        self._trunks: Final = {trunk.id: trunk for trunk in config.trunks}
        self._ends: Final = {(trunk.node, trunk.endpoint): trunk for trunk in config.trunks}
        self.tenant: Final = next((number.tenant for number in config.access_numbers), "")
        """Whose the calls of an unknown trunk to an unknown number are."""

    def edited(self, edit: ConfigEdit) -> "House":
        """The house after an edit of its configuration."""
        return House(edited(self.config, edit), like=self)

    def access_number(self, node: str, endpoint: str, dialled: str) -> AccessNumberConfig | None:
        """The access number that the carrier behind a trunk's `endpoint` means by `dialled`.

        The same digits on another trunk may be another company's number.
        """
        trunk = self.trunk_at(node, endpoint)
        home = trunk.home_area if trunk else ""
        brought_by = (trunk.id, "") if trunk else ("",)
        keys = ((owner, number) for owner in brought_by for number in (dialled, national(dialled, home)))
        return next((self._numbers[key] for key in keys if key in self._numbers), None)

    def is_ours(self, number: str) -> bool:
        """Whether a number (national form) is one that callers dial here, or that our calls show."""
        if not number:
            return False
        shown = any(national(trunk.caller_id) == number for trunk in self._trunks.values())
        return shown or any(one == number for _, one in self._numbers)

    def trunk_at(self, node: str, endpoint: str) -> TrunkConfig | None:
        """The trunk that a call came in by."""
        return self._ends.get((node, endpoint))

    def is_reason(self, tenant: str, code: str) -> bool:
        """Whether agents of this company may be not ready for this reason."""
        return (tenant, code) in self._reasons if tenant in self._own_reasons else code in FIRST_REASONS

    def numbered(self, tenant: str, number: str) -> AgentConfig | None:
        """The agent of a company who has this agent number."""
        people = (one for one in self.agents.values() if one.tenant == tenant and one.number == number)
        return next(people, None) if number else None

    def agent_at(self, endpoint: str) -> AgentConfig | None:
        """The agent who has a device."""
        people = (one for one in self.agents.values() if any(endpoint == its.endpoint for its in one.devices))
        return next(people, None) if endpoint else None

    def trunk(self, trunk_id: str) -> TrunkConfig | None:
        return self._trunks.get(trunk_id)

    def served(self, groups: Iterable[str]) -> tuple[str, ...]:
        """The queues that agents of `groups` serve, now or after an overflow time, in order of id."""
        served = [self._served.get(group, ()) for group in groups]
        if len(served) == 1:
            return served[0]
        return tuple(sorted({queue for queues in served for queue in queues}))

    def strategies(self, group: str) -> tuple[Strategy, ...]:
        """By what a group's agents are put in order: the strategies of the queues that it serves."""
        return self._strategies.get(group, ())

    def lines(self, skills: Skills, node: str) -> tuple[Stand, ...]:
        """Where agents of these skills who are reached on a node stand when they are ready."""
        known = self._lines.get((skills, node))
        if known is None:
            known = self._lines[skills, node] = tuple(
                (slot_name(group, node, strategy), level, strategy)
                for group, level in skills
                for strategy in self.strategies(group)
            )
        return known

    def __eq__(self, other: object) -> bool:
        return isinstance(other, House) and self.config == other.config

    __hash__ = None  # type: ignore[assignment]  # a value, but never a key


def device_of(agent: AgentConfig, device_id: str) -> DeviceConfig | None:
    """The agent's device with this id; an empty id means his first."""
    return next((device for device in agent.devices if device_id in ("", device.id)), None)


def serving(queue: QueueConfig) -> tuple[str, ...]:
    """The groups that serve somebody of a queue: its own, and the one for its VIPs."""
    groups = tuple(group.group_id for group in queue.groups)
    return (*groups, queue.vip_group) if queue.vip_group and queue.vip_group not in groups else groups


def _by_number(numbers: Iterable[AccessNumberConfig]) -> dict[tuple[str, str], AccessNumberConfig]:
    listed = tuple(numbers)
    return {(one.trunk, national(one.number) or one.number): one for one in listed} | {
        (one.trunk, one.number): one for one in listed
    }


def _strategies(queues: Iterable[QueueConfig]) -> dict[str, tuple[Strategy, ...]]:
    used: dict[str, set[Strategy]] = {}
    for queue in queues:
        for group in serving(queue):
            used.setdefault(group, set()).add(queue.strategy)
    return {group: tuple(sorted(strategies)) for group, strategies in used.items()}


def _by_group(queues: Iterable[QueueConfig]) -> dict[str, tuple[str, ...]]:
    served: dict[str, set[str]] = {}
    for queue in queues:
        for group in serving(queue):
            served.setdefault(group, set()).add(queue.id)
    return {group: tuple(sorted(ids)) for group, ids in served.items()}
