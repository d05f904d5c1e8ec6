"""What calls does about announced events."""

from uuid import UUID

from zuoxi.calls.services.dispositions import sow
from zuoxi.organisation.events import CompanyFounded


def give_first_results(event: CompanyFounded) -> None:
    """A new company starts with results that it can change."""
    sow(UUID(event.tenant))
