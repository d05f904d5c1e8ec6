"""The traffic's end of the floor: what it shows, and what sample agents ask of it, as pages do."""

import asyncio
import itertools
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from zuoxi.engine import events as e
from zuoxi.outbox.channel import ChannelClient, LiveAway, LiveSilent, Touch
from zuoxi.outbox.channel.messages import Changes, Snapshot


class FloorLine:
    """One connection for all sample agents. Open it as a context."""

    def __init__(self, socket: Path) -> None:
        self._client = ChannelClient(socket, watcher=self, timeout_s=10.0)
        self._numbers = itertools.count(1)
        self._views: dict[str, object] = {}

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._client.run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    @property
    def views(self) -> Collection[object]:
        """Everybody and every call, as the floor shows them now."""
        return self._views.values()

    def snapshot(self, message: Snapshot) -> None:
        self._views = dict(message.views)

    def changes(self, message: Changes) -> None:
        self._views.update(message.put)
        for key in message.gone:
            self._views.pop(key, None)

    def touched(self, touch: Touch) -> None:
        """Nothing here depends on configuration or rights."""

    async def ask(self, kind: type[e.Request], person: str, **fields: Any) -> str:
        """The floor's answer as a code; `away` when there is none. Whatever is refused is asked again by
        itself a second later, if it is still wanted."""
        request = f"traffic-{next(self._numbers)}"
        try:
            reply = await self._client.request(
                kind(request=request, person=person, expect=None, **fields)  # type: ignore[arg-type]
            )
        except (LiveAway, LiveSilent):
            return "away"
        return reply.code
