"""What contacts does about announced events."""

from uuid import UUID

from zuoxi.contacts.services import classes
from zuoxi.organisation.events import CompanyFounded


def give_first_classes(event: CompanyFounded) -> None:
    """A new company starts with classes of customer that it can change."""
    classes.sow(UUID(event.tenant))
