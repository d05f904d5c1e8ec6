"""Whoever counts what there is and then adds to it does so one after the other."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Model


@contextmanager
def in_turn(holder: Model) -> Iterator[None]:
    """A transaction that nobody else enters for the same row until it ends; what refers to the row passes.

    A limit of one person is counted behind his row, what a company always has behind the company's.
    """
    with transaction.atomic():
        hold(holder)
        yield


def hold(holder: Model) -> None:
    """Take the row for the transaction that goes on."""
    # by its own class: who asks stands behind a proxy of the request
    rows = holder._meta.model._default_manager.select_for_update(no_key=True)
    rows.filter(pk=holder.pk).first()
