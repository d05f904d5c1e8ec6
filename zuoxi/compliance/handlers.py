"""What this area does about announced events."""

from uuid import UUID

from zuoxi.calls.events import BlacklistedCallerTurnedAway
from zuoxi.compliance.services import hits
from zuoxi.kernel.clock import to_datetime


def count_blacklist_hit(event: BlacklistedCallerTurnedAway) -> None:
    """A blacklisted caller was turned away: his entry counts it, once per call."""
    hits.count(UUID(event.tenant), UUID(event.call), event.number, to_datetime(event.at))
