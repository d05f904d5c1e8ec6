"""What the companies know of callers, as the live process's copy reads it."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet

from zuoxi.contacts.models import CallerStanding, Customer, StandingEdition
from zuoxi.organisation.selectors import editions

Standing = tuple[str, str, bool, str, str]
"""(tenant, number in national form, VIP, person whose customer he is or empty, why his)."""


def edition() -> int:
    """The latest edition; 0 before the first."""
    return editions.latest(StandingEdition)


def has_edition(number: int) -> bool:
    """Whether an edition is one of this database."""
    return editions.is_ours(StandingEdition, number)


def whole() -> Iterator[Standing]:
    """Every number of which something is or was known."""
    yield from _told(CallerStanding.objects.all())


def since(number: int) -> Iterator[Standing]:
    """What has changed after an edition, as it stands now."""
    yield from _told(CallerStanding.objects.filter(edition__gt=number))


def _told(rows: QuerySet[CallerStanding]) -> Iterator[Standing]:
    columns = rows.values_list("tenant_id", "number", "vip", "agent_id", "because")
    for tenant, caller, vip, agent, because in columns.iterator(chunk_size=2_000):
        yield str(tenant), caller, vip, str(agent or ""), because


def companies() -> list[UUID]:
    """The companies that have customers."""
    return sorted(Customer.objects.order_by().values_list("tenant_id", flat=True).distinct())
