"""What waits to be sent to one page: bounded, whatever the page does."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from zuoxi.gateway.audience import Audience, Change
from zuoxi.gateway.protocol import as_text


class Subscription:
    """One topic of one page. Frames wait in `pending`; when too many do, it is owed a snapshot instead."""

    def __init__(self, id_: str, audience: Audience, outgoing: "Outgoing", backlog: int) -> None:
        self.audience = audience
        self.pending: deque[Change] = deque()
        self.owed = False
        self._id = as_text(id_)
        self._outgoing = outgoing
        self._backlog = backlog

    def begin(self, after: int | None) -> None:
        """Join the audience: with what came after a number, if that is remembered, or with a snapshot."""
        missed = None if after is None else self.audience.since(after)
        if missed is None:
            self.owe()
        else:
            self.pending.extend(missed)
            self._outgoing.wake()
        self.audience.followers.add(self)

    def end(self) -> None:
        """Leave the audience."""
        self.audience.followers.discard(self)
        self.pending.clear()
        self.owed = False

    def event(self, change: Change) -> None:
        """A change for this page: written at once when nothing waits before it."""
        if self.owed:
            return  # the snapshot will contain it
        if not self.pending and self._outgoing.write_now(change.frame(self._id)):
            return
        if len(self.pending) >= self._backlog:
            self.owe()
            return
        self.pending.append(change)
        self._outgoing.wake()

    def owe(self) -> None:
        """Forget what waits; a snapshot is made when the line is free."""
        self.pending.clear()
        self.owed = True
        self._outgoing.wake()

    def take(self) -> str | None:
        """The next frame, whole."""
        if self.owed:
            self.owed = False
            n, tail = self.audience.picture()
            return f'{{"t":"snap","id":{self._id},"n":{n},{tail}'
        if self.pending:
            return self.pending.popleft().text(self._id)
        return None


class Outgoing:
    """Answers first, then one frame of each subscription in turn.

    `write` puts a whole frame on the line at once and says whether it could; a thousand pages that are told
    the same cost no turn of the loop for each.
    """

    def __init__(self, most_answers: int, write: Callable[[bytes], bool] = lambda frame: False) -> None:
        self.subscriptions: dict[str, Subscription] = {}
        self.flooded = False
        self._answers: deque[str] = deque()
        self._most = most_answers
        self._write = write
        self._sending = False
        self._work = asyncio.Event()

    def write_now(self, frame: bytes) -> bool:
        """Write a frame past the queue; False when something waits that came before it, or cannot be."""
        return not self._sending and not self._work.is_set() and self._write(frame)

    def say(self, text: str) -> None:
        """Queue an answer. `flooded` is set when the page asks on and reads nothing."""
        self._answers.append(text)
        self.flooded = self.flooded or len(self._answers) > self._most
        self.wake()

    def wake(self) -> None:
        """There is something to send."""
        self._work.set()

    async def finish(self, send: Callable[[str], Awaitable[None]]) -> None:
        """Send the last answers."""
        while self._answers:
            await send(self._answers.popleft())

    async def run(self, send: Callable[[str], Awaitable[None]]) -> None:
        """Send what waits, as fast as `send` takes it, until cancelled."""
        while True:
            await self._work.wait()
            self._work.clear()
            self._sending = True
            busy = True
            while busy:
                busy = False
                while self._answers:
                    await send(self._answers.popleft())
                for subscription in tuple(self.subscriptions.values()):
                    if frame := subscription.take():
                        busy = True
                        await send(frame)
            self._sending = False
