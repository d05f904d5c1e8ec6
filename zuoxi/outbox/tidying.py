"""Removing what is not needed any more: all of it, a few rows at a time, so that nobody waits for it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

AT_ONCE = 500
"""Rows removed in one transaction."""


def remove(rows: QuerySet[Any], progress: Callable[[int], None] = lambda gone: None) -> int:
    """Remove these rows, in their order; `progress` is told how many are gone. Returns how many."""
    gone = 0
    while keys := list(rows.values_list("pk", flat=True)[:AT_ONCE]):
        gone += rows.model._default_manager.filter(pk__in=keys).delete()[0]
        progress(gone)
    return gone
