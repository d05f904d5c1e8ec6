"""The number's ledger row: its lock puts everything that is decided about one number in order."""

from collections.abc import Sequence
from uuid import UUID

from zuoxi.compliance.models import NumberLedger


def hold(tenant: UUID, number: str) -> NumberLedger:
    """The locked ledger row of a number, until this transaction ends.

    Who adds an objection holds it too: a permit is minted either before the objection or not at all.
    """
    NumberLedger.objects.get_or_create(tenant_id=tenant, number=number)
    return NumberLedger.objects.select_for_update().get(tenant_id=tenant, number=number)


def hold_many(tenant: UUID, numbers: Sequence[str]) -> None:
    """Hold the rows of several numbers, always in the same order: two holders never wait in a ring."""
    missing = [NumberLedger(tenant_id=tenant, number=number) for number in sorted(set(numbers))]
    NumberLedger.objects.bulk_create(missing, ignore_conflicts=True)
    rows = NumberLedger.objects.select_for_update().filter(tenant_id=tenant, number__in=numbers)
    list(rows.order_by("number").values_list("id", flat=True))
