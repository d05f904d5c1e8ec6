"""What calls does about announced events."""

from uuid import UUID

from zuoxi.calls.events import ResultGiven
from zuoxi.calls.selectors.dispositions import is_order
from zuoxi.calls.services.dispositions import sow
from zuoxi.calls.services.given_back import give_back
from zuoxi.contacts.services.standings import order_taken
from zuoxi.kernel.clock import to_datetime, utc_now
from zuoxi.organisation.events import CompanyFounded, ConfigurationChanged


def give_first_results(event: CompanyFounded) -> None:
    """A new company starts with results that it can change."""
    sow(UUID(event.tenant))


def remember_whose_customer(event: ResultGiven) -> None:
    """Who has ordered is the agent's customer: when he calls again he is offered to him first (T4)."""
    tenant = UUID(event.tenant)
    if event.number and is_order(tenant, event.disposition):
        order_taken(tenant, event.number, UUID(event.person), to_datetime(event.at))


def free_what_he_had_taken_on(event: ConfigurationChanged) -> None:
    """Messages and calls owed of somebody who was taken out of use are anybody's again."""
    if event.what == "person":
        give_back(UUID(event.id), utc_now())
