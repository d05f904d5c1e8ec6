"""Who calls: the customer behind a number."""

from uuid import UUID

from django.db.models import Prefetch

from zuoxi.contacts.models import Customer, CustomerNumber


def customer_of_number(tenant: UUID, number: str) -> Customer | None:
    """The customer with this number (national form), his numbers and owner with him."""
    if not number:
        return None
    rows = Customer.objects.filter(tenant_id=tenant, numbers__number=number, hidden_at__isnull=True)
    numbers = Prefetch("numbers", CustomerNumber.objects.order_by("position", "id"))
    return rows.select_related("owner", "org_unit").prefetch_related(numbers).first()
