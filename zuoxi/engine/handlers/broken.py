"""A step broke: its owner ends fail-safe, so that nobody is stuck and nothing breaks twice.

First gently, by the ordinary ways. When these break too, roughly: the record is taken out, with the facts
that close it. At last only the deadline is taken off, which touches nothing else (`floor.step`).
"""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from zuoxi.engine.agent import BROKEN
from zuoxi.engine.call import CALL
from zuoxi.engine.commands import DestroyBridge, GiveBack
from zuoxi.engine.events import CallArrived, CallTurnedAway, StepBroke
from zuoxi.engine.facts import AgentSignedOut, AgentStateChanged, CallEnded, CallStarted, SegmentEnded
from zuoxi.engine.handlers import arrival, channels, line, messages, passed, recordings, watching
from zuoxi.engine.handlers.ending import UNSERVED, end, owe_callback
from zuoxi.engine.handlers.house_changes import BEHIND
from zuoxi.engine.handlers.letting_go import close_offer
from zuoxi.engine.handlers.parting import apologise
from zuoxi.engine.moves import close, end_leg, move_agent
from zuoxi.engine.phases import spend
from zuoxi.engine.state import Agent, Call, Party
from zuoxi.engine.turn import Turn

GONE = 41
"""Q.850: temporary failure."""

Ending = Callable[[Turn, str], None]


def broke(turn: Turn, event: StepBroke) -> None:
    """End whoever could not be served."""
    turn.clear_timer(event.timer)
    gentle = event.hardness == 1
    if event.arrival is not None:
        (_turn_away if gentle else _turn_away_roughly)(turn, event.arrival)
    for subject in event.subjects:
        kind, _, one = subject.partition(":")
        ways = ENDINGS.get(kind)
        if ways is not None:
            ways[0 if gentle else 1](turn, one)


# -- callers at the door -------------------------------------------------------------------------------


def _turn_away(turn: Turn, event: CallArrived) -> None:
    """The dialplan's own way of saying sorry; the caller has a record and is owed a call."""
    turn.order(GiveBack(node=event.node, channel=event.channel))
    fields = {name: getattr(event, name) for name in ("node", "channel", "trunk", "dialled", "caller")}
    arrival.turned_away(turn, CallTurnedAway(**fields, at=turn.wall))


def _turn_away_roughly(turn: Turn, event: CallArrived) -> None:
    """Nothing of what he dialled or from where can be understood: still there is a record that he called."""
    turn.order(GiveBack(node=event.node, channel=event.channel))
    call = turn.new_id()
    started = CallStarted(
        call=call, direction="inbound", node=event.node, path="", customer_number="", house_number=""
    )
    turn.fact(turn.house.tenant, call, started)
    turn.fact(turn.house.tenant, call, _end_of(call, turn.wall, 0, turn.wall, {}))


def _end_of(call: str, started: int, answered: int, ended: int, phases: dict[str, int]) -> CallEnded:
    return CallEnded(
        call=call,
        outcome="answered" if answered else "failed",
        ended_by="system",
        cause=GONE,
        started_at=started,
        answered_at=answered,
        ended_at=ended,
        phases=phases,
    )


# -- calls ---------------------------------------------------------------------------------------------


def _release(turn: Turn, call_id: str) -> None:
    """An apology where one can be said, then the end."""
    call = turn.calls.get(call_id)
    if call is None:
        return
    if call.state in UNSERVED:
        owe_callback(turn, call, "abandoned")
    if CALL.allows(call.state, "part") and turn.is_up(call.node) and not _rings(call):
        apologise(turn, call)
    else:
        end(turn, call, "answered" if call.answered_at else "failed", "system", cause=GONE)


def _rings(call: Call) -> bool:
    """The customer is being called: nothing can be said to him yet."""
    leg = call.customer.leg
    return leg is not None and leg.state in ("dialling", "ringing")


def _cut_off(turn: Turn, call_id: str) -> None:
    """The call is taken out with everything that stands for it."""
    call = turn.calls.get(call_id)
    if call is None:
        return
    ends = [leg for link in call.links if link.is_dialled for leg in (link.near, link.far)]
    for leg in [*(party.leg for party in call.parties if party.leg is not None), *ends]:
        if not leg.standing:
            channels.hang_up(turn, leg)
        elif (turn.owner(leg.node, leg.channel) or ("",))[0] == "party":
            channels.disown(turn, leg)
        end_leg(turn, call, leg, GONE)
    for party in [one for one in call.of("ringing") if one.offered_at]:
        close_offer(turn, call, party, "failed")
        call = turn.calls[call_id]
    for party in call.leaders:
        watching.over(turn, call, party, "call_over")
    for name in call.nodes:
        turn.order(DestroyBridge(node=name, bridge=call.bridge))
    for timer in sorted(one for one in turn.timers if one.startswith(f"call:{call_id}:")):
        turn.clear_timer(timer)
    call = passed.settle(turn, turn.leave_line(call), "failed")
    node = turn.node(call.node)
    held = node.held.discard((call.serial, call.id))
    turn.put_node(replace(node, held=held, setting_up=node.setting_up - {call.id}))
    call = messages.finish(turn, call)
    for party in [one for one in call.hands if one.recording and one.segment is None]:
        recordings.finish(turn, party.recording)
    for known in [party.segment for party in call.parties if party.segment is not None]:
        recordings.finish(turn, known.recording)
        turn.call_fact(
            call,
            SegmentEnded(
                call=call.id,
                segment=known.id,
                talk_ms=known.talk_ms,
                hold_ms=known.hold_ms,
                ended_by="system",
            ),
        )
    started, answered = turn.told_at(call.started_at), turn.told_at(call.answered_at)
    phases = spend(call.spent, call.phase, turn.now - call.since)
    close(turn, call, _end_of(call.id, started, answered, turn.wall, phases))
    turn.remove_call(call)
    for agent in [one for _, one in sorted(turn.agents.items()) if call_id in (*one.calls, one.worked)]:
        _stand_aside(turn, agent)


