"""What the house knows of a caller beside the configuration, said with his arrival.

It is asked at the moment of telling and stands in the journal with the event, so that a replay decides the
same.
"""

from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from zuoxi.engine.events import CallArrived, ChannelSeen, Event, InventoryTaken, Known
from zuoxi.kernel.phone import national

Caller = TypeVar("Caller", CallArrived, ChannelSeen)
Barring = Callable[[str], tuple[str, ...]]
"""National form of a number -> tenants that bar it now."""
Knowing = Callable[[str], tuple[Known, ...]]
"""National form of a number -> what each company knows of who has it."""


def known(event: Event, barring: Barring, knowing: Knowing = lambda number: ()) -> Event:
    """The event with what is known of each caller in it."""
    if isinstance(event, CallArrived):
        return _told(event, barring, knowing)
    if isinstance(event, InventoryTaken):
        seen = tuple(
            _told(one, barring, knowing) if one.direction == "inbound" else one for one in event.channels
        )
        return replace(event, channels=seen)
    return event


def _told(caller: Caller, barring: Barring, knowing: Knowing) -> Caller:
    number = national(caller.caller)
    barred, standing = barring(number), knowing(number)
    return replace(caller, barred_by=barred, known=standing) if barred or standing else caller
