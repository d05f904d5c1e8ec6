"""Calls that are owed (T6)."""

from uuid import UUID

from zuoxi.calls.models import CallbackTask


def is_owed(tenant: UUID, number: str) -> bool:
    """Whether a call back to this number is open."""
    return CallbackTask.objects.filter(tenant_id=tenant, number=number, closed_at__isnull=True).exists()
