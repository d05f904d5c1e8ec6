"""Calls between colleagues (内线, T23), and a leader who talks to an agent who has no call (T12).

Nobody outside takes part, so no gate is asked, no queue waits, and nobody has work after it: both are again
what they were before. A customer's call goes first: who has one in hand, or the work after it, is not rung
up, and nobody who is offered one is disturbed.
"""

from collections.abc import Mapping
from typing import Final

from zuoxi.engine.config import AgentConfig
from zuoxi.engine.events import ColleagueCallRequested, TalkRequested
from zuoxi.engine.facts import (
    AgentState,
    CallStarted,
    ColleagueAnswered,
    ColleagueCalled,
    LeaderActed,
    OfferOutcome,
)
from zuoxi.engine.facts import Party as By
from zuoxi.engine.handlers import reach, recordings
from zuoxi.engine.handlers.asking import asker, commandable
from zuoxi.engine.handlers.ending import end
from zuoxi.engine.handlers.joining import enter, ring_phone
from zuoxi.engine.handlers.outbound import DIAL_MARGIN_MS
from zuoxi.engine.handlers.passed import Came
from zuoxi.engine.moves import (
    Cause,
    answer_leg,
    follow,
    move_agent,
    move_call,
    move_party,
    new_party,
    start_leg,
)
from zuoxi.engine.party import DOING
from zuoxi.engine.refusals import Refused
from zuoxi.engine.routing import line_is_up
from zuoxi.engine.state import Agent, Call, Outcome, Party, Segment, Sound
from zuoxi.engine.turn import Turn

RING_MS: Final = 20_000
"""How long it rings at a colleague."""
RINGBACK: Final = Sound(music="ringback")
"""What who calls hears meanwhile."""
WITH_A_CUSTOMER: Final = frozenset[AgentState]({"talking", "holding"})
"""An agent who does so is spoken to by a leader on his call (`supervising`), not beside it."""
CAME_TO_NOTHING: Final[Mapping[OfferOutcome, tuple[Outcome, By]]] = {
    "missed": ("no_answer", "system"),
    "declined": ("busy", "agent"),
    "withdrawn": ("unreachable", "system"),
    "failed": ("unreachable", "switch"),
}
"""How it ended at the colleague's phone -> what came of the call, and who ended it."""


def call_requested(turn: Turn, event: ColleagueCallRequested) -> None:
    """Call a colleague by who he is, or by his agent number."""
    caller = asker(turn, event)
    house = turn.house
    whom = house.agents.get(event.to) if event.to else house.numbered(caller.profile.tenant, event.number)
    if whom is None or whom.tenant != caller.profile.tenant:
        raise Refused("no_such_colleague")
    if whom.person_id == caller.person:
        raise Refused("colleague_yourself")
    _begin(turn, event, caller, whom)


def talk_requested(turn: Turn, event: TalkRequested) -> None:
    """A leader calls an agent whom he leads and who has no call."""
    leader = asker(turn, event)
    agent = reach.agent_of(turn, event, event.agent)
    if agent.doing in WITH_A_CUSTOMER:
        raise Refused("whisper_instead")
    call = _begin(turn, event, leader, agent.profile)
    path = agent.profile.path
    acted = LeaderActed(leader=leader.person, act="called", agent=agent.person, path=path, call=call.id)
    turn.call_fact(call, acted)


def _begin(
    turn: Turn, event: ColleagueCallRequested | TalkRequested, caller: Agent, whom: AgentConfig
) -> Call:
    _can_call(caller)
    commandable(turn, caller.node)
    colleague = _reached(turn, caller, turn.agents.get(whom.person_id))
    call = Call(
        id=turn.new_id(),
        serial=turn.next_serial(),
        tenant=caller.profile.tenant,
        path=caller.profile.path,
        node=caller.node,
        direction="internal",
        number="",
        house_number="",
        parties=(new_party(turn, "customer", "come"),),
        started_at=turn.now,
        since=turn.now,
        colleague=colleague.person,
    )
    turn.reply(event.request, data={"call": call.id})
    _tell(turn, call, caller, leading=isinstance(event, TalkRequested))
    by_phone = caller.device.kind == "sip_phone"
    party = new_party(
        turn,
        "agent",
        "take_phone" if by_phone else "call_colleague",
        person=caller.person,
        session=caller.session,
    )
    call = turn.put_party(turn.put_call(call), party)
    _take_up(turn, caller, call, party, "agent")
    call = move_call(turn, call, "call")
    if by_phone:
        span = turn.spans.device_dial_timeout_ms
        call = ring_phone(turn, call, party, caller, span, shown=colleague.profile.number)
        turn.set_timer(f"call:{call.id}:dial", turn.now + span + DIAL_MARGIN_MS)
        return call
    assert caller.line is not None, "only who has a line calls"
    line = caller.line
    call = start_leg(turn, call, party, line.node, line.channel, "join", sound=RINGBACK)
    return _ring(turn, call, caller, colleague)


