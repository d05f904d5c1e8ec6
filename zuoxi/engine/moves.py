"""The ways to move along the tables, with the facts that each move leaves behind."""

from typing import Any, Literal, cast, get_args

from msgspec.structs import replace

from zuoxi.engine.agent import AGENT
from zuoxi.engine.call import CALL
from zuoxi.engine.facts import (
    AgentState,
    AgentStateChanged,
    AttemptEnded,
    CallEnded,
    LegAnsweredFact,
    LegEndedFact,
    LegStarted,
    NotReached,
    PhaseEntered,
    WrapUpEnded,
)
from zuoxi.engine.leg import LEG
from zuoxi.engine.party import DOING, PARTY, SPEAKING
from zuoxi.engine.phases import PHASES, spend
from zuoxi.engine.state import Agent, Call, Leg, Party, Role, Segment, channel_key
from zuoxi.engine.turn import Turn

Cause = Literal["agent", "call", "timer", "system", "supervisor"]


# -- calls ---------------------------------------------------------------------------------------------


def move_call(turn: Turn, call: Call, event: str, **changes: Any) -> Call:
    """The call moves; when that begins another phase, the old one is accounted for."""
    state = CALL.move(call.state, event)
    phase = PHASES.get(state)
    if state == "ended":
        changes["spent"], changes["since"] = _spent(turn, call), turn.now
    elif phase is not None and (call.state == "new" or phase != call.phase):
        lasted, begins = 0, call.since  # a caller may have rung for a while before we heard of him
        if call.state != "new":
            lasted, begins = turn.now - call.since, turn.now
            changes["spent"] = _spent(turn, call)
        changes["phase"], changes["since"] = phase, begins
        entered = PhaseEntered(call=call.id, phase=phase, before_ms=lasted)
        turn.call_fact(call, entered, at=begins)
    return turn.put_call(replace(call, state=state, **changes))


def _spent(turn: Turn, call: Call) -> dict[str, int]:
    """The phase that holds has lasted until now."""
    return spend(call.spent, call.phase, turn.now - call.since)


def close(turn: Turn, call: Call, ended: CallEnded) -> None:
    """The one end of a call: told as such, or as all that there is to tell of a customer not reached."""
    permit = call.permit
    if call.id not in turn.untold or permit is None or ended.outcome not in get_args(NotReached):
        turn.call_fact(call, ended)
        return
    turn.strike("untold", call.id)
    turn.call_fact(
        call,
        AttemptEnded(
            call=call.id,
            attempt=permit.attempt,
            person=permit.person,
            path=call.path,
            node=call.node,
            trunk=permit.trunk,
            customer_number=call.number,
            caller_id=permit.caller_id,
            service_line=call.service_line,
            outcome=cast(NotReached, ended.outcome),
            ended_by=ended.ended_by,
            cause=ended.cause,
            ms=ended.ended_at - ended.started_at,
        ),
    )


# -- parties -------------------------------------------------------------------------------------------


def new_party(turn: Turn, role: Role, event: str, **fields: Any) -> Party:
    """Somebody who is to take part in a call."""
    return Party(id=turn.new_name(), role=role, state=PARTY.move("new", event), since=turn.now, **fields)


def move_party(turn: Turn, call: Call, party: Party, event: str, **changes: Any) -> Call:
    """The party moves; what it was in so far counts for its conversation."""
    party = call.party(party.id)
    state, segment = PARTY.move(party.state, event), _lasted(party, turn.now)
    return turn.change_party(call, party, state=state, since=turn.now, segment=segment, **changes)


def leaving(turn: Turn, party: Party) -> Party:
    """The party as it leaves the call, which has it no more after that."""
    state = PARTY.move(party.state, "leave")
    return replace(party, state=state, since=turn.now, segment=_lasted(party, turn.now))


def _lasted(party: Party, now: int) -> Segment | None:
    segment, span = party.segment, now - party.since
    if segment is None:
        return None
    if party.state in SPEAKING:
        return replace(segment, talk_ms=segment.talk_ms + span)
    return replace(segment, hold_ms=segment.hold_ms + span)


# -- legs ----------------------------------------------------------------------------------------------


def start_leg(
    turn: Turn,
    call: Call,
    party: Party,
    node: str,
    channel: str,
    event: str,
    attempt: str = "",
    **changes: Any,
) -> Call:
    """A leg of the party begins: a customer arrives, somebody is dialled (outside: under an `attempt`), a
    standing line joins (`join`)."""
    leg_id = turn.new_id()
    leg = Leg(
        id=leg_id,
        node=node,
        channel=channel or f"zx-{leg_id}",
        state=LEG.move("new", event),
        since=turn.now,
        standing=event == "join",
    )
    turn.call_fact(
        call,
        LegStarted(
            call=call.id,
            leg=leg.id,
            kind=party.role,
            node=node,
            channel=leg.channel,
            person=party.person,
            attempt=attempt,
        ),
    )
    if leg.standing:
        turn.call_fact(call, LegAnsweredFact(call=call.id, leg=leg.id))
    else:
        turn.enter("channels", channel_key(node, leg.channel), ("party", call.id, party.id))
    return turn.change_party(call, party, leg=leg, **changes)


