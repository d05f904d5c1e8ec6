"""Callers who wait, and a leader: he gives one to an agent, and puts one ahead (T17).

A caller who is given waits in a line of his own and for that agent only, with all his other rights: his place
counts, his queue's time-out holds. The agent is offered him before anybody else. When he is not going to be
free any more (not ready, signed out, cut off), the caller is for everybody again.
"""

from collections.abc import Callable
from typing import Final, Literal

from zuoxi.engine.events import GiveRequested, Leading, PriorityRequested
from zuoxi.engine.facts import CallerGiven, GiftEnded, PrioritySet
from zuoxi.engine.handlers.asking import commandable
from zuoxi.engine.handlers.reach import leads
from zuoxi.engine.handlers.unstaffed import is_unstaffed
from zuoxi.engine.refusals import Refused
from zuoxi.engine.routing import line_is_up
from zuoxi.engine.state import Agent, Call
from zuoxi.engine.turn import Turn
from zuoxi.engine.waiting import HEAD_START_MS, place_of

Lapse = Literal["not_ready", "signed_out", "unreachable"]

MOST_POINTS: Final = 1_000
"""Nearly three hours."""


def give_requested(turn: Turn, event: GiveRequested) -> None:
    """A caller is for one agent, or for everybody again."""
    call = _waiting(turn, event, event.call)
    if not event.to:
        turn.reply(event.request)
        if call.given_to:
            _let_go(turn, call, _withdrawn(call, event.person))
        return
    agent = _agent(turn, event)
    commandable(turn, call.node)
    if _lost(agent) in ("signed_out", "unreachable") or not turn.can_meet(call.node, agent.node):
        raise Refused("target_absent")
    if _lost(agent):
        raise Refused("target_not_ready")
    at_once = can_ring(turn, call, agent)
    turn.reply(event.request, data={"at_once": at_once})
    if call.given_to == agent.person:
        return
    if call.given_to:
        turn.call_fact(call, _withdrawn(call, event.person))
    turn.call_fact(call, CallerGiven(call=call.id, by=event.person, person=agent.person, at_once=at_once))
    _wait_anew(turn, call, given_to=agent.person)


def priority_requested(turn: Turn, event: PriorityRequested) -> None:
    """A caller is put ahead, or back to where his queue has him."""
    call = _waiting(turn, event, event.call)
    if not 0 <= event.points <= MOST_POINTS:
        raise Refused("bad_priority")
    turn.reply(event.request)
    if event.points != call.raised:
        ahead = event.points * HEAD_START_MS
        turn.call_fact(call, PrioritySet(call=call.id, by=event.person, ahead_ms=ahead))
        _wait_anew(turn, call, raised=event.points)


def next_for(turn: Turn, agent: Agent) -> str:
    """The caller whom a leader keeps for this agent, if the agent is free; those whom he cannot meet any more
    are for everybody. Empty: none."""
    if agent.state != "ready" or not agent.connected:
        return ""
    for place in tuple(turn.kept.get(agent.person, ())):
        call = turn.calls[place[-1]]
        if can_ring(turn, call, agent):
            return call.id
        _let_go(turn, call, GiftEnded(call=call.id, person=agent.person, why="unreachable"))
    return ""


def can_ring(turn: Turn, call: Call, agent: Agent) -> bool:
    """Whether a call can be offered to an agent this instant."""
    free = agent.state == "ready" and agent.connected and line_is_up(agent)
    return free and turn.can_meet(call.node, agent.node)


def lapse(turn: Turn) -> None:
    """Who is kept for agents who will not be free any more is for everybody again."""
    if not turn.kept:
        return
    for person in [one for one in turn.changed_agents if one in turn.kept]:
        agent = turn.agents.get(person)
        why = _lost(agent) if agent is not None else "signed_out"
        if why:
            for place in tuple(turn.kept[person]):
                call = turn.calls[place[-1]]
                _let_go(turn, call, GiftEnded(call=call.id, person=person, why=why))


WHY_LOST: Final[tuple[tuple[Lapse, Callable[[Agent], bool]], ...]] = (
    ("signed_out", lambda agent: agent.state == "signed_out"),
    ("unreachable", lambda agent: agent.graced or not line_is_up(agent)),
    ("not_ready", lambda agent: agent.state == "not_ready" or bool(agent.next_reason)),
)
"""Why an agent is not going to be free for a call, the first that holds."""


def _lost(agent: Agent) -> Lapse | None:
    return next((why for why, holds in WHY_LOST if holds(agent)), None)


def _agent(turn: Turn, event: GiveRequested) -> Agent:
    known = turn.house.agents.get(event.to)
    if known is None or not leads(event.leader, known.tenant, known.path):
        raise Refused("not_in_reach")
    agent = turn.agents.get(event.to)
    if agent is None:
        raise Refused("target_absent")
    return agent


def _waiting(turn: Turn, event: Leading, call_id: str) -> Call:
    call = turn.calls.get(call_id)
    if call is None:
        raise Refused("no_such_call")
    if not leads(event.leader, call.tenant, call.path):
        raise Refused("not_in_reach")
    if call.place is None:
        raise Refused("not_waiting")
    return call


def _withdrawn(call: Call, by: str) -> GiftEnded:
    return GiftEnded(call=call.id, person=call.given_to, why="withdrawn", by=by)


def _let_go(turn: Turn, call: Call, ended: GiftEnded) -> None:
    turn.call_fact(call, ended)
    call = _wait_anew(turn, call, given_to="")
    assert call.queue is not None, "only a call with a queue waits"
    if is_unstaffed(turn, call.queue):
        turn.set_timer(f"call:{call.id}:queue", turn.now)


def _wait_anew(turn: Turn, call: Call, **changes: str | int) -> Call:
    """The call stands where it belongs by what has changed, and looks for an agent."""
    call = turn.change_call(turn.leave_line(call), **changes)
    assert call.queue is not None, "only a call with a queue waits"
    return turn.join_line(call, call.queue.id, place_of(call, call.queue))
