"""Erasing recordings whose span is over, and holding those that must stay whatever their span.

A recording is erased in the database first (with its line in the trail), then its files go, then its key: a
kill between the steps is gone on with the next night. What was said about it stays.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from zuoxi.calls.errors import RecordingErased
from zuoxi.calls.models import Disposition, Recording, RetentionClass
from zuoxi.calls.rules import Span
from zuoxi.calls.services.recordings.keep import WHOLE, known_as
from zuoxi.calls.services.recordings.store import Store, waveform_key
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.services import audit

State = Recording.State


def erase(actor: Actor, recording: Recording, span: Span, store: Store) -> bool:
    """Erase one whose span is over; False: it is held, or not whole any more."""
    with transaction.atomic():
        here = Recording.objects.filter(pk=recording.pk, held_at__isnull=True, state__in=WHOLE)
        if not here.update(state=State.ERASED):
            return False
        recording.refresh_from_db()
        rule = RetentionClass.objects.get(pk=UUID(span.id))
        told = {"class": rule.name, "keep_days": span.days, "sha256": recording.sha256}
        audit.note(actor, "recording.erased", recording, name=known_as(recording), after=told)
    sweep(recording, store)
    return True


def sweep(recording: Recording, store: Store) -> None:
    """Take away the files of an erased recording, and then the word where they lay."""
    for key in (recording.key, waveform_key(recording.key)):
        store.remove(key)
    recording.key = ""
    recording.save(update_fields=["key"])


def hold(actor: Actor, recording: Recording, because: str) -> Recording:
    """Keep a recording whatever its span, and say why; raises `RecordingErased`."""
    with transaction.atomic():
        kept = Recording.objects.filter(pk=recording.pk).exclude(state=State.ERASED)
        if not kept.update(held_at=actor.now, held_by=actor.who, held_because=because):
            raise RecordingErased
        before = {"because": recording.held_because} if recording.held_at else None
        audit.note(
            actor,
            "recording.held",
            recording,
            name=known_as(recording),
            before=before,
            after={"because": because},
        )
    recording.refresh_from_db()
    return recording


def let_go(actor: Actor, recording: Recording) -> Recording:
    """Its span holds again."""
    with transaction.atomic():
        held = Recording.objects.filter(pk=recording.pk, held_at__isnull=False)
        if held.update(held_at=None, held_by=None, held_because=""):
            before = {"because": recording.held_because}
            audit.note(actor, "recording.released", recording, name=known_as(recording), before=before)
    recording.refresh_from_db()
    return recording


def spans_of(rows: Iterable[RetentionClass]) -> tuple[Span, ...]:
    """Classes as the rules read them: a result stands for those under it too."""
    rows = list(rows)
    leaves: dict[UUID, set[str]] = {}
    chosen = [row.disposition_id for row in rows if row.disposition_id]
    for one in Disposition.objects.filter(pk__in=chosen) | Disposition.objects.filter(parent__in=chosen):
        for id in (one.pk, one.parent_id):
            if id is not None:
                leaves.setdefault(id, set()).add(one.code)
    return tuple(_span(row, leaves) for row in rows)


def _span(row: RetentionClass, leaves: Mapping[UUID, set[str]]) -> Span:
    results = leaves.get(row.disposition_id, set()) if row.disposition_id else set()
    return Span(
        id=str(row.pk),
        days=row.keep_days,
        results=frozenset(results),
        project=row.project,
        queue=str(row.queue_id or ""),
    )
