"""The base of rows that tell history: they never stop a fact from being written, and can be partitioned.

Their links carry no constraint in the database: a fact about something that is not (or no longer) known
must not be lost, and partitions can be detached. Each row has a tenant, a time and the organisation path of
its moment.
"""

from typing import Any

from django.db import models

from zuoxi.organisation.rows import TenantRow


def link(to: str, *, null: bool = False, related: str = "+") -> "models.ForeignKey[Any, Any]":
    """A link of a history row: to be followed, not enforced, and indexed only where a question needs it."""
    return models.ForeignKey(
        to,
        db_index=False,
        null=null,
        blank=null,
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name=related,
    )


class HistoryRow(TenantRow):
    """A row of history; `path` is the organisation path as it was then."""

    path = models.CharField(max_length=255, blank=True, default="")

    class Meta:
        abstract = True
