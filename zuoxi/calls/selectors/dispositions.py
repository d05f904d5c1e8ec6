"""Reading result codes."""

from uuid import UUID

from django.db.models import QuerySet

from zuoxi.calls.models import Disposition


def dispositions(tenant: UUID) -> QuerySet[Disposition]:
    """The tenant's tree of results, as a flat list in the order of the screen."""
    rows = Disposition.objects.filter(tenant_id=tenant, hidden_at__isnull=True)
    return rows.order_by("position", "id")
