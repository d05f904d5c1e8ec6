"""Calls that the records show as up and that nobody knows: the folder was lost, or a line of the journal."""

from zuoxi.engine.events import CallsLeftOpen, LeftOpen
from zuoxi.engine.facts import CallEnded, LegEndedFact, SegmentEnded
from zuoxi.engine.turn import Turn

TEMPORARY_FAILURE = 41
"""Q.850: the fault was ours."""


def close(turn: Turn, event: CallsLeftOpen) -> None:
    """Each gets its one end, with what is known of it; those that are up go on."""
    for left in event.calls:
        if left.call not in turn.calls:
            _close(turn, left)


def _close(turn: Turn, left: LeftOpen) -> None:
    for segment, talk_ms in left.segments:
        ended = SegmentEnded(call=left.call, segment=segment, talk_ms=talk_ms, hold_ms=0, ended_by="system")
        turn.fact(left.tenant, left.call, ended)
    for leg in left.legs:
        turn.fact(left.tenant, left.call, LegEndedFact(call=left.call, leg=leg, cause=TEMPORARY_FAILURE))
    turn.fact(
        left.tenant,
        left.call,
        CallEnded(
            call=left.call,
            outcome="answered" if left.answered_at else "failed",
            ended_by="system",
            cause=TEMPORARY_FAILURE,
            started_at=left.started_at,
            answered_at=left.answered_at,
            ended_at=left.started_at + sum(left.phases.values()),
            phases=left.phases,
        ),
    )
