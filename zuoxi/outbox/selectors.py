"""Reading the job list and what was announced."""

from uuid import UUID

from django.db.models import QuerySet

from zuoxi.outbox.models import Job, OutboxEvent


def jobs_of(tenant: UUID) -> QuerySet[Job]:
    """The jobs that people of one company have asked for, or that are done for it."""
    return Job.objects.filter(tenant_id=tenant)


def under_way(kind: str) -> QuerySet[Job]:
    """Jobs of one kind that wait or run, of all companies."""
    return Job.objects.filter(kind=kind, state__in=(Job.State.WAITING, Job.State.RUNNING))


def last_announced(type: str) -> str:
    """A mark that changes with each announced event of a type."""
    # several, because events of one millisecond may come in any order of their ids
    latest = OutboxEvent.objects.filter(type=type).order_by("-id").values_list("id", flat=True)[:8]
    return ",".join(str(id) for id in latest)
