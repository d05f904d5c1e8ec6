"""Facts of an agent's conversation -> `Segment`, and what the call shows of it."""

from uuid import UUID

from zuoxi.calls.models import Call, Segment
from zuoxi.calls.services.rows import Rows, Told, optional
from zuoxi.engine import facts


def started(rows: Rows, told: Told, fact: facts.SegmentStarted) -> None:
    """An agent's conversation began."""
    call = rows.get(Call, UUID(fact.call))
    rows.add(
        Segment(
            id=UUID(fact.segment),
            tenant_id=told.tenant_id,
            path=fact.path,
            call_id=call.id,
            person_id=UUID(fact.person),
            session_id=UUID(fact.session),
            recording_id=optional(fact.recording),
            unrecorded=fact.unrecorded,
            started_at=told.at,
        )
    )
    call.person_id = UUID(fact.person)
    call.answered_at = call.answered_at or told.at
    rows.put(call)


def paused(rows: Rows, told: Told, fact: facts.RecordingPaused) -> None:
    """From here on silence goes into its recording."""
    segment = rows.get(Segment, UUID(fact.segment))
    segment.gaps = [*segment.gaps, {"from_ms": _into(segment, told), "to_ms": None, "why": fact.why}]
    rows.put(segment)


def continued(rows: Rows, told: Told, fact: facts.RecordingContinued) -> None:
    """What is said is recorded again."""
    segment = rows.get(Segment, UUID(fact.segment))
    _close(segment, told)
    rows.put(segment)


def _close(segment: Segment, told: Told) -> None:
    """A pause that is open ends here."""
    open_ = [one for one in segment.gaps if one["to_ms"] is None]
    if open_:
        segment.gaps = [
            {**one, "to_ms": _into(segment, told)} if one["to_ms"] is None else one for one in segment.gaps
        ]


def _into(segment: Segment, told: Told) -> int:
    """How far into the conversation, in ms."""
    return max(0, round((told.at - segment.started_at).total_seconds() * 1000))


def ended(rows: Rows, told: Told, fact: facts.SegmentEnded) -> None:
    """The conversation is over, for this agent."""
    segment = rows.get(Segment, UUID(fact.segment))
    segment.ended_at = told.at
    _close(segment, told)
    segment.talk_ms = fact.talk_ms
    segment.hold_ms = fact.hold_ms
    segment.ended_by = fact.ended_by
    rows.put(segment)


def disposition_given(rows: Rows, told: Told, fact: facts.DispositionGiven) -> None:
    """What came of the conversation; the call shows the latest result."""
    segment = rows.get(Segment, UUID(fact.segment))
    call = rows.get(Call, UUID(fact.call))
    call.disposition = fact.disposition or call.disposition
    segment.disposition = fact.disposition
    rows.put(segment)
    rows.put(call)


def wrap_up_ended(rows: Rows, told: Told, fact: facts.WrapUpEnded) -> None:
    """The work after the conversation is done; the call shows all of it."""
    segment = rows.get(Segment, UUID(fact.segment))
    call = rows.get(Call, UUID(fact.call))
    call.wrap_up_ms += fact.wrap_up_ms - segment.wrap_up_ms
    segment.wrap_up_ms = fact.wrap_up_ms
    rows.put(segment)
    rows.put(call)
