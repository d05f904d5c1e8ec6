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
from zuoxi.calls.services.recordings.store import keys_of
from zuoxi.calls.services.recordings.stores import store_of, stores
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.services import audit

State = Recording.State


def erase(actor: Actor, recording: Recording, span: Span) -> bool:
    """Erase one whose span is over; False: it is held, or not whole any more. Raises `StoreAway`."""
    store_of(recording)  # where nobody can take it away nobody says that it is gone
    with transaction.atomic():
        here = Recording.objects.filter(pk=recording.pk, held_at__isnull=True, state__in=WHOLE)
        if not here.update(state=State.ERASED):
            return False
        recording.refresh_from_db()
        rule = RetentionClass.objects.get(pk=UUID(span.id))
        told = {"class": rule.name, "keep_days": span.days, "sha256": recording.sha256}
        audit.note(actor, "recording.erased", recording, name=known_as(recording), after=told)
    sweep(recording)
    return True


def sweep(recording: Recording) -> None:
    """Take away the files of an erased recording, wherever copies of them lie, and then the word where.

    The word stays while a store that it was moved out of is not set up any more. Raises `StoreAway`.
    """
    lies = {recording.store: store_of(recording)}
    if recording.left_in:
        if (left := stores().get(recording.left_in)) is None:
            return
        lies[recording.left_in] = left
    for store in lies.values():
        for key in keys_of(recording.key):
            store.remove(key)
    recording.key = recording.left_in = ""
    recording.save(update_fields=["key", "left_in"])


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