def answer_leg(turn: Turn, call: Call, party: Party) -> Call:
    """The party has answered."""
    party = call.party(party.id)
    assert party.leg is not None, "only a leg can be answered"
    turn.call_fact(call, LegAnsweredFact(call=call.id, leg=party.leg.id))
    if party.role == "customer":
        turn.tell(call)
    return turn.change_party(call, party, leg=replace(party.leg, state=LEG.move(party.leg.state, "answer")))


def progress_leg(turn: Turn, call: Call, party: Party) -> Call:
    """The party's phone rings, or it is heard before the answer. Told more than once is told once."""
    leg = call.party(party.id).leg
    if leg is None or not LEG.allows(leg.state, "progress"):
        return call
    return turn.change_party(call, party, leg=replace(leg, state=LEG.move(leg.state, "progress")))


def end_leg(turn: Turn, call: Call, leg: Leg, cause: int) -> None:
    """The connection is over."""
    turn.call_fact(call, LegEndedFact(call=call.id, leg=leg.id, cause=cause))


# -- agents --------------------------------------------------------------------------------------------


def known_until(turn: Turn, call: Call) -> int:
    """Until when all is decided for a call and its agents: nothing of it happened before, whatever a switch's
    clock says."""
    agents = [turn.agents[party.person] for party in call.parties if party.person in turn.agents]
    moments = [call.since, call.message_at, *(agent.since for agent in agents)]
    if call.ivr is not None:
        moments.append(call.ivr.since)
    for party in call.parties:
        moments += [party.since, party.offered_at, party.leg.since if party.leg else 0]
    return min(max(moments), turn.now)


def move_agent(
    turn: Turn,
    agent: Agent,
    event: str,
    *,
    cause: Cause,
    reason: str = "",
    by: str = "",
    doing: AgentState | None = None,
    **changes: Any,
) -> Agent:
    """The agent's availability changes, and that is a fact with its cause (T10).

    `doing`: what he is seen to do, where the caller knows; else his parts in calls are looked through.
    """
    state = AGENT.move(agent.state, event)
    if agent.state == "wrap_up" and agent.segment:
        turn.fact(
            agent.profile.tenant,
            agent.worked,
            WrapUpEnded(
                call=agent.worked,
                segment=agent.segment,
                person=agent.person,
                wrap_up_ms=turn.now - agent.since,
            ),
        )
    if state != "busy":
        doing = state
    elif doing is None:
        doing = _busy_with(turn, agent, changes.get("calls", agent.calls))
    now = replace(agent, state=state, doing=doing, since=turn.now, reason=reason, **changes)
    return _seen_to_do(turn, agent, now, cause, by)


def follow(turn: Turn, agent: Agent, *, cause: Cause, by: str = "", **changes: Any) -> Agent:
    """His part in a call has changed: so has, perhaps, what the agent does."""
    busy = agent.state == "busy"
    doing = _busy_with(turn, agent, changes.get("calls", agent.calls)) if busy else agent.state
    if doing == agent.doing:
        return turn.change_agent(agent, **changes) if changes else agent
    return _seen_to_do(turn, agent, replace(agent, doing=doing, since=turn.now, **changes), cause, by)


def _busy_with(turn: Turn, agent: Agent, calls: tuple[str, ...]) -> AgentState:
    """What an agent with calls in hand is seen to do: his foremost part in them."""
    parts = []
    for one in calls:
        call = turn.calls.get(one)
        party = call.party_of(agent.person) if call is not None else None
        if party is not None:
            parts.append(party.state)
    if len(parts) == 1:
        return DOING.get(parts[0], agent.doing)
    return next((doing for part, doing in DOING.items() if part in parts), agent.doing)


def _seen_to_do(turn: Turn, was: Agent, now: Agent, cause: Cause, by: str) -> Agent:
    turn.fact(
        now.profile.tenant,
        now.session,
        AgentStateChanged(
            session=now.session,
            person=now.person,
            path=now.profile.path,
            previous=was.doing,
            state=now.doing,
            reason=now.reason,
            cause=cause,
            by=by,
            call=now.call or was.call,
            lasted_ms=turn.now - was.since,
        ),
    )
    return turn.put_agent(now)