# -- agents --------------------------------------------------------------------------------------------


def _stand_down(turn: Turn, person: str) -> None:
    """The agent is offered nothing more until he says that he is ready; a call that is up goes on."""
    agent = turn.agents.get(person)
    if agent is None:
        return
    if not agent.connected:
        turn.set_timer(f"agent:{person}:expiry", turn.now + turn.spans.session_expiry_ms)
    line.look_after(turn, agent)
    if agent.state == "busy":
        turn.change_agent(agent, next_reason=BROKEN)
        return
    turn.clear_timer(f"agent:{person}:wrap_up")
    cleared: dict[str, Any] = {"worked": "", "segment": "", "next_reason": "", "wrap_up_until": 0}
    if agent.state != "not_ready":
        move_agent(turn, agent, "not_ready", cause="system", reason=BROKEN, **cleared)


def _stand_aside(turn: Turn, agent: Agent) -> None:
    """As `_stand_down`, past the tables: his call has been taken out."""
    turn.clear_timer(f"agent:{agent.person}:wrap_up")
    turn.agent_fact(
        agent,
        AgentStateChanged(
            session=agent.session,
            person=agent.person,
            path=agent.profile.path,
            previous=agent.doing,
            state="not_ready",
            reason=BROKEN,
            cause="system",
            by="",
            call=agent.call,
            lasted_ms=turn.now - agent.since,
        ),
    )
    turn.change_agent(
        agent,
        state="not_ready",
        doing="not_ready",
        reason=BROKEN,
        since=turn.now,
        calls=(),
        worked="",
        segment="",
        wrap_up_until=0,
    )


def _sign_off(turn: Turn, person: str) -> None:
    """The session is taken out; a conversation that it held goes with it, one that it only led goes on."""
    agent = turn.agents.get(person)
    if agent is None:
        return
    for call_id in agent.calls:
        call = turn.calls.get(call_id)
        party = call.party_of(person) if call is not None else None
        if call is not None and party is not None and party.watches:
            _not_led(turn, call, party)
        else:
            _cut_off(turn, call_id)
        agent = turn.agents[person]
    if agent.line is not None:
        channels.hang_up(turn, agent.line)
    for timer in sorted(one for one in turn.timers if one.startswith(f"agent:{person}:")):
        turn.clear_timer(timer)
    turn.agent_fact(agent, AgentSignedOut(session=agent.session, person=person, cause="expired"))
    turn.strike("seated", agent.device.endpoint)
    turn.remove_agent(agent)


def _not_led(turn: Turn, call: Call, leader: Party) -> None:
    """The leader is off the call, which goes on without him."""
    if leader.leg is not None:
        end_leg(turn, call, leader.leg, GONE)
    watching.over(turn, call, leader, None)
    turn.change_call(call, parties=tuple(one for one in call.parties if one.id != leader.id))


# -- the rest ------------------------------------------------------------------------------------------


def _forget_channel(turn: Turn, channel: str) -> None:
    turn.strike("channels", channel)
    turn.strike("closing", channel)


def _forget_recording(turn: Turn, recording: str) -> None:
    turn.strike("recordings", recording)


def _forget_permit(turn: Turn, call: str) -> None:
    turn.strike("permits", call)


def _look_again(turn: Turn, node: str) -> None:
    """A node that is away and could not be given up: later."""
    if not turn.is_up(node):
        turn.set_timer(f"node:{node}:lost", turn.now + turn.spans.switch_grace_ms)


def _try_the_rest(turn: Turn, what: str) -> None:
    """Calls that were to follow a change of their queue: those at hand stay as they are."""
    turn.strike("behind", min(turn.behind, default=""))
    if turn.behind:
        turn.set_timer(BEHIND, turn.now + 1)


ENDINGS: Mapping[str, tuple[Ending, Ending]] = {
    "call": (_release, _cut_off),
    "agent": (_stand_down, _sign_off),
    "channel": (channels.gone, _forget_channel),
    "recording": (recordings.finish, _forget_recording),
    "permit": (_forget_permit, _forget_permit),
    "house": (_try_the_rest, _try_the_rest),
    "node": (_look_again, _look_again),
}
"""Kind of owner -> (gently, roughly)."""
