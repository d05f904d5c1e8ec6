"""A change by somebody who saw the row as it is now."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from zuoxi.organisation.selectors.changes import refuse_if_changed


@contextmanager
def unchanged_since(row: Model, seen: UUID | None, kind: str = "") -> Iterator[None]:
    """The transaction of a change; raises `ChangedMeanwhile` when the row is newer than the version `seen`.

    Of two people who save at once, one waits for the other's row and is then told of it. `kind` is what of
    the row is meant, where that is no row of its own (`audit.note`).
    """
    with transaction.atomic():
        type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
        refuse_if_changed(row, seen, kind)
        yield
