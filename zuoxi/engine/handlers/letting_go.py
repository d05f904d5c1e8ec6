"""The end of an agent's part in a call, however it comes: answered by nobody, talked out, lost, sent back."""

from typing import Literal

from zuoxi.engine.agent import CONVERSING
from zuoxi.engine.facts import OfferEnded, Party
from zuoxi.engine.handlers import segments
from zuoxi.engine.handlers.readiness import begin_wrap_up, count_missed, return_to_rest, settle
from zuoxi.engine.state import Agent, Call
from zuoxi.engine.turn import Turn

OfferOutcome = Literal["answered", "missed", "abandoned", "withdrawn", "failed"]

UNANSWERED: frozenset[OfferOutcome] = frozenset({"missed", "failed"})
"""Ends of an offer that count against the agent's readiness."""


def release(
    turn: Turn,
    call: Call,
    by: Party,
    *,
    offer: OfferOutcome = "withdrawn",
    cause: int = 16,
    agent_gone: bool = False,
) -> Call:
    """Nobody has the call in hand any more. The call must have left its state already.

    `agent_gone`: the agent's channel has ended by itself.
    """
    agent = turn.agents.get(call.agent)
    if call.offered_at:
        call = close_offer(turn, call, offer)
    segment = call.segment.id if call.segment else ""
    call = segments.finish(turn, call, by)
    call = segments.drop_agent_leg(turn, call, cause, gone=agent_gone)
    call = segments.drop_bridge(turn, call)
    call = turn.change_call(call, agent="")
    if agent is not None and agent.call == call.id:
        _go_on(turn, agent, call, segment, offer)
    return call


def close_offer(turn: Turn, call: Call, outcome: OfferOutcome) -> Call:
    """The offer that is open ends, once."""
    agent = turn.agents[call.agent]
    turn.clear_timer(f"call:{call.id}:ring")
    turn.call_fact(
        call,
        OfferEnded(
            call=call.id,
            person=agent.person,
            session=agent.session,
            outcome=outcome,
            ring_ms=turn.now - call.offered_at,
        ),
    )
    return turn.change_call(call, offered_at=0)


def _go_on(turn: Turn, agent: Agent, call: Call, segment: str, offer: OfferOutcome) -> None:
    """What the agent is now that the call is off his hands."""
    if agent.state in CONVERSING:
        begin_wrap_up(turn, agent, call, segment)
    elif agent.state == "dialling":
        return_to_rest(turn, agent)
    elif offer in UNANSWERED and call.queue is not None:
        count_missed(turn, agent, call.queue.max_missed)
    else:
        settle(turn, agent, cause="call", keep_place=True)
