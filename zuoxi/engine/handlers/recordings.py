"""Recordings (T14): one per segment, finished when the switch has closed its files."""

from typing import Literal

from msgspec.structs import replace

from zuoxi.engine.events import RecordingPauseRequested, RecordingStopped
from zuoxi.engine.facts import Lacking, RecordingContinued, RecordingFinished, RecordingPaused
from zuoxi.engine.handlers.asking import asker, own_part
from zuoxi.engine.handlers.when import WHEN
from zuoxi.engine.refusals import Refused
from zuoxi.engine.state import NEVER, Call, Recording, Segment
from zuoxi.engine.turn import Turn


def begin(turn: Turn, call: Call, segment: Segment) -> None:
    """The segment is recorded, on the customer's channel, which lasts as long as the call does."""
    turn.enter(
        "recordings",
        segment.recording,
        Recording(call=call.id, segment=segment.id, node=call.node, tenant=call.tenant),
    )


def pause_requested(turn: Turn, event: RecordingPauseRequested) -> None:
    """Of all conversations of the call: what one recording is spared no other may hold."""
    agent = asker(turn, event)
    call, _ = own_part(turn, agent, event.call, WHEN[RecordingPauseRequested])
    recorded = [party for party in call.hands if party.segment is not None and party.segment.recorded]
    if not recorded:
        raise Refused("not_recorded")
    turn.reply(event.request)
    for party in recorded:
        before = party.segment
        if before is None or before.paused == event.paused:
            continue
        hush = "on" if event.paused or call.state == "led" else "off"
        now = replace(before, paused=event.paused, hush=hush)
        call = turn.change_party(call, party, segment=now)
        tell(turn, call, before, now, "agent", agent.person)


def tell(
    turn: Turn,
    call: Call,
    was: Segment | None,
    now: Segment | None,
    why: Literal["agent", "flow"],
    person: str,
) -> None:
    """Whether silence begins or ends in a recording stands in the facts."""
    if was is None or now is None or not now.recorded or (was.hush == "on") == (now.hush == "on"):
        return
    whose = {"call": call.id, "segment": now.id, "recording": now.recording}
    if now.hush == "on":
        turn.call_fact(call, RecordingPaused(**whose, why=why, person=person))
    else:
        turn.call_fact(call, RecordingContinued(**whose, person=person))


def as_paused(call: Call, segment: Segment) -> Segment:
    """A conversation that begins while another of the call is paused is paused like it."""
    others = (party.segment for party in call.hands)
    return replace(segment, paused=True, hush="on") if any(one and one.paused for one in others) else segment


def unsilenced(turn: Turn, call: Call, recording: str) -> None:
    """The switch will not keep silence in a recording that must: it ends here, rather than hold what it must
    not."""
    for party in call.hands:
        segment = party.segment
        if segment is None or not segment.recorded:
            continue
        if segment.recording == recording and segment.hush == "on":
            turn.change_party(call, party, segment=replace(segment, recorded=False))
            turn.remark("recording_ended_unsilenced", call=call.id, recording=recording)


def hush(segment: Segment | None) -> Segment | None:
    """Silence goes into the recording of a conversation from now on."""
    return replace(segment, hush="on") if segment is not None else None


def sound_again(segment: Segment | None) -> Segment | None:
    """What is said is recorded again, unless somebody paused it."""
    if segment is None or not segment.hush or segment.paused:
        return segment
    return replace(segment, hush="off")


def await_end(turn: Turn, segment: Segment) -> None:
    """The segment is over; `RecordingStopped` is awaited, but not for ever."""
    await_files(turn, segment.recording)


def await_files(turn: Turn, recording: str) -> None:
    """The recording has been ordered to end."""
    if recording in turn.recordings:
        turn.set_timer(f"recording:{recording}:closing", turn.now + turn.spans.setup_timeout_ms)


def files_overdue(turn: Turn, recording: str) -> None:
    """Nobody has told that the files are closed. While the node is away it may well run on: it waits for the
    inventory."""
    known = turn.recordings.get(recording)
    if known is not None and not turn.is_up(known.node):
        turn.put_off(f"recording:{recording}:closing")
    else:
        finish(turn, recording)


def await_again(turn: Turn, node: str) -> None:
    """The node is back, and ends now what it could not be ordered to end before."""
    for recording in sorted(one for one, known in turn.recordings.items() if known.node == node):
        if turn.timers.get(f"recording:{recording}:closing") == NEVER:
            await_files(turn, recording)


def stopped(turn: Turn, event: RecordingStopped) -> None:
    """The switch has closed the files."""
    finish(turn, event.recording, "" if event.files else "no_files")


def finish(turn: Turn, recording: str, lacking: Lacking = "") -> None:
    """The files are closed, or nothing more will come of them; `lacking`: why nothing has."""
    known = turn.recordings.get(recording)
    if known is None:
        return
    turn.strike("recordings", recording)
    turn.clear_timer(f"recording:{recording}:closing")
    turn.fact(
        known.tenant,
        known.call,
        RecordingFinished(
            call=known.call, segment=known.segment, recording=recording, node=known.node, lacking=lacking
        ),
    )
    call = turn.calls.get(known.call)
    for party in call.parties if call else ():
        if call is not None and party.segment is not None and party.segment.recording == recording:
            call = turn.change_party(call, party, segment=replace(party.segment, recorded=False))
        elif call is not None and party.recording == recording and call.direction == "internal":
            call = turn.change_party(call, party, recording="")
