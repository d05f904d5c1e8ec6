"""Who a caller is to the company, and to whom he is therefore offered first (T3, T4).

A VIP is offered to the VIP group of his queue, a returning customer to the agent whose customer he is. When
nobody of these is free, the others of the queue may take him too, and he is ahead of callers without a name.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final, Literal

from zuoxi.engine.config import QueueConfig
from zuoxi.engine.events import Known
from zuoxi.engine.facts import CallerKnown, FirstChoiceGone
from zuoxi.engine.routing import line_is_up, next_agent
from zuoxi.engine.state import Agent, Call, FirstChoice, Standing
from zuoxi.engine.turn import Turn
from zuoxi.engine.waiting import ahead_ms

Absence = Literal["busy", "not_ready", "signed_out"]


def place(turn: Turn, call: Call, known: Iterable[Known]) -> Call:
    """The caller's standing with the company that he calls, as far as his queue makes a difference for it."""
    one = next((one for one in known if one.tenant == call.tenant), None)
    queue = call.queue
    if one is None or queue is None:
        return call
    own_agent = one.agent if queue.returning else ""
    vip = one.vip and bool(queue.vip_group or queue.vip_priority)
    if not (vip or own_agent):
        return call
    choices: tuple[FirstChoice, ...] = ("vip_group",) if vip and queue.vip_group else ()
    if own_agent:
        choices = (*choices, "own_agent")
    standing: Standing = "vip" if vip else "returning"
    because = one.because if own_agent else ""
    turn.call_fact(call, CallerKnown(call=call.id, vip=vip, agent=own_agent, because=because))
    return turn.change_call(call, standing=standing, choices=choices, own_agent=own_agent)


def first_choice(turn: Turn, call: Call, queue: QueueConfig, nodes: Collection[str]) -> tuple[Call, str]:
    """Whom the caller is offered to before the queue's groups; empty: nobody of them is free.

    A choice that cannot be met is told once and then given up: from now on the others may have him.
    """
    for choice in call.choices:
        person = _WHO[choice](turn, call, queue, nodes)
        if choice == "own_agent" or not person:
            rest = tuple(one for one in call.choices if one != choice)
            call = turn.change_call(call, choices=rest)
        if person:
            return call, person
        turn.call_fact(call, _gone(turn, call, queue, choice))
    return call, ""


def kept(call: Call, queue: QueueConfig) -> dict[str, Any]:
    """What of the caller's standing remains under new settings of his queue, as fields of the call."""
    if (call.standing == "vip" and not (queue.vip_group or queue.vip_priority)) or (
        call.standing == "returning" and not queue.returning
    ):
        return {"standing": "", "choices": ()}
    gone = {"" if queue.vip_group else "vip_group", "" if queue.returning else "own_agent"}
    return {"choices": tuple(one for one in call.choices if one not in gone)}


def _of_vip_group(turn: Turn, call: Call, queue: QueueConfig, nodes: Collection[str]) -> str:
    return next_agent(turn.those_ready(), queue.strategy, (queue.vip_group,), nodes)


def _own_agent(turn: Turn, call: Call, queue: QueueConfig, nodes: Collection[str]) -> str:
    agent = turn.agents.get(call.own_agent)
    free = agent is not None and agent.state == "ready" and agent.connected and line_is_up(agent)
    return call.own_agent if agent is not None and free and agent.node in nodes else ""


_WHO: Final[Mapping[FirstChoice, Callable[[Turn, Call, QueueConfig, Collection[str]], str]]] = {
    "vip_group": _of_vip_group,
    "own_agent": _own_agent,
}


def _gone(turn: Turn, call: Call, queue: QueueConfig, choice: FirstChoice) -> FirstChoiceGone:
    vip = choice == "vip_group"
    people = _members(turn, queue.vip_group) if vip else filter(None, (turn.agents.get(call.own_agent),))
    return FirstChoiceGone(
        call=call.id,
        choice=choice,
        why=_absence(people),
        ahead_ms=ahead_ms(queue, call.standing),
        group=queue.vip_group if vip else "",
        agent="" if vip else call.own_agent,
    )


def _members(turn: Turn, group: str) -> Iterable[Agent]:
    return (one for one in turn.agents.values() if any(group == name for name, _ in one.profile.groups))


def _absence(agents: Iterable[Agent]) -> Absence:
    """The best that can be said of people none of whom is free: at work, there, or not there."""
    states = {agent.state for agent in agents} - {"signed_out"}
    if not states:
        return "signed_out"
    return "not_ready" if states <= {"not_ready"} else "busy"
