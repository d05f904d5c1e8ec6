"""Facts as the floor told them: append-only, the source of everything else about calls and agents."""

from typing import Any, NoReturn

from django.db import models

from zuoxi.kernel.ids import new_id
from zuoxi.organisation.rows import TenantRow


class FactsAreForGood(TypeError):
    """A fact was about to be changed or removed."""


class FactQuerySet(models.QuerySet["Fact"]):
    """Rows that can only be added (the database refuses as well)."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise FactsAreForGood

    def delete(self) -> NoReturn:
        raise FactsAreForGood


class Fact(TenantRow):
    """One fact with its envelope; unique by (floor, epoch, seq)."""

    floor = models.CharField(max_length=64)
    epoch = models.BigIntegerField()
    seq = models.BigIntegerField()
    stream = models.CharField(max_length=64)
    """The call or agent session it belongs to."""
    type = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    node = models.CharField(max_length=64, blank=True, default="")
    body = models.JSONField()

    objects = FactQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("floor", "epoch", "seq"), name="calls_fact_once"),)
        indexes = (
            models.Index(fields=("stream", "seq"), name="calls_fact_stream"),
            models.Index(fields=("tenant", "occurred_at"), name="calls_fact_when"),
        )


class ParkedFact(models.Model):
    """A fact that could not be taken in; it waits here for a person, and the recorder goes on."""

    class Reason(models.TextChoices):
        UNKNOWN_TENANT = "unknown_tenant"
        NOT_WRITTEN = "not_written"
        NOT_FOLDED = "not_folded"
        """The fact stands among the facts, but its derived rows could not be written: rebuild them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    floor = models.CharField(max_length=200)
    epoch = models.BigIntegerField()
    seq = models.BigIntegerField()
    reason = models.CharField(max_length=32, choices=Reason.choices)
    detail = models.TextField(blank=True, default="")
    envelope = models.JSONField()
    parked_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("floor", "epoch", "seq"), name="calls_parked_once"),)


class FactCursor(models.Model):
    """How far the facts of one floor have been recorded; its row is the lock of whoever records."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    floor = models.CharField(max_length=64, unique=True)
    epoch = models.BigIntegerField(default=0)
    seq = models.BigIntegerField(default=0)
    archived_epoch = models.BigIntegerField(default=0)
    archived_seq = models.BigIntegerField(default=0)
    """Up to here facts may have left the database for the archive: what is told again is not taken again."""


class FactVolume(models.Model):
    """A file of the archive that holds facts of one month. Of the rows between its first and its last id the
    database lets go what the archive takes away, as long as the file is whole."""

    class State(models.TextChoices):
        WHOLE = "whole"
        MISSING = "missing"
        ALTERED = "altered"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=200, unique=True)
    """Path within the store."""
    month = models.CharField(max_length=7)
    """`2035-03`: when its facts were recorded (UTC)."""
    release = models.CharField(max_length=32)
    sha256 = models.CharField(max_length=64)
    bytes = models.BigIntegerField()
    facts = models.BigIntegerField()
    first_id = models.UUIDField()
    last_id = models.UUIDField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WHOLE)
    archived_at = models.DateTimeField()
    checked_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)
    """When the last of its rows had left the database."""
