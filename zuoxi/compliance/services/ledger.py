"""The number's ledger row: its lock puts everything that is decided about one number in order."""

from uuid import UUID

from zuoxi.compliance.models import NumberLedger


def hold(tenant: UUID, number: str) -> NumberLedger:
    """The locked ledger row of a number, until this transaction ends.

    Who adds an objection holds it too: a permit is minted either before the objection or not at all.
    """
    NumberLedger.objects.get_or_create(tenant_id=tenant, number=number)
    return NumberLedger.objects.select_for_update().get(tenant_id=tenant, number=number)
