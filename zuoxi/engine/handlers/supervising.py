"""A leader on an agent's call: he hears both, speaks to the agent alone, or speaks with both (T12).

He is there for one agent's part in the call, and as long as that lasts. What he hears and who hears him is
part of what should be (`media.wanted`): by an ear at the agent's channel, or in the call's bridge.
"""

from typing import Final

from zuoxi.engine.events import SuperviseRequested, SupervisionStopRequested, Way
from zuoxi.engine.facts import SupervisionBegan
from zuoxi.engine.handlers import helping, reach, watching
from zuoxi.engine.handlers.asking import asker, commandable
from zuoxi.engine.handlers.letting_go import let_go
from zuoxi.engine.leg import LEG
from zuoxi.engine.moves import move_agent, move_party, new_party, start_leg
from zuoxi.engine.party import WAYS, PartyState
from zuoxi.engine.refusals import Refused
from zuoxi.engine.routing import line_is_up
from zuoxi.engine.state import Agent, Call, Leg, Party, WordKind, channel_key
from zuoxi.engine.turn import Turn

ON_A_CALL: Final = frozenset[PartyState]({"talking", "holding", "consulting", "consulted", "conferring"})
"""Parts of an agent in a call to which a leader can come."""


def requested(turn: Turn, event: SuperviseRequested) -> None:
    """The leader comes onto a call, or is on it in another way from now on."""
    leader = asker(turn, event)
    call, watched = reach.part_of(turn, event, event.agent, event.call, ON_A_CALL)
    _can_come(turn, leader, call, watched)
    turn.reply(event.request)
    helping.end(turn, turn.agents[event.agent], "came", leader.person)
    now = call.party_of(leader.person)
    if now is not None and now.watches == watched.id:
        call = turn.change_party(call, now, leads=event.leader.paths)
        _otherwise(turn, call, call.party(now.id), event.way)
        return
    for other in leader.calls:
        leave(turn, turn.calls[other], _own(turn.calls[other], leader.person))
    _come(turn, turn.calls[call.id], watched, turn.agents[leader.person], event)


def stop_requested(turn: Turn, event: SupervisionStopRequested) -> None:
    """The leader leaves the call, or must because he does not lead its agent any more."""
    leader = asker(turn, event)
    on = _where(turn, leader)
    if on is None or event.lost not in ("", on[1].agent):
        raise Refused("not_on_a_call")
    turn.reply(event.request)
    if event.lost:
        taken_off(turn, leader, "out_of_reach")
    else:
        leave(turn, *on)


def taken_off(turn: Turn, leader: Agent, word: WordKind) -> bool:
    """Nobody knows any more whether he may listen: he is off the call that he is on as a leader. False: he is
    on none."""
    on = _where(turn, leader)
    if on is not None:
        let_go(turn, on[0], on[1:], "system", word=word)
    return on is not None


def led_by_others(turn: Turn, agent: Agent) -> None:
    """An agent has moved: leaders who do not lead him any more are off his calls."""
    for one in agent.calls:
        call, path = turn.calls[one], agent.profile.path
        out = [
            party
            for party in call.leaders
            if party.agent == agent.person and not reach.covers(party.leads, path)
        ]
        if out:
            let_go(turn, call, out, "system", word="out_of_reach")


def leave(turn: Turn, call: Call, party: Party) -> None:
    """A leader leaves by his own wish."""
    let_go(turn, call, (party,), "supervisor")


def line_lost(turn: Turn, call: Call, party: Party, cause: int) -> None:
    """The leader's own line is gone, and he with it."""
    let_go(turn, call, (party,), "supervisor", cause=cause, gone=(party.id,))


def deaf(turn: Turn, call: Call, party: Party) -> None:
    """The leader's ear is gone: he hears nobody any more, and is told so."""
    let_go(turn, call, (party,), "system", word="ear_lost")


def _own(call: Call, person: str) -> Party:
    party = call.party_of(person)
    assert party is not None, "who has a call has a part in it"
    return party


def _where(turn: Turn, leader: Agent) -> tuple[Call, Party] | None:
    """The call on which he is as a leader, and his part in it."""
    parts = ((turn.calls[one], _own(turn.calls[one], leader.person)) for one in leader.calls)
    return next(((call, party) for call, party in parts if party.watches), None)


def _can_come(turn: Turn, leader: Agent, call: Call, watched: Party) -> None:
    if leader.device.kind == "sip_phone":
        raise Refused("listen_in_browser")
    if not leader.connected:
        raise Refused("no_session")  # nobody would hear there that he may listen no more
    if leader.line is None or not line_is_up(leader):
        raise Refused("line_down")
    if leader.state == "wrap_up":
        raise Refused("wrap_up_first")
    if any(not _own(turn.calls[one], leader.person).watches for one in leader.calls):
        raise Refused("in_call")
    if watched.leg is None or watched.leg.node != leader.line.node:
        raise Refused("leader_elsewhere")
    commandable(turn, watched.leg.node)


def _come(turn: Turn, call: Call, watched: Party, leader: Agent, event: SuperviseRequested) -> None:
    party = new_party(
        turn,
        "supervisor",
        event.way,
        person=leader.person,
        session=leader.session,
        watches=watched.id,
        agent=watched.person,
        leads=event.leader.paths,
    )
    assert leader.line is not None, "only who has a line comes"
    call = turn.put_party(call, party)
    rest, reason = ("ready", "") if leader.state == "ready" else ("not_ready", leader.reason)
    move_agent(
        turn,
        leader,
        "take",
        cause="agent",
        by=leader.person,
        calls=(*leader.calls, call.id),
        rest=rest,
        rest_reason=reason,
    )
    call = start_leg(turn, call, party, leader.line.node, leader.line.channel, "join")
    _tell(turn, _tuned(turn, call, party), party)


def _otherwise(turn: Turn, call: Call, party: Party, way: Way) -> None:
    """He stays on the call in another way."""
    if WAYS[party.state] == way:
        return
    watching.way_over(turn, call, party)
    watching.drop_ear(turn, party)
    call = _tuned(turn, move_party(turn, call, party, way), party)
    turn.show_agent(turn.agents[party.person])
    _tell(turn, call, party)


def _tell(turn: Turn, call: Call, party: Party) -> None:
    party = call.party(party.id)
    agent = turn.agents.get(party.agent)
    turn.call_fact(
        call,
        SupervisionBegan(
            call=call.id,
            leader=party.person,
            agent=party.agent,
            way=WAYS[party.state],
            path=agent.profile.path if agent is not None else call.path,
        ),
    )


def _tuned(turn: Turn, call: Call, party: Party) -> Call:
    """Who hears whom, by the way in which he is on the call. Another way has another ear: what an ear carries
    is settled when it is made, so that nobody hears a leader by a slip."""
    party = call.party(party.id)
    barging = party.state == "barging"
    ear = None if barging else _new_ear(turn, call, party)
    speaks = party.state != "monitoring"
    return turn.change_party(call, party, hears=barging, speaks=speaks, ear=ear)


def _new_ear(turn: Turn, call: Call, party: Party) -> Leg:
    watched = call.party(party.watches).leg
    assert watched is not None, "who is watched is reached"
    name = turn.new_id()
    state = LEG.move(LEG.move("new", "dial"), "answer")  # it is there as soon as it is made
    ear = Leg(id=name, node=watched.node, channel=f"zx-{name}", state=state, since=turn.now)
    turn.enter("channels", channel_key(ear.node, ear.channel), ("ear", call.id, party.id))
    return ear
