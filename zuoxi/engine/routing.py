"""Who gets whom (T9): by the queue's strategy, among the ready of the groups that are open for the call.

A queue's groups open one after another: each from its `after_ms` of waiting on. Each strategy is one key; the
ready agent with the smallest key over all open groups is offered the call. Levels count in every strategy.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import islice
from typing import Final

from zuoxi.engine.config import QueueConfig, Strategy
from zuoxi.engine.house import House, slot_name
from zuoxi.engine.ordered import Ordered
from zuoxi.engine.state import Agent, IdleKey, Standing, WaitingKey
from zuoxi.engine.waiting import first_since, head_start_ms, line_of, standings, urgency_of

LEVEL_MS: Final = 60_000
"""What a better level is worth where idle time decides: so much of it is added in advance."""
AT_ONCE: Final = 50
"""Agents at whom one call may ring at once (`ring_all`)."""


def _longest_idle(agent: Agent, level: int) -> IdleKey:
    return (agent.idle_since + level * LEVEL_MS, level, agent.serial, agent.person)


def _fewest_calls(agent: Agent, level: int) -> IdleKey:
    return (agent.taken, level, agent.idle_since, agent.person)


def _level_first(agent: Agent, level: int) -> IdleKey:
    return (level, agent.idle_since, agent.serial, agent.person)


def _round_robin(agent: Agent, level: int) -> IdleKey:
    return (agent.offered, level, agent.serial, agent.person)


KEYS: Final[Mapping[Strategy, Callable[[Agent, int], IdleKey]]] = {
    "longest_idle": _longest_idle,
    "fewest_calls": _fewest_calls,
    "level_first": _level_first,
    # in turn: whose latest offer is the longest ago
    "round_robin": _round_robin,
    # at all of them; the order counts when there are more than may ring at once
    "ring_all": _longest_idle,
}
"""Strategy -> the key of an agent who has this level in the group; the smallest is offered the call."""


def slots_of(agent: Agent, house: House, *, node_up: bool) -> tuple[tuple[str, IdleKey], ...]:
    """Where an agent stands among the ready: nowhere unless he can take a call this instant."""
    if agent.state != "ready" or not (agent.connected and node_up and line_is_up(agent)):
        return ()
    stands = house.lines(agent.profile.groups, agent.node)
    return tuple([(name, KEYS[strategy](agent, level)) for name, level, strategy in stands])


def line_is_up(agent: Agent) -> bool:
    """Whether the agent's device can speak: a standing leg that is up, or a SIP phone that can be dialled."""
    if agent.device.kind == "webrtc":
        return agent.line is not None and agent.line.state == "up"
    return bool(agent.node)


def open_groups(queue: QueueConfig, waited: int, standing: Standing = "") -> tuple[str, ...]:
    """The groups that may serve a call of this standing that has waited so long (ms)."""
    groups = tuple(group.group_id for group in queue.groups if group.after_ms <= waited)
    if standing == "vip" and queue.vip_group and queue.vip_group not in groups:
        return (queue.vip_group, *groups)
    return groups


def _opening(queue: QueueConfig, standing: Standing, groups: Collection[str]) -> int | None:
    """After how much waiting (ms) agents of `groups` may serve callers of a standing; None: never."""
    if standing == "vip" and queue.vip_group in groups:
        return 0
    return min((g.after_ms for g in queue.groups if g.group_id in groups), default=None)


def next_opening(queue: QueueConfig, waited: int) -> int | None:
    """After how much waiting (ms) the next group opens; None: all are open."""
    return min((group.after_ms for group in queue.groups if group.after_ms > waited), default=None)


def next_agent(
    ready: Mapping[str, Ordered[IdleKey]], strategy: Strategy, groups: Iterable[str], nodes: Iterable[str]
) -> str:
    """The person whose turn it is among the ready of several groups on several nodes; empty: nobody is.

    The strategy alone decides; only of those who are equal by it the one on the earlier of `nodes` is taken.
    """
    nodes = tuple(nodes)
    best: IdleKey | None = None
    at = 0
    for group in groups:
        for far, node in enumerate(nodes):
            line = ready.get(slot_name(group, node, strategy))
            first = line.first() if line is not None else None
            if first is not None and (best is None or (first[:3], far, first[3]) < (best[:3], at, best[3])):
                best, at = first, far
    return best[-1] if best else ""


def all_agents(
    ready: Mapping[str, Ordered[IdleKey]], groups: Iterable[str], nodes: Iterable[str]
) -> tuple[str, ...]:
    """The persons at whom a call rings that rings at all, each once, in order."""
    nodes = tuple(nodes)
    lines = [
        (far, line)
        for group in groups
        for far, node in enumerate(nodes)
        if (line := ready.get(slot_name(group, node, "ring_all")))
    ]
    if len(lines) == 1:  # in order already, as in most houses
        return tuple([key[3] for key in islice(lines[0][1], AT_ONCE)])
    keys = sorted((key[:3], far, key[3]) for far, line in lines for key in line)
    return tuple(dict.fromkeys(person for _, _, person in keys))[:AT_ONCE]


def best_call(
    waiting: Mapping[str, Ordered[WaitingKey]],
    queues: Iterable[QueueConfig],
    agent: Agent,
    now: int,
    nodes: Iterable[str],
) -> WaitingKey | None:
    """The call that a free agent should serve next, over all queues that his groups serve and all `nodes`."""
    groups = {group for group, _ in agent.profile.groups}
    nodes = tuple(nodes)
    best: WaitingKey | None = None
    most_urgent: WaitingKey | None = None
    for queue in queues:
        for node in nodes:
            found = _first_of(waiting, queue, node, groups, now)
            if found is None:
                continue
            urgency = urgency_of(found, queue, now)
            if most_urgent is None or urgency < most_urgent:
                best, most_urgent = found, urgency
    return best


def _first_of(
    waiting: Mapping[str, Ordered[WaitingKey]],
    queue: QueueConfig,
    node: str,
    groups: Collection[str],
    now: int,
) -> WaitingKey | None:
    """The first of a queue's callers on a node whom agents of `groups` may serve, of whatever standing."""
    first: WaitingKey | None = None
    for standing in standings(queue):
        line = waiting.get(line_of(queue.id, node, standing))
        opening = _opening(queue, standing, groups) if line is not None else None
        if line is None or opening is None:
            continue
        found = first_since(line, now - opening, head_start_ms(queue, standing))
        if found is not None and (first is None or found < first):
            first = found
    return first
