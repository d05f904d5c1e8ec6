"""The agents of the benchmark: they sign in, are ready, and their phones take every call by themselves."""

import asyncio
import itertools
from pathlib import Path
from types import TracebackType

from zuoxi.engine import events as e
from zuoxi.engine.config import FloorConfig
from zuoxi.engine.view import AgentView
from zuoxi.outbox.channel import ChannelClient, LiveAway, Touch, socket_path
from zuoxi.outbox.channel.messages import Changes, Snapshot

PATIENCE_S = 90.0


class Agents:
    """A web process without web: one connection to the floor for all agents."""

    def __init__(self, home: Path, config: FloorConfig) -> None:
        self._config = config
        self._numbers = itertools.count(1)
        self._client = ChannelClient(
            socket_path(home), watcher=self, on_state=lambda there: None, timeout_s=10.0
        )
        self._ready: set[str] = set()
        self._all_ready = asyncio.Event()

    async def __aenter__(self) -> "Agents":
        self._task = asyncio.create_task(self._client.run())
        async with asyncio.timeout(PATIENCE_S):
            await self._floor_is_there()
            for agent in self._config.agents:
                await self._come(agent.person_id, agent.devices[0].id)
            await self._all_ready.wait()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    def snapshot(self, message: Snapshot) -> None:
        for key, view in message.views.items():
            self._see(key, view)

    def changes(self, message: Changes) -> None:
        for key, view in message.put.items():
            self._see(key, view)

    def touched(self, touch: Touch) -> None:
        """Nothing here depends on configuration or rights."""

    def _see(self, key: str, view: object) -> None:
        if isinstance(view, AgentView) and view.state == "ready":
            self._ready.add(key)
            if len(self._ready) == len(self._config.agents):
                self._all_ready.set()

    async def _floor_is_there(self) -> None:
        while True:
            try:
                if all((await self._client.ping()).switch.values()):
                    return
            except LiveAway:
                pass
            await asyncio.sleep(0.1)

    async def _come(self, person: str, device: str) -> None:
        request = f"in-{next(self._numbers)}"
        sign_in = e.SignInRequested(
            request=request, person=person, expect=None, device=device, desktop=person
        )
        ready = e.ReadyRequested(request=f"{request}-ready", person=person, expect=None)
        for event in (sign_in, ready):
            reply = await self._client.request(event)
            if reply.code != "ok":
                raise RuntimeError(f"{type(event).__name__}: {reply.code}")
