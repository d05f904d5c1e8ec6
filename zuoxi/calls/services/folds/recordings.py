"""Facts of recordings -> `Recording` rows, and the work of storing them."""

from uuid import UUID

from zuoxi.calls.models import Recording
from zuoxi.calls.services.rows import Rows, Told
from zuoxi.engine import facts
from zuoxi.kernel.clock import to_datetime


def started(rows: Rows, told: Told, fact: facts.SegmentStarted) -> None:
    """The conversation is being recorded from its first word."""
    if not fact.recording:
        return
    rows.add(
        Recording(
            id=UUID(fact.recording),
            tenant_id=told.tenant_id,
            path=fact.path,
            call_id=UUID(fact.call),
            segment_id=UUID(fact.segment),
            person_id=UUID(fact.person),
            started_at=told.at,
        )
    )


def finished(rows: Rows, told: Told, fact: facts.RecordingFinished) -> None:
    """The files are complete and wait to be stored."""
    recording = rows.get(Recording, UUID(fact.recording))
    recording.node = fact.node
    recording.finished_at = told.at
    if recording.state == Recording.State.RECORDING:
        recording.state = Recording.State.RECORDED
    rows.put(recording)
    rows.to_store.append((recording, to_datetime(told.envelope.recorded_at)))
