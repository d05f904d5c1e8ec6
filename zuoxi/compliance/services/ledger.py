"""Locks that put in order what is decided at once: about one number, and for one asker."""

from collections.abc import Iterable
from uuid import UUID

from zuoxi.compliance.models import NumberLedger
from zuoxi.compliance.services.ground import Asker
from zuoxi.organisation.models import Person, Tenant
from zuoxi.organisation.services import in_turn


def stand_alone(asker: Asker) -> None:
    """Nobody else asks for the same asker until this transaction ends: each counts what he has dialled today.

    Taken before any number, by everybody, so that nobody waits in a ring; what only refers to the row passes.
    """
    in_turn.hold(asker if isinstance(asker, Person) else Tenant(pk=asker.tenant))


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
