"""Ready, not ready and wrap-up (T10): what an agent is when he has no call."""

from collections.abc import Mapping
from typing import Any, Final

from zuoxi.engine.agent import DISCONNECTED, MISSED
from zuoxi.engine.events import NotReadyRequested, ReadyRequested, WrapUpFinished
from zuoxi.engine.facts import DispositionGiven
from zuoxi.engine.handlers.asking import asker
from zuoxi.engine.handlers.leaving import leave
from zuoxi.engine.moves import Cause, move_agent
from zuoxi.engine.refusals import Refused
from zuoxi.engine.state import Agent, Call
from zuoxi.engine.turn import Turn


def ready_requested(turn: Turn, event: ReadyRequested) -> None:
    """示闲: at once, or after the call that is up."""
    agent = asker(turn, event)
    turn.reply(event.request)
    make_ready(turn, agent, cause="agent", by=agent.person)


def make_ready(turn: Turn, agent: Agent, *, cause: Cause, by: str) -> None:
    """He is ready, at once or after the call that is up, because he or his leader wants it."""
    if agent.state == "busy":
        idle_since = agent.idle_since if agent.rest == "ready" else turn.now
        turn.change_agent(agent, next_reason="", rest="ready", rest_reason="", idle_since=idle_since)
    elif agent.state == "wrap_up":
        _end_wrap_up(turn, agent, cause=cause, by=by, next_reason="")
    elif agent.state == "not_ready":
        _make_ready(turn, agent, cause=cause, by=by, missed=0)


def not_ready_requested(turn: Turn, event: NotReadyRequested) -> None:
    """示忙: at once, or after the call that is up."""
    agent = asker(turn, event)
    if not turn.house.is_reason(agent.profile.tenant, event.reason):
        raise Refused("bad_reason", reason=event.reason)
    turn.reply(event.request)
    make_not_ready(turn, agent, event.reason, cause="agent", by=agent.person)


def make_not_ready(turn: Turn, agent: Agent, reason: str, *, cause: Cause, by: str) -> None:
    """He is not ready, at once or after the call that is up, because he or his leader wants it."""
    if agent.state == "busy":
        turn.change_agent(agent, next_reason=reason)
    elif agent.state == "wrap_up":
        _end_wrap_up(turn, agent, cause=cause, by=by, next_reason=reason)
    elif (agent.state, agent.reason) != ("not_ready", reason):
        move_agent(turn, agent, "not_ready", cause=cause, by=by, reason=reason)


def wrap_up_finished(turn: Turn, event: WrapUpFinished) -> None:
    """The work after the call is done, with or without a result."""
    agent = asker(turn, event)
    if agent.state != "wrap_up":
        raise Refused("wrong_state", state=agent.state)
    if agent.worked != event.call:
        raise Refused("not_your_call")
    turn.reply(event.request)
    if event.disposition:
        turn.fact(
            agent.profile.tenant,
            event.call,
            DispositionGiven(
                call=event.call,
                segment=agent.segment,
                person=agent.person,
                disposition=event.disposition,
            ),
        )
    wish = agent.next_reason if event.ready else _wish(agent) or "other"
    _end_wrap_up(turn, agent, cause="agent", by=agent.person, next_reason=wish)


def begin_wrap_up(turn: Turn, agent: Agent, call: Call, segment: str) -> Agent:
    """The conversation is over; the agent has time for the work after it."""
    span = call.queue.wrap_up_ms if call.queue else turn.spans.wrap_up_ms
    agent = move_agent(
        turn,
        agent,
        "wrap_up",
        cause="call",
        calls=(),
        worked=call.id,
        segment=segment,
        missed=0,
        wrap_up_until=turn.now + turn.late + span,
    )
    if span <= 0:
        return _end_wrap_up(turn, agent, cause="timer", next_reason=_wish(agent))
    turn.set_timer(f"agent:{agent.person}:wrap_up", turn.now + span)
    return agent


def wrap_up_over(turn: Turn, person: str) -> None:
    """The time for wrap-up has run out."""
    agent = turn.agents.get(person)
    if agent is not None and agent.state == "wrap_up":
        _end_wrap_up(turn, agent, cause="timer", next_reason=_wish(agent))


def _end_wrap_up(turn: Turn, agent: Agent, *, cause: Cause, next_reason: str, by: str = "") -> Agent:
    turn.clear_timer(f"agent:{agent.person}:wrap_up")
    agent = turn.change_agent(agent, next_reason=next_reason, wrap_up_until=0)
    return settle(turn, agent, cause=cause, by=by)


def settle(turn: Turn, agent: Agent, *, cause: Cause, by: str = "", keep_place: bool = False) -> Agent:
    """The agent has no call any more: ready, or what he asked for in the meantime.

    `keep_place`: the offer was not his fault to lose, so he stays the longest idle that he was.
    """
    if agent.person not in turn.house.agents:
        agent = move_agent(turn, agent, "not_ready", cause="system", reason=DISCONNECTED, **_CLEARED)
        leave(turn, agent, "supervisor")
        return agent
    reason = agent.next_reason or (DISCONNECTED if agent.graced else "")
    if reason:
        return move_agent(turn, agent, "not_ready", cause=cause, by=by, reason=reason, **_CLEARED)
    if keep_place:
        return move_agent(turn, agent, "ready", cause=cause, by=by, **_CLEARED)
    return _make_ready(turn, agent, cause=cause, by=by, **_CLEARED)


_CLEARED: Final[Mapping[str, Any]] = {
    "calls": (),
    "worked": "",
    "segment": "",
    "next_reason": "",
    "wrap_up_until": 0,
}
"""What is left of a call on an agent who has none any more."""


def return_to_rest(turn: Turn, agent: Agent, *, keep_place: bool = False) -> Agent:
    """An outbound call came to nothing, or one that was no customer's is over: the agent is again what he was
    before it. `keep_place`: also the longest idle that he was."""
    agent = turn.change_agent(agent, next_reason=_wish(agent))
    return settle(turn, agent, cause="call", keep_place=keep_place)


def _wish(agent: Agent) -> str:
    """Why he is not ready when nobody says otherwise: asked for, or as he was before he dialled."""
    return agent.next_reason or (agent.rest_reason or "other" if agent.rest == "not_ready" else "")


def count_missed(turn: Turn, agent: Agent, limit: int) -> Agent:
    """One more offer missed; after `limit` in a row the agent is not ready (T9)."""
    agent = turn.change_agent(agent, missed=agent.missed + 1)
    if agent.missed >= limit and not agent.next_reason:
        agent = turn.change_agent(agent, next_reason=MISSED)
    return settle(turn, agent, cause="timer")


def _make_ready(turn: Turn, agent: Agent, *, cause: Cause, by: str = "", **changes: Any) -> Agent:
    return move_agent(
        turn,
        agent,
        "ready",
        cause=cause,
        by=by,
        idle_since=turn.now,
        serial=turn.next_serial(),
        **changes,
    )