def _can_call(caller: Agent) -> None:
    if caller.state == "busy":
        raise Refused("in_call")
    if caller.state == "wrap_up":
        raise Refused("wrap_up_first")
    if not line_is_up(caller):
        raise Refused("line_down")


def _reached(turn: Turn, caller: Agent, colleague: Agent | None) -> Agent:
    """The colleague, at whom it can ring now."""
    if colleague is None:
        raise Refused("colleague_signed_out")
    there = colleague.connected and line_is_up(colleague)
    if not (there and turn.can_meet(caller.node, colleague.node)):
        raise Refused("colleague_absent")
    if colleague.state not in ("ready", "not_ready"):
        raise Refused("colleague_busy")
    return colleague


def _tell(turn: Turn, call: Call, caller: Agent, *, leading: bool) -> None:
    turn.call_fact(
        call,
        CallStarted(
            call=call.id,
            direction="internal",
            node=call.node,
            path=call.path,
            customer_number="",
            house_number="",
        ),
    )
    called = ColleagueCalled(call=call.id, person=caller.person, colleague=call.colleague, leading=leading)
    turn.call_fact(call, called)


def _take_up(turn: Turn, agent: Agent, call: Call, party: Party, cause: Cause) -> None:
    """He is in it; what he was before is kept for its end."""
    rest, reason = ("ready", "") if agent.state == "ready" else ("not_ready", agent.reason)
    move_agent(
        turn,
        agent,
        "take",
        cause=cause,
        by=agent.person if cause == "agent" else "",
        doing=DOING[party.state],
        calls=(*agent.calls, call.id),
        rest=rest,
        rest_reason=reason,
    )


def phone_taken(turn: Turn, call: Call, party: Party) -> None:
    """Who calls has taken up his SIP phone: now it rings at his colleague, if he can still be reached."""
    turn.clear_timer(f"call:{call.id}:dial")
    call = answer_leg(turn, call, party)
    caller = turn.agents[party.person]
    try:
        colleague = _reached(turn, caller, turn.agents.get(call.colleague))
    except Refused:
        end(turn, call, "busy", "system")
        return
    _ring(turn, move_party(turn, call, party, "call_colleague", sound=RINGBACK), caller, colleague)


def _ring(turn: Turn, call: Call, caller: Agent, colleague: Agent) -> Call:
    party = new_party(turn, "agent", "offer", person=colleague.person, session=colleague.session)
    call = turn.put_party(call, party)
    _take_up(turn, colleague, call, party, "call")
    turn.set_timer(f"call:{call.id}:ring", turn.now + RING_MS)
    if colleague.device.kind == "sip_phone":
        call = ring_phone(turn, call, party, colleague, RING_MS, shown=caller.profile.number)
    return call


def answered(turn: Turn, call: Call, party: Party) -> None:
    """The colleague answers: the two speak."""
    turn.clear_timer(f"call:{call.id}:ring")
    call = _recorded(turn, call)
    caller = call.hands[0].person
    told = ColleagueAnswered(
        call=call.id, person=party.person, caller=caller, path=call.path, recording=call.hands[0].recording
    )
    turn.call_fact(call, told)
    for one in call.hands:
        call = enter(turn, turn.change_party(call, one, sound=None), one, turn.agents[one.person])
        call = move_party(turn, call, one, "speak")
    move_call(turn, call, "answer", answered_at=turn.now)
    for one in call.hands:
        by = party.person if one.id == party.id else ""
        follow(turn, turn.agents[one.person], cause="agent" if by else "call", by=by)


def _recorded(turn: Turn, call: Call) -> Call:
    """By the wish of their company; on the line of who called, as long as they speak."""
    if call.tenant not in turn.house.config.records_internal or not turn.recording_room:
        return call
    recording = turn.new_id()
    recordings.begin(turn, call, Segment(id="", recording=recording))
    return turn.change_party(call, call.hands[0], recording=recording)


def not_taken(
    turn: Turn, call: Call, party: Party, came: Came, offer: OfferOutcome, *, gone: bool = False
) -> None:
    """The colleague did not answer, would not, or could not."""
    outcome, by = CAME_TO_NOTHING[offer]
    end(turn, call, outcome, by, gone=party.id if gone else "")


def line_lost(turn: Turn, call: Call, party: Party, cause: int) -> None:
    """One of the two has lost his line: nobody holds the other for him."""
    outcome: Outcome = "answered" if call.answered_at else "failed"
    end(turn, call, outcome, "system", cause=cause, gone=party.id)
