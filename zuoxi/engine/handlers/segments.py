"""Segments: one agent's conversation, from the bridge to its end."""

from typing import Literal

from zuoxi.engine import facts
from zuoxi.engine.facts import SegmentEnded, SegmentStarted
from zuoxi.engine.handlers import channels, recordings
from zuoxi.engine.moves import end_leg
from zuoxi.engine.party import PARTY
from zuoxi.engine.state import Agent, Call, Party, Segment
from zuoxi.engine.turn import Turn


def begin(
    turn: Turn, call: Call, party: Party, agent: Agent, event: str = "", *, recording: str | None = None
) -> Call:
    """The conversation begins and is recorded, if that may be.

    `event`: how the party moves by it (empty: he speaks already). `recording`: the one that runs already
    (empty: none does).
    """
    why: Literal["announcement_failed", "found_unrecorded", "no_room"] = "found_unrecorded"
    if recording is None:
        recording = turn.new_id() if call.recorded and turn.recording_room else ""
        why = "no_room" if call.recorded else "announcement_failed"
    segment = Segment(id=turn.new_id(), recording=recording, recorded=bool(recording))
    turn.call_fact(
        call,
        SegmentStarted(
            call=call.id,
            segment=segment.id,
            person=agent.person,
            session=agent.session,
            path=agent.profile.path,
            recording=segment.recording,
            unrecorded="" if segment.recorded else why,
        ),
    )
    if segment.recorded:
        recordings.begin(turn, call, segment)
        paused = recordings.as_paused(call, segment)
        recordings.tell(turn, call, segment, paused, "agent", agent.person)
        segment = paused
    if not call.answered_at:
        call = turn.change_call(call, answered_at=turn.now)
    if not event:
        return turn.change_party(call, party, segment=segment)
    state = PARTY.move(call.party(party.id).state, event)
    return turn.change_party(call, party, state=state, since=turn.now, segment=segment)


def finish(turn: Turn, call: Call, segment: Segment, by: facts.Party) -> None:
    """The conversation is over; what it lasted has been accounted for."""
    recordings.await_end(turn, segment)
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


def drop_leg(turn: Turn, call: Call, party: Party, cause: int = 16, *, gone: bool = False) -> None:
    """The party's connection leaves the call: a phone is hung up, a standing line only leaves the bridge."""
    leg = party.leg
    if leg is None:
        return
    if leg.standing:
        if (turn.owner(leg.node, leg.channel) or ("",))[0] == "party":
            channels.disown(turn, leg)  # an adopted line whose agent never came
    else:
        if gone:
            channels.disown(turn, leg)
        else:
            channels.hang_up(turn, leg)
    end_leg(turn, call, leg, cause)
