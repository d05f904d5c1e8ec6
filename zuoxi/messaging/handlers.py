"""What this area does about announced events."""

from uuid import UUID

from zuoxi.calls.events import RatingLinkOwed
from zuoxi.kernel.clock import utc_now
from zuoxi.messaging.services import owing
from zuoxi.telephony.selectors.lines import language_of


def owe_link(event: RatingLinkOwed) -> None:
    """A customer is asked by a link, in the language of the number that he called."""
    owing.owe(event, language_of(UUID(event.tenant), event.house_number), utc_now())
