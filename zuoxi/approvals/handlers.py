"""What approvals do about announced events."""

from uuid import UUID

from zuoxi.approvals.services import chains
from zuoxi.organisation.events import CompanyFounded


def give_first_chains(event: CompanyFounded) -> None:
    """A new company starts with the chains that the trade knows; it changes them as it likes."""
    chains.sow(UUID(event.tenant))
