"""Who gets whom (T9): the longest idle agent of the groups that are open for the call.

A queue's groups open one after another: each from its `after_ms` of waiting on. Among the agents of all open
groups the longest idle is offered the call; at equal time the better level, then who became ready first.
"""

from collections.abc import Iterable, Mapping

from zuoxi.engine.config import QueueConfig
from zuoxi.engine.ordered import Ordered
from zuoxi.engine.state import Agent, IdleKey, WaitingKey
from zuoxi.engine.waiting import first_since, line_of


def slot_name(group: str, node: str) -> str:
    """Name of the ready agents of one group who are reached on one switch node."""
    return f"{group}@{node}"


def slots_of(agent: Agent, *, node_up: bool) -> tuple[tuple[str, IdleKey], ...]:
    """Where an agent stands among the ready: nowhere unless he can take a call this instant."""
    if agent.state != "ready" or not (agent.connected and node_up and line_is_up(agent)):
        return ()
    return tuple(
        (slot_name(group, agent.node), (agent.idle_since, level, agent.serial, agent.person))
        for group, level in agent.profile.groups
    )


def line_is_up(agent: Agent) -> bool:
    """Whether the agent's device can speak: a standing leg that is up, or a SIP phone that can be dialled."""
    if agent.device.kind == "webrtc":
        return agent.line is not None and agent.line.state == "up"
    return bool(agent.node)


def open_groups(queue: QueueConfig, waited: int) -> tuple[str, ...]:
    """The groups that may serve a call that has waited so long (ms)."""
    return tuple(group.group_id for group in queue.groups if group.after_ms <= waited)


def next_opening(queue: QueueConfig, waited: int) -> int | None:
    """After how much waiting (ms) the next group opens; None: all are open."""
    return min((group.after_ms for group in queue.groups if group.after_ms > waited), default=None)


def longest_idle(ready: Mapping[str, Ordered[IdleKey]], groups: Iterable[str], node: str) -> IdleKey | None:
    """The first of the ready agents over several groups."""
    firsts = (line.first() for group in groups if (line := ready.get(slot_name(group, node))))
    return min((first for first in firsts if first), default=None)


def best_call(
    waiting: Mapping[str, Ordered[WaitingKey]],
    queues: Iterable[QueueConfig],
    agent: Agent,
    now: int,
) -> WaitingKey | None:
    """The call that a free agent should serve next, over all queues that his groups serve."""
    groups = {group for group, _ in agent.profile.groups}
    best: WaitingKey | None = None
    for queue in queues:
        line = waiting.get(line_of(queue.id, agent.node))
        opening = min((g.after_ms for g in queue.groups if g.group_id in groups), default=None)
        if line is None or opening is None:
            continue
        found = first_since(line, now - opening)
        if found is not None and (best is None or found < best):
            best = found
    return best
