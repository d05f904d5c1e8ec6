"""Segments: one agent's conversation, from the bridge to its end."""

from zuoxi.engine.commands import DestroyBridge, Leave, Mute
from zuoxi.engine.facts import Party, SegmentEnded, SegmentStarted
from zuoxi.engine.handlers import channels, recordings
from zuoxi.engine.moves import end_leg
from zuoxi.engine.state import Agent, Call, Segment
from zuoxi.engine.turn import Turn


def begin(turn: Turn, call: Call, agent: Agent) -> Call:
    """The conversation begins and is recorded."""
    segment = Segment(id=turn.new_id(), person=agent.person, session=agent.session, recording=turn.new_id())
    turn.call_fact(
        call,
        SegmentStarted(
            call=call.id,
            segment=segment.id,
            person=agent.person,
            session=agent.session,
            path=agent.profile.path,
            recording=segment.recording,
        ),
    )
    recordings.start(turn, call, segment)
    return turn.change_call(call, segment=segment, recording=True, answered_at=call.answered_at or turn.now)


def finish(turn: Turn, call: Call, by: Party) -> Call:
    """The conversation is over. The phase it ended in must have been accounted for."""
    segment = call.segment
    if segment is None:
        return call
    recordings.stop(turn, call, segment)
    turn.call_fact(
        call,
        SegmentEnded(
            call=call.id,
            segment=segment.id,
            talk_ms=segment.talk_ms,
            hold_ms=segment.hold_ms,
            ended_by=by,
        ),
    )
    return turn.change_call(call, segment=None, recording=False)


def drop_agent_leg(turn: Turn, call: Call, cause: int = 16, *, gone: bool = False) -> Call:
    """The agent leaves the call: a SIP phone is hung up, a standing line only leaves the bridge."""
    leg = call.agent_leg
    if leg is None:
        return call
    if turn.channels.get(leg.channel, ("", ""))[0] == "phone":
        if gone:
            channels.disown(turn, leg.channel)
        else:
            channels.hang_up(turn, call.node, leg.channel)
    elif not gone:
        if call.muted:
            turn.order(Mute(node=call.node, channel=leg.channel, muted=False))
        if call.bridged:
            turn.order(Leave(node=call.node, bridge=call.bridge, channels=(leg.channel,)))
    end_leg(turn, call, leg, cause)
    return turn.change_call(call, agent_leg=None, muted=False)


def drop_bridge(turn: Turn, call: Call) -> Call:
    """The call needs its bridge no longer."""
    if not call.bridged:
        return call
    turn.order(DestroyBridge(node=call.node, bridge=call.bridge))
    return turn.change_call(call, bridged=False)
