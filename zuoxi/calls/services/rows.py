"""The rows that a batch of facts changes: read once, changed in memory, written together.

A call makes some fifteen facts, most of which touch the same few rows; writing each change by itself would
cost the database ten times as much.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from zuoxi.calls.models import Call, CallbackTask, Recording
from zuoxi.engine.facts import FactEnvelope
from zuoxi.kernel.clock import to_datetime
from zuoxi.kernel.ids import derived_id

Row = TypeVar("Row", bound=models.Model)


class UnknownSubject(LookupError):
    """A fact is about a call, segment or session whose beginning was never told."""


Subject = tuple[UUID, str]
"""A company, and a callback's subject (number and business) there."""


@dataclass
class Needs:
    """What the folds of a batch will ask for."""

    rows: dict[type[models.Model], set[UUID]] = field(default_factory=lambda: defaultdict(set))
    """Rows by their ids."""
    of_calls: dict[type[models.Model], set[UUID]] = field(default_factory=lambda: defaultdict(set))
    """All rows of these calls."""
    subjects: set[Subject] = field(default_factory=set)
    """Open callbacks."""


class Rows:
    """One unit of work: `load` reads, `find` and `of_call` give, `put` marks, `flush` writes."""

    def __init__(self) -> None:
        self._known: dict[type[models.Model], dict[UUID, models.Model | None]] = {}
        self._of_call: dict[tuple[type[models.Model], UUID], list[Any]] = {}
        self._changed: dict[type[models.Model], dict[UUID, models.Model]] = {}
        self._new_calls: set[UUID] = set()
        self._callbacks: dict[Subject, CallbackTask | None] = {}
        self.to_store: list[tuple[Recording, dt.datetime]] = []
        """Recordings whose files are complete, and when that was told."""

    def load(self, needs: Needs) -> None:
        """Read what a batch will ask for: one query per model. Others are read when they are asked for."""
        for model, ids in needs.rows.items():
            known = self._known.setdefault(model, {})
            known.update(dict.fromkeys(ids))
            known.update(model._default_manager.in_bulk(ids))
        for model, calls in needs.of_calls.items():
            known = self._known.setdefault(model, {})
            for call in calls:
                self._of_call[model, call] = []
            found: Any = model._default_manager.filter(call_id__in=calls).order_by("id")
            for row in found:
                known[row.pk] = row
                self._of_call[model, row.call_id].append(row)
        if needs.subjects:
            self._load_callbacks(needs.subjects)

    def _load_callbacks(self, subjects: set[Subject]) -> None:
        """The open tasks of these customers, held until the transaction ends: people work on them too."""
        found = CallbackTask.objects.select_for_update().filter(
            tenant_id__in={tenant for tenant, _ in subjects},
            subject__in={subject for _, subject in subjects},
            closed_at__isnull=True,
        )
        self._callbacks.update(dict.fromkeys(subjects))
        self._callbacks.update({(task.tenant_id, task.subject): task for task in found})

    def open_callback(self, subject: Subject) -> CallbackTask | None:
        """The one open task of a customer and a business."""
        if subject not in self._callbacks:
            self._load_callbacks({subject})
        task = self._callbacks[subject]
        return task if task and task.closed_at is None else None

    def find(self, model: type[Row], row_id: UUID) -> Row | None:
        """The row as it stands in this unit of work."""
        known: dict[UUID, Any] = self._known.setdefault(model, {})
        if row_id not in known:
            known[row_id] = model._default_manager.filter(pk=row_id).first()
        found: Row | None = known[row_id]
        return found

    def get(self, model: type[Row], row_id: UUID) -> Row:
        """The row, which must have been told of before; raises `UnknownSubject`."""
        found = self.find(model, row_id)
        if found is None:
            raise UnknownSubject(f"{model.__name__} {row_id}")
        return found

    def of_call(self, model: type[Row], call_id: UUID) -> list[Row]:
        """The rows of `model` that belong to a call, oldest first."""
        key = (model, call_id)
        if key not in self._of_call:
            known = self._known.setdefault(model, {})
            if call_id not in self._new_calls:
                for row in model._default_manager.filter(call_id=call_id):
                    known.setdefault(row.pk, row)
            mine = (row for row in known.values() if row and getattr(row, "call_id", None) == call_id)
            self._of_call[key] = sorted(mine, key=lambda row: str(row.pk))
        return self._of_call[key]

    def add(self, row: models.Model) -> None:
        """A new row (or one that a rebuild makes again)."""
        model = type(row)
        self._known.setdefault(model, {})[row.pk] = row
        if isinstance(row, Call):
            self._new_calls.add(row.pk)
        if isinstance(row, CallbackTask):
            self._callbacks[row.tenant_id, row.subject] = row
        loaded = self._of_call.get((model, getattr(row, "call_id", row.pk)))
        if loaded is not None:
            loaded.append(row)
        self.put(row)

    def put(self, row: models.Model) -> None:
        """The row has changed."""
        self._changed.setdefault(type(row), {})[row.pk] = row

    def flush(self) -> None:
        """Write all that changed, each row once."""
        for model, changed in self._changed.items():
            columns = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
            model._default_manager.bulk_create(
                changed.values(), update_conflicts=True, unique_fields=["id"], update_fields=columns
            )
        self._changed.clear()


class Told:
    """One fact's envelope with what every fold asks of it."""

    def __init__(self, envelope: FactEnvelope) -> None:
        self.envelope = envelope
        self.tenant_id = UUID(envelope.tenant)
        self.at: dt.datetime = to_datetime(envelope.occurred_at)

    @property
    def row_id(self) -> UUID:
        """An id for the row that this fact makes, the same at each rebuild."""
        envelope = self.envelope
        return UUID(derived_id(envelope.occurred_at, f"{envelope.floor}:{envelope.epoch}", envelope.seq))


def optional(text: str) -> UUID | None:
    """An id that may be empty in a fact."""
    return UUID(text) if text else None


def moment(ms: int) -> dt.datetime | None:
    """A moment that a fact writes as 0 when it never came."""
    return to_datetime(ms) if ms else None
