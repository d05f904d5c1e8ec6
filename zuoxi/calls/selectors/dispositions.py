"""Reading result codes."""

from uuid import UUID

from django.db.models import QuerySet

from zuoxi.calls.models import Disposition


def dispositions(tenant: UUID) -> QuerySet[Disposition]:
    """The tenant's tree of results, as a flat list in the order of the screen."""
    rows = Disposition.objects.filter(tenant_id=tenant, hidden_at__isnull=True)
    return rows.order_by("position", "id")


def all_dispositions() -> QuerySet[Disposition]:
    """Every company's results, those out of use as well, each with its branch."""
    return Disposition.objects.select_related("parent")


def named_results(tenant: UUID) -> dict[str, Disposition]:
    """Code -> result, those out of use as well: what was said with them stays readable."""
    return {row.code: row for row in Disposition.objects.filter(tenant_id=tenant)}


def is_order(tenant: UUID, code: str) -> bool:
    """Whether who is given this result has ordered."""
    return Disposition.objects.filter(tenant_id=tenant, code=code, order=True).exists()
