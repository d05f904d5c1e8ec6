"""What of an input stands in the journal: all but what nobody may read there.

Keys pressed in a call (card numbers, passwords) stand nowhere in clear: not as the key that was pressed, not
as the keys that an agent sent, and not in the order that sends them. Nothing is lost by that: the floor is
made again from rows, not from inputs, and sending keys is never done again by a later process
(`recover.ONCE`). A whole configuration stands in the state's rows already.
"""

from collections.abc import Callable
from typing import Any, Final

from msgspec.structs import replace

from zuoxi.engine.commands import AnySwitchCommand, SendKeys
from zuoxi.engine.config import FloorConfig
from zuoxi.engine.events import AnyEvent, ConfigChanged, KeyPressed, KeysRequested

MASK: Final = "•"

WRITTEN: Final[dict[type, Callable[[Any], Any]]] = {
    KeyPressed: lambda event: replace(event, digit=MASK),
    KeysRequested: lambda event: replace(event, digits=MASK * len(event.digits)),
    SendKeys: lambda order: replace(order, digits=MASK * len(order.digits)),
    ConfigChanged: lambda event: replace(event, config=FloorConfig(version=event.config.version)),
}
"""Type of event or order -> how it is written; all others as they are."""


def event_as_written(event: AnyEvent) -> AnyEvent:
    """The event as the journal holds it."""
    return _as_written(event)  # type: ignore[no-any-return]


def orders_as_written(orders: tuple[AnySwitchCommand, ...]) -> tuple[AnySwitchCommand, ...]:
    """The orders as the journal holds them."""
    return tuple(_as_written(order) for order in orders)


def _as_written(one: Any) -> Any:
    change = WRITTEN.get(type(one))
    return one if change is None else change(one)
