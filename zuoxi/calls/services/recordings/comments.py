"""Comments on moments of a recording: anybody who may hear it writes them, only their writer changes them."""

from typing import Any

from django.db import transaction

from zuoxi.calls.errors import BeyondTheEnd
from zuoxi.calls.models import Recording, RecordingComment
from zuoxi.calls.services.recordings.keep import known_as
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.services import audit


def write(actor: Actor, recording: Recording, at_ms: int, text: str) -> RecordingComment:
    """Say something about a moment; raises `BeyondTheEnd`."""
    _within(recording, at_ms)
    with transaction.atomic():
        comment = RecordingComment.objects.create(
            tenant_id=recording.tenant_id,
            recording=recording,
            person=actor.who,
            at_ms=at_ms,
            text=text,
            written_at=actor.now,
        )
        _note(actor, "written", recording, after={"at_ms": at_ms, "text": text})
    return comment


def change(actor: Actor, comment: RecordingComment, at_ms: int, text: str) -> RecordingComment:
    """Say it in other words, or of another moment; raises `BeyondTheEnd`."""
    _within(comment.recording, at_ms)
    before = {"at_ms": comment.at_ms, "text": comment.text}
    after = {"at_ms": at_ms, "text": text}
    if before == after:
        return comment
    with transaction.atomic():
        comment.at_ms, comment.text, comment.changed_at = at_ms, text, actor.now
        comment.save(update_fields=["at_ms", "text", "changed_at"])
        _note(actor, "changed", comment.recording, before=before, after=after)
    return comment


def take_back(actor: Actor, comment: RecordingComment) -> None:
    """Nobody reads it any more; the trail keeps that it was there."""
    with transaction.atomic():
        comment.hidden_at = actor.now
        comment.save(update_fields=["hidden_at"])
        _note(actor, "removed", comment.recording, before={"at_ms": comment.at_ms, "text": comment.text})


def _within(recording: Recording, at_ms: int) -> None:
    if at_ms > recording.seconds * 1000 + 1000:
        raise BeyondTheEnd


def _note(
    actor: Actor,
    done: str,
    recording: Recording,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    audit.note(actor, f"comment.{done}", recording, name=known_as(recording), before=before, after=after)
