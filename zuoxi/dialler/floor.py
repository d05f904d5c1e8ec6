"""The floor as the dialler sees it, and the way to ask it."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from zuoxi.engine.events import CustomerFirstRequested
from zuoxi.engine.view import AnyView, CallView
from zuoxi.outbox.channel import Changes, ChannelClient, Snapshot, Touch, Views
from zuoxi.outbox.channel.messages import Replied

Ask = Callable[[CustomerFirstRequested], Replied]
"""Ask the floor; raises `LiveAway` (nothing was done) or `LiveSilent` (nobody knows)."""


class SeenFloor:
    """Kept up by the channel; empty while live is away, so that nobody seems free."""

    def __init__(self, socket: Path) -> None:
        self._views: Views = {}
        self.client = ChannelClient(socket, watcher=self, on_state=self._state)

    def seen(self) -> tuple[AnyView, ...]:
        """All that stands now."""
        return tuple(self._views.values())

    def snapshot(self, message: Snapshot) -> None:
        self._views = dict(message.views)

    def changes(self, message: Changes) -> None:
        self._views.update(message.put)
        for key in message.gone:
            self._views.pop(key, None)

    def touched(self, touch: Touch) -> None:
        """What the dialler needs of the database it reads each time."""

    def _state(self, there: bool) -> None:
        if not there:
            self._views = {}

    def asker(self, loop: asyncio.AbstractEventLoop) -> Ask:
        """Asking from another thread."""
        return lambda event: asyncio.run_coroutine_threadsafe(self.client.request(event), loop).result()


def numbers_on(views: tuple[AnyView, ...]) -> frozenset[str]:
    """Customers who are in a call with the house now."""
    return frozenset(view.customer_number for view in views if isinstance(view, CallView))
