"""The agents of the benchmark: they sign in, are ready, and their phones take every call by themselves.

When the floor comes back after an absence each signs in again, as the pages of agents do; who is not ready
then stays so until he is told to be.
"""

import asyncio
import itertools
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from zuoxi.engine import events as e
from zuoxi.engine.config import AgentConfig, FloorConfig
from zuoxi.engine.view import AgentView, CallView
from zuoxi.outbox.channel import ChannelClient, LiveAway, LiveSilent, Touch, socket_path
from zuoxi.outbox.channel.messages import Changes, Snapshot

PATIENCE_S, LOOK_S = 90.0, 0.1


class Agents:
    """A web process without web: one connection to the floor for all agents."""

    def __init__(self, home: Path, config: FloorConfig) -> None:
        self._config = config
        self._numbers = itertools.count(1)
        self._client = ChannelClient(
            socket_path(home), watcher=self, on_state=self._floor_is_there, timeout_s=10.0
        )
        self._views: dict[str, object] = {}
        self._came = False
        self._coming: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "Agents":
        self._task = asyncio.create_task(self._client.run())
        async with asyncio.timeout(PATIENCE_S):
            await self._switch_is_there()
            for agent in self._config.agents:
                await self._come(agent, ready=True)
        self._came = True
        await self.until(lambda: not self.stuck())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in (self._task, *self._coming):
            task.cancel()
        await asyncio.gather(self._task, *self._coming, return_exceptions=True)

    # -- what is seen ------------------------------------------------------------------------------------

    def stuck(self) -> list[str]:
        """Agents who cannot be called now, each with his state."""
        found = {view.id: view for view in self._views.values() if isinstance(view, AgentView)}
        seen = [(agent.number, found.get(agent.person_id)) for agent in self._config.agents]
        return [
            f"{number} {view.state} {view.reason}" if view else f"{number} without a session"
            for number, view in seen
            if view is None or view.state != "ready" or not view.connected
        ]

    def calls(self) -> int:
        """How many calls the floor knows."""
        return sum(isinstance(view, CallView) for view in self._views.values())

    async def until(self, so: Callable[[], bool], patience_s: float = PATIENCE_S) -> bool:
        """Whether it came to be so in time."""
        try:
            async with asyncio.timeout(patience_s):
                while not so():  # noqa: ASYNC110 - the floor is another process
                    await asyncio.sleep(LOOK_S)
        except TimeoutError:
            return False
        return True

    async def all_ready(self) -> None:
        """Whoever is not ready says that he is."""
        for agent in self._config.agents:
            view = self._views.get(f"agent:{agent.person_id}")
            if not isinstance(view, AgentView) or view.state == "not_ready":
                await self._come(agent, ready=True)

    # -- what the floor tells ----------------------------------------------------------------------------

    def snapshot(self, message: Snapshot) -> None:
        self._views = dict(message.views)

    def changes(self, message: Changes) -> None:
        self._views.update(message.put)
        for key in message.gone:
            self._views.pop(key, None)

    def touched(self, touch: Touch) -> None:
        """Nothing here depends on configuration or rights."""

    def _floor_is_there(self, there: bool) -> None:
        if there and self._came:
            task = asyncio.create_task(self._all_come_again())
            self._coming.add(task)
            task.add_done_callback(self._coming.discard)

    async def _all_come_again(self) -> None:
        try:
            await asyncio.gather(*(self._come(agent, ready=False) for agent in self._config.agents))
        except (LiveAway, LiveSilent):
            return  # it has gone again; its next coming begins anew

    async def back(self) -> None:
        """Wait until the floor answers and its switch can be commanded."""
        async with asyncio.timeout(PATIENCE_S):
            await self._switch_is_there()

    async def _switch_is_there(self) -> None:
        while True:
            try:
                if all((await self._client.ping()).switch.values()):
                    return
            except (LiveAway, LiveSilent):
                pass
            await asyncio.sleep(LOOK_S)

    async def _come(self, agent: AgentConfig, *, ready: bool) -> None:
        request, person = f"in-{next(self._numbers)}", agent.person_id
        await self._ask(
            e.SignInRequested(
                request=request, person=person, expect=None, device=agent.devices[0].id, desktop=person
            )
        )
        if ready:
            await self._ask(e.ReadyRequested(request=f"{request}-ready", person=person, expect=None))

    async def _ask(self, event: e.SignInRequested | e.ReadyRequested) -> None:
        reply = await self._client.request(event)
        if reply.code != "ok":
            raise RuntimeError(f"{type(event).__name__}: {reply.code}")
