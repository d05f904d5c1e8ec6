"""What this area does about announced events."""

from uuid import UUID

from django.conf import settings

from zuoxi.calls.events import BlacklistedCallerTurnedAway
from zuoxi.compliance.events import BlacklistChanged
from zuoxi.compliance.services import hits
from zuoxi.kernel.clock import to_datetime
from zuoxi.outbox.channel import Touch, socket_path, touch_live


def count_blacklist_hit(event: BlacklistedCallerTurnedAway) -> None:
    """A blacklisted caller was turned away: his entry counts it, once per call."""
    hits.count(UUID(event.tenant), UUID(event.call), event.number, to_datetime(event.at))


def refresh_the_copy(event: BlacklistChanged) -> None:
    """Tell the live process to bring its copy up to date (when it is away it looks at its start)."""
    touch_live(socket_path(settings.ZUOXI_HOME), Touch(what="blacklist", tenant=event.tenant))
