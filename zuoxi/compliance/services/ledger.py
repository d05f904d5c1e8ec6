"""The number's ledger row: its lock puts everything that is decided about one number in order."""

from collections.abc import Iterable
from uuid import UUID

from zuoxi.compliance.models import NumberLedger


def hold(tenant: UUID, numbers: Iterable[str]) -> dict[str, NumberLedger]:
    """The locked ledger rows of these numbers, until this transaction ends.

    Who adds an objection holds them too: a permit is minted either before the objection or not at all. They
    are always taken in the order of the numbers, so that two holders never wait in a ring.
    """
    wanted = sorted(set(numbers))
    known = NumberLedger.objects.filter(tenant_id=tenant, number__in=wanted).values_list("number", flat=True)
    if missing := sorted({*wanted}.difference(known)):
        NumberLedger.objects.bulk_create(
            [NumberLedger(tenant_id=tenant, number=number) for number in missing], ignore_conflicts=True
        )
    rows = NumberLedger.objects.select_for_update().filter(tenant_id=tenant, number__in=wanted)
    return {row.number: row for row in rows.order_by("number")}
