"""Reading the job list."""

from uuid import UUID

from django.db.models import QuerySet

from zuoxi.outbox.models import Job


def jobs_of(tenant: UUID) -> QuerySet[Job]:
    """The jobs that people of one company have asked for, or that are done for it."""
    return Job.objects.filter(tenant_id=tenant)
