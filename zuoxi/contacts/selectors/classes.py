"""Classes of customer."""

from uuid import UUID

from django.db.models import QuerySet

from zuoxi.contacts.models import CustomerClass
from zuoxi.contacts.rules import MARKS


def classes(tenant: UUID) -> QuerySet[CustomerClass]:
    """The company's classes, those out of use as well, in the order of lists."""
    return CustomerClass.objects.filter(tenant_id=tenant).order_by("position", "id")


def usable_codes(tenant: UUID) -> set[str]:
    """Codes that may be given to a customer now; a company without any class has the first ones."""
    known = dict(classes(tenant).values_list("code", "hidden_at"))
    return {code for code, hidden_at in known.items() if hidden_at is None} if known else set(MARKS)
