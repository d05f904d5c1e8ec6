"""Queues that nobody serves any more: their callers are told at once, where the company wants it so (T5)."""

from zuoxi.engine.config import QueueConfig
from zuoxi.engine.house import serving
from zuoxi.engine.state import Agent
from zuoxi.engine.turn import Turn
from zuoxi.engine.waiting import lines_of


def is_unstaffed(turn: Turn, queue: QueueConfig) -> bool:
    """Whether nobody is signed in who serves the queue, and its callers are told so."""
    if not queue.tell_unstaffed:
        return False
    groups = set(serving(queue))
    return not any(groups.intersection(dict(agent.profile.groups)) for agent in turn.agents.values())


def left_alone(turn: Turn, agent: Agent) -> None:
    """The agent serves no more: the time of whoever waits where nobody is left is over.

    They are told one after the other, as other callers whose time is over.
    """
    for queue_id in turn.house.served(group for group, _ in agent.profile.groups):
        if is_unstaffed(turn, turn.house.queues[queue_id]):
            for name in (name for node in turn.nodes for name in lines_of(queue_id, node)):
                for place in turn.those_waiting().get(name, ()):
                    if not turn.calls[place[-1]].given_to:  # a leader has said who will take him
                        turn.set_timer(f"call:{place[-1]}:queue", turn.now)
