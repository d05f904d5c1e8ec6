"""What the house knows of a caller beside the configuration, said with his arrival.

It is asked at the moment of telling and stands in the journal with the event, so that a replay decides the
same.
"""

from collections.abc import Callable

from msgspec.structs import replace

from zuoxi.engine.events import CallArrived, Event, InventoryTaken
from zuoxi.kernel.phone import national

Barring = Callable[[str], tuple[str, ...]]
"""National form of a number -> tenants that bar it now."""


def known(event: Event, barring: Barring) -> Event:
    """The event with what is known of each caller in it."""
    if isinstance(event, CallArrived):
        barred = barring(national(event.caller))
        return replace(event, barred_by=barred) if barred else event
    if isinstance(event, InventoryTaken):
        seen = tuple(
            replace(one, barred_by=barring(national(one.caller))) if one.direction == "inbound" else one
            for one in event.channels
        )
        return replace(event, channels=seen)
    return event
