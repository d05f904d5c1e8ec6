"""What calls does about announced events."""

from uuid import UUID

from zuoxi.calls.events import ResultGiven
from zuoxi.calls.selectors.dispositions import is_order
from zuoxi.calls.services.dispositions import sow
from zuoxi.contacts.services.standings import order_taken
from zuoxi.kernel.clock import to_datetime
from zuoxi.organisation.events import CompanyFounded


def give_first_results(event: CompanyFounded) -> None:
    """A new company starts with results that it can change."""
    sow(UUID(event.tenant))


def remember_whose_customer(event: ResultGiven) -> None:
    """Who has ordered is the agent's customer: when he calls again he is offered to him first (T4)."""
    tenant = UUID(event.tenant)
    if event.number and is_order(tenant, event.disposition):
        order_taken(tenant, event.number, UUID(event.person), to_datetime(event.at))
