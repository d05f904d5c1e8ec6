"""What is to be told and done after a transaction: announced events and jobs."""

from django.db import models

from zuoxi.kernel.ids import new_id


class OutboxEvent(models.Model):
    """One announced event; it is told to each of its handlers at least once, then it is `delivered`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField()
    type = models.CharField(max_length=100)
    payload = models.JSONField(default=dict)
    announced_at = models.DateTimeField()
    told = models.JSONField(default=list)
    """Names of the handlers that have done their part."""
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")

    class Meta:
        indexes = (
            models.Index(
                fields=("due_at",), name="outbox_undelivered", condition=models.Q(delivered_at__isnull=True)
            ),
            models.Index(fields=("type", "-id"), name="outbox_latest_of_type"),
            models.Index(
                fields=("delivered_at",),
                name="outbox_delivered",
                condition=models.Q(delivered_at__isnull=False),
            ),
        )


class Job(models.Model):
    """One piece of work for the jobs process. This row is the truth; who wakes a worker only says "look"."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField()
    kind = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=200, blank=True, default="")
    """Two jobs of one kind with the same key are the same job (empty: none is)."""
    person_id = models.UUIDField(null=True)
    """Who asked for it; empty: the house itself."""
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    worker = models.CharField(max_length=100, blank=True, default="")
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    max_attempts = models.PositiveIntegerField(default=8)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    """0: not known."""
    rate = models.FloatField(default=0)
    """Pieces a second, lately."""
    cancel_asked = models.BooleanField(default=False)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("due_at",),
                name="outbox_job_open",
                condition=models.Q(state__in=("waiting", "running")),
            ),
            models.Index(fields=("tenant_id", "-id"), name="outbox_job_recent"),
            models.Index(
                fields=("ended_at",), name="outbox_job_ended", condition=models.Q(ended_at__isnull=False)
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id", "kind", "key"), condition=~models.Q(key=""), name="outbox_job_key"
            ),
        )
