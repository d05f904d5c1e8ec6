"""What calls does about announced events."""

from uuid import UUID

from zuoxi.calls.events import CallEnded
from zuoxi.calls.services import calling_back
from zuoxi.calls.services.dispositions import sow
from zuoxi.organisation.events import CompanyFounded


def give_first_results(event: CompanyFounded) -> None:
    """A new company starts with results that it can change."""
    sow(UUID(event.tenant))


def note_what_came_of_a_try(event: CallEnded) -> None:
    """The house called somebody back: people read what came of it."""
    if event.direction == "outbound":
        calling_back.ended(UUID(event.call), event.outcome)
