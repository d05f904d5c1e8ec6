"""Desktops that work by themselves, over the real channel, as pages in browsers would."""

import asyncio
import itertools
from pathlib import Path
from typing import Any

from zuoxi.engine import events as e
from zuoxi.engine.view import AgentView, CallView
from zuoxi.outbox.channel import ChannelClient, LiveAway, LiveSilent, Touch


class Robots:
    """A web process with the pages of several agents. Each signs in, becomes ready and answers what rings."""

    def __init__(self, socket: Path, people: dict[str, str], *, answers: bool = True) -> None:
        self.views: dict[str, AgentView | CallView] = {}
        self.answers = answers
        self.idle: set[str] = set()
        """People who stay not ready."""
        self._people = people
        """Person -> device."""
        self._numbers = itertools.count(1)
        self._work = asyncio.Event()
        self.client = ChannelClient(socket, watcher=self, on_state=self._state, timeout_s=2.0)

    async def __aenter__(self) -> "Robots":
        self._tasks = [asyncio.create_task(self.client.run()), asyncio.create_task(self._act())]
        return self

    async def __aexit__(self, *error) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def snapshot(self, message) -> None:
        self.views = dict(message.views)
        self._work.set()

    def changes(self, message) -> None:
        self.views.update(message.put)
        for key in message.gone:
            self.views.pop(key, None)
        self._work.set()

    def _state(self, there: bool) -> None:
        if not there:
            self.views = {}

    def touched(self, touch: Touch) -> None:
        """Rights do not matter to robots."""

    def agent(self, person: str) -> AgentView | None:
        found = self.views.get(f"agent:{person}")
        return found if isinstance(found, AgentView) else None

    def is_connected(self, person: str) -> bool:
        """Whether the floor sees this person's page."""
        agent = self.agent(person)
        return agent is not None and agent.connected

    @property
    def calls(self) -> list[CallView]:
        return [view for view in self.views.values() if isinstance(view, CallView)]

    async def ask(self, kind: type[e.Request], person: str, **fields) -> str:
        """The code of the answer; `away` when nobody answered."""
        request: Any = kind(
            request=f"q{next(self._numbers)}-{id(self)}", person=person, expect=None, **fields
        )
        try:
            return (await self.client.request(request)).code
        except (LiveAway, LiveSilent):
            return "away"

    async def _act(self) -> None:
        while True:
            try:
                async with asyncio.timeout(0.1):
                    await self._work.wait()
            except TimeoutError:
                pass
            self._work.clear()
            if self.client.connected and self.views:
                for person, device in self._people.items():
                    await self._serve(person, device)

    async def _serve(self, person: str, device: str) -> None:
        agent = self.agent(person)
        if agent is None or not agent.connected:
            await self.ask(e.SignInRequested, person, device=device, desktop=f"page-{person}", takeover=True)
        elif agent.state == "not_ready" and person not in self.idle:
            await self.ask(e.ReadyRequested, person)
        elif agent.state == "ringing" and self.answers:
            await self.ask(e.AnswerRequested, person, call=agent.call)
