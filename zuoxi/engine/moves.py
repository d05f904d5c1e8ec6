"""The two ways to move along the tables, with the facts that each move leaves behind."""

from typing import Any, Literal

from msgspec.structs import replace

from zuoxi.engine.agent import AGENT
from zuoxi.engine.call import CALL
from zuoxi.engine.facts import (
    AgentStateChanged,
    LegAnsweredFact,
    LegEndedFact,
    LegStarted,
    PhaseEntered,
    WrapUpEnded,
)
from zuoxi.engine.leg import LEG
from zuoxi.engine.phases import PHASES, spend
from zuoxi.engine.state import Agent, Call, Leg
from zuoxi.engine.turn import Turn

Cause = Literal["agent", "call", "timer", "system", "supervisor"]
LegKind = Literal["customer", "agent"]


def move_call(turn: Turn, call: Call, event: str, **changes: Any) -> Call:
    """The call moves; when that begins another phase, the old one is accounted for."""
    state = CALL.move(call.state, event)
    phase = PHASES.get(state)
    if state == "ended":
        changes |= _accounted(turn, call)
    elif phase is not None and (call.state == "new" or phase != call.phase):
        lasted = 0
        if call.state != "new":
            lasted = turn.now - call.since
            changes |= _accounted(turn, call)
        changes |= {"phase": phase, "since": turn.now}
        turn.call_fact(call, PhaseEntered(call=call.id, phase=phase, before_ms=lasted))
    return turn.change_call(call, state=state, **changes)


def _accounted(turn: Turn, call: Call) -> dict[str, Any]:
    """The phase that holds has lasted until now; a conversation counts its talk and hold."""
    span = turn.now - call.since
    changes: dict[str, Any] = {"spent": spend(call.spent, call.phase, span), "since": turn.now}
    if call.segment is not None and call.phase == "talk":
        changes["segment"] = replace(call.segment, talk_ms=call.segment.talk_ms + span)
    elif call.segment is not None and call.phase == "hold":
        changes["segment"] = replace(call.segment, hold_ms=call.segment.hold_ms + span)
    return changes


def move_agent(
    turn: Turn,
    agent: Agent,
    event: str,
    *,
    cause: Cause,
    reason: str = "",
    by: str = "",
    **changes: Any,
) -> Agent:
    """The agent moves, and the move is a fact with its cause (T10)."""
    state = AGENT.move(agent.state, event)
    if agent.state == "wrap_up" and agent.segment:
        turn.fact(
            agent.profile.tenant,
            agent.call,
            WrapUpEnded(
                call=agent.call,
                segment=agent.segment,
                person=agent.person,
                wrap_up_ms=turn.now - agent.since,
            ),
        )
    turn.agent_fact(
        agent,
        AgentStateChanged(
            session=agent.session,
            person=agent.person,
            path=agent.profile.path,
            previous=agent.state,
            state=state,
            reason=reason,
            cause=cause,
            by=by,
            call=str(changes.get("call", agent.call)) or agent.call,
            lasted_ms=turn.now - agent.since,
        ),
    )
    return turn.change_agent(agent, state=state, reason=reason, since=turn.now, **changes)


def start_leg(
    turn: Turn, call: Call, leg_id: str, channel: str, event: str, kind: LegKind, person: str = ""
) -> Leg:
    """A leg of the call begins: a customer arrives, a party is dialled, a standing line joins."""
    leg = Leg(id=leg_id, channel=channel, state=LEG.move("new", event))
    turn.call_fact(
        call,
        LegStarted(call=call.id, leg=leg.id, kind=kind, node=call.node, channel=channel, person=person),
    )
    if leg.state == "up":
        turn.call_fact(call, LegAnsweredFact(call=call.id, leg=leg.id))
    return leg


def answer_leg(turn: Turn, call: Call, leg: Leg) -> Leg:
    """The party has answered."""
    turn.call_fact(call, LegAnsweredFact(call=call.id, leg=leg.id))
    return replace(leg, state=LEG.move(leg.state, "answer"))


def end_leg(turn: Turn, call: Call, leg: Leg, cause: int) -> Leg:
    """The party is gone."""
    turn.call_fact(call, LegEndedFact(call=call.id, leg=leg.id, cause=cause))
    return replace(leg, state=LEG.move(leg.state, "end"))
