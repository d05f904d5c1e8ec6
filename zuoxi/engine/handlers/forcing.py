"""What a leader does at once about an agent or a call, and the agent is told so (T12)."""

from zuoxi.engine.events import (
    ForcedReleaseRequested,
    ForcedSignOutRequested,
    ForcedStateRequested,
    ForcedTransferRequested,
    PickUpRequested,
    TextSent,
)
from zuoxi.engine.facts import Act, LeaderActed
from zuoxi.engine.handlers import offering, passing_on, reach, readiness, targets, watching
from zuoxi.engine.handlers.asking import asker, commandable
from zuoxi.engine.handlers.consulting import leave as leave_others
from zuoxi.engine.handlers.ending import end
from zuoxi.engine.handlers.joining import ring_at
from zuoxi.engine.handlers.leaving import leave
from zuoxi.engine.handlers.when import AMONG_SEVERAL, WHEN
from zuoxi.engine.refusals import Refused
from zuoxi.engine.state import Agent, Call
from zuoxi.engine.turn import Turn

TEXT_LIMIT = 500
"""Characters of a text."""


def pick_up_requested(turn: Turn, event: PickUpRequested) -> None:
    """The call is the leader's, at once; a SIP phone rings for it first."""
    leader = asker(turn, event)
    call = turn.calls.get(event.call)
    if call is None:
        raise Refused("no_such_call")
    if not reach.leads(event.leader, call.tenant, call.path):
        raise Refused("not_in_reach")
    rang = call.of("ringing")
    if call.state != "queued" and not (rang and call.state in ("ringing", "transferring")):
        raise Refused("nothing_to_pick_up")
    if leader.state == "busy":
        raise Refused("in_call")
    if leader.state == "wrap_up":
        raise Refused("wrap_up_first")
    if not targets.is_free(turn, call, leader):
        raise Refused("line_down")
    commandable(turn, call.node)
    turn.reply(event.request)
    for party in rang:
        if party.person in turn.agents:
            watching.tell(turn, turn.agents[party.person], "picked_up", event.leader.name)
    first = rang[0].person if rang else ""
    acted = LeaderActed(leader=event.person, act="picked_up", agent=first, path=call.path, call=call.id)
    turn.call_fact(call, acted)
    _take(turn, call, leader)


def _take(turn: Turn, call: Call, leader: Agent) -> None:
    rest, reason = ("ready", "") if leader.state == "ready" else ("not_ready", leader.reason)
    if call.state == "queued":
        offering.offer(turn, call, leader)
    else:
        span = call.queue.ring_timeout_ms if call.queue else passing_on.RING_MS
        ring_at(turn, call, (leader,), span)
    turn.change_agent(turn.agents[leader.person], rest=rest, rest_reason=reason)
    call = turn.calls[call.id]
    if leader.device.kind == "webrtc":
        party = call.party_of(leader.person)
        assert party is not None, "it rings at him"
        offering.answer(turn, call, party)


def forced_transfer_requested(turn: Turn, event: ForcedTransferRequested) -> None:
    """An agent's customer is passed on."""
    states = WHEN[ForcedTransferRequested]
    call, party = reach.part_of(turn, event, event.agent, event.call, states)
    agent = turn.agents[event.agent]
    acted = LeaderActed(
        leader=event.person, act="transferred", agent=agent.person, path=agent.profile.path, call=call.id
    )
    turn.call_fact(call, acted)
    passing_on.pass_on(turn, event, agent, call, party)
    if (still := turn.agents.get(event.agent)) is not None:  # signed out by it when no agent any more
        watching.tell(turn, still, "transferred", event.leader.name)


def forced_release_requested(turn: Turn, event: ForcedReleaseRequested) -> None:
    """An agent's call is over; of several who speak with the customer only he is out of it."""
    states = WHEN[ForcedReleaseRequested]
    call, party = reach.part_of(turn, event, event.agent, event.call, states)
    turn.reply(event.request)
    _tell(turn, event, turn.agents[event.agent], "released", call)
    if party.state in AMONG_SEVERAL:
        leave_others(turn, turn.calls[call.id], party, "supervisor")
    else:
        end(turn, turn.calls[call.id], "answered" if call.answered_at else "cancelled", "supervisor")


def forced_state_requested(turn: Turn, event: ForcedStateRequested) -> None:
    """An agent is ready or not, at once or after his call, whatever he wants himself."""
    agent = reach.agent_of(turn, event, event.agent)
    if event.reason and not turn.house.is_reason(agent.profile.tenant, event.reason):
        raise Refused("bad_reason", reason=event.reason)
    if not event.reason and not agent.connected:
        raise Refused("agent_absent")
    turn.reply(event.request)
    _tell(turn, event, agent, "made_not_ready" if event.reason else "made_ready")
    agent = turn.agents[agent.person]
    if event.reason:
        readiness.make_not_ready(turn, agent, event.reason, cause="supervisor", by=event.person)
    else:
        readiness.make_ready(turn, agent, cause="supervisor", by=event.person)


def forced_sign_out_requested(turn: Turn, event: ForcedSignOutRequested) -> None:
    """An agent's shift is over."""
    agent = reach.agent_of(turn, event, event.agent)
    if agent.state == "busy":
        raise Refused("agent_in_call")
    turn.reply(event.request)
    turn.agent_fact(agent, _fact(event, agent, "signed_out"))
    leave(turn, agent, "supervisor", by=event.person)


def text_sent(turn: Turn, event: TextSent) -> None:
    """A text to some, or to all whom the leader leads."""
    text = event.text.strip()
    if not text or len(text) > TEXT_LIMIT:
        raise Refused("bad_text", limit=TEXT_LIMIT)
    people = [reach.agent_of(turn, event, one) for one in dict.fromkeys(event.agents)]
    if not event.agents:
        people = [
            agent
            for person, agent in sorted(turn.agents.items())
            if person != event.person and reach.leads(event.leader, agent.profile.tenant, agent.profile.path)
        ]
    if not people:
        raise Refused("nobody_there")
    turn.reply(event.request, data={"people": len(people)})
    for agent in people:
        watching.tell(turn, agent, "text", event.leader.name, text)
    acted = LeaderActed(
        leader=event.person,
        act="text",
        agent=people[0].person if len(event.agents) == 1 else "",
        path=event.leader.paths[0],
        why=text,
        agents=tuple(agent.person for agent in people),
    )
    turn.fact(event.leader.tenant, event.person, acted)


Forced = ForcedReleaseRequested | ForcedStateRequested | ForcedSignOutRequested


def _fact(event: Forced, agent: Agent, act: Act, call: str = "") -> LeaderActed:
    return LeaderActed(
        leader=event.person, act=act, agent=agent.person, path=agent.profile.path, call=call, why=event.why
    )


def _tell(turn: Turn, event: Forced, agent: Agent, act: Act, call: Call | None = None) -> None:
    """It is a fact, and the agent is told."""
    if call is not None:
        turn.call_fact(call, _fact(event, agent, act, call.id))
    else:
        turn.agent_fact(agent, _fact(event, agent, act))
    watching.tell(turn, agent, act, event.leader.name, event.why)  # type: ignore[arg-type]
