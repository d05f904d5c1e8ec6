"""Recordings (T14): one per segment, finished when the switch has closed its files."""

from msgspec.structs import replace

from zuoxi.engine.events import RecordingStopped
from zuoxi.engine.facts import Lacking, RecordingFinished
from zuoxi.engine.state import Call, Recording, Segment
from zuoxi.engine.turn import Turn


def begin(turn: Turn, call: Call, segment: Segment) -> None:
    """The segment is recorded, on the customer's channel, which lasts as long as the call does."""
    turn.enter(
        "recordings",
        segment.recording,
        Recording(call=call.id, segment=segment.id, node=call.node, tenant=call.tenant),
    )


def hush(segment: Segment | None) -> Segment | None:
    """Silence goes into the recording of a conversation from now on."""
    return replace(segment, hush="on") if segment is not None else None


def sound_again(segment: Segment | None) -> Segment | None:
    """What is said is recorded again."""
    return replace(segment, hush="off") if segment is not None and segment.hush else segment


def await_end(turn: Turn, segment: Segment) -> None:
    """The segment is over; `RecordingStopped` is awaited, but not for ever."""
    if segment.recording in turn.recordings:
        turn.set_timer(f"recording:{segment.recording}:closing", turn.now + turn.spans.setup_timeout_ms)


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
