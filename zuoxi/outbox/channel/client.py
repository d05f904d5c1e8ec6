"""The web and jobs processes' end: keeps connecting, asks, and watches the floor."""

import asyncio
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec
import structlog

from zuoxi.engine.events import DesktopLost, GateAnswered
from zuoxi.kernel.clock import boot_id, steady_ms
from zuoxi.outbox.channel.errors import LiveAway, LiveSilent
from zuoxi.outbox.channel.messages import (
    LONGEST_LINE,
    AnyRequest,
    Ask,
    Changes,
    Downward,
    GateAsked,
    Message,
    Ping,
    Pong,
    Replied,
    Snapshot,
    Tell,
    Touch,
    Touched,
    Watch,
    decode_downward,
    line,
)

log = structlog.get_logger(__name__)

BACK_OFF_S = (0.05, 0.1, 0.2, 0.5, 1.0)
"""Waits between attempts to connect; the last one repeats."""


class Watcher(Protocol):
    """Takes the floor as it changes. Called in the loop's thread; returns at once."""

    def snapshot(self, message: Snapshot) -> None:
        """Everything as it stands; forget what you had."""

    def changes(self, message: Changes) -> None:
        """The change after the last one (numbers without gaps)."""

    def touched(self, touch: Touch) -> None:
        """Something in the database that people's rights or the floor's configuration hang on has changed."""


class ChannelClient:
    """One connection to the live process; `run` it as a task for the whole life of the process.

    With a `watcher` the floor is watched; `on_state` is told when live is back (True, after which requests go
    through) and when it is away (False). `on_gate` is to ask the gate and to `tell` its answer.
    """

    def __init__(
        self,
        path: Path,
        *,
        watcher: Watcher | None = None,
        on_state: Callable[[bool], None] | None = None,
        on_gate: Callable[[GateAsked], None] | None = None,
        timeout_s: float = 5.0,
    ) -> None:
        self._path = path
        self._boot = boot_id()
        self._watcher = watcher
        self._on_state = on_state
        self._on_gate = on_gate
        self._timeout_s = timeout_s
        self._writer: asyncio.StreamWriter | None = None
        self._waiting: dict[str, asyncio.Future[Replied | Pong]] = {}
        self._numbers = itertools.count(1)
        self._seen: int | None = None

    @property
    def connected(self) -> bool:
        """Whether live can be asked now."""
        return self._writer is not None

    async def run(self) -> None:
        """Connect, and connect again for ever, until cancelled."""
        attempt = 0
        while True:
            try:
                reader, writer = await asyncio.open_unix_connection(str(self._path), limit=LONGEST_LINE)
            except OSError:
                await asyncio.sleep(BACK_OFF_S[min(attempt, len(BACK_OFF_S) - 1)])
                attempt += 1
                continue
            attempt = 0
            try:
                await self._converse(reader, writer)
            finally:
                self._lose(writer)
            await asyncio.sleep(BACK_OFF_S[0])

    async def request(self, event: AnyRequest) -> Replied:
        """Ask the floor. Raises `LiveAway` (nothing was done) or `LiveSilent` (nobody knows)."""
        latest = steady_ms() + round(self._timeout_s * 1000)
        asked = Ask(id=event.request, event=event, latest=latest, sent=steady_ms(), boot=self._boot)
        answer = await self._ask(event.request, asked)
        if not isinstance(answer, Replied):
            raise LiveSilent
        return answer

    async def ping(self) -> Pong:
        """How live is. Raises `LiveAway`, `LiveSilent`."""
        id_ = f"ping-{next(self._numbers)}"
        answer = await self._ask(id_, Ping(id=id_))
        if not isinstance(answer, Pong):
            raise LiveSilent
        return answer

    def tell(self, event: DesktopLost | GateAnswered) -> bool:
        """Pass on an event; False when live is away."""
        return self._send(Tell(event=event))

    async def _ask(self, id_: str, message: Message) -> Replied | Pong:
        answer: asyncio.Future[Replied | Pong] = asyncio.get_running_loop().create_future()
        self._waiting[id_] = answer
        try:
            if not self._send(message):
                raise LiveAway
            return await asyncio.wait_for(answer, self._timeout_s)
        except TimeoutError:
            raise LiveSilent from None
        finally:
            self._waiting.pop(id_, None)

    def _send(self, message: Message) -> bool:
        if self._writer is None or self._writer.is_closing():
            return False
        self._writer.write(line(message))
        return True

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self._seen = None
        if self._watcher is not None:
            self._send(Watch())
        if self._on_state is not None:
            self._on_state(True)
        try:
            while data := await reader.readline():
                self._take(decode_downward(data))
        except (msgspec.DecodeError, ValueError) as error:
            log.warning("channel_line_refused", error=str(error))
        except ConnectionError:
            pass

    def _take(self, message: Downward) -> None:
        match message:
            case Replied(id=id_) | Pong(id=id_):
                answer = self._waiting.pop(id_, None)
                if answer is not None and not answer.done():
                    answer.set_result(message)
            case Snapshot():
                self._seen = message.n
                if self._watcher is not None:
                    self._watcher.snapshot(message)
            case Changes():
                self._follow(message)
            case GateAsked():
                if self._on_gate is not None:
                    self._on_gate(message)
            case Touched(touch=touch):
                if self._watcher is not None:
                    self._watcher.touched(touch)

    def _follow(self, message: Changes) -> None:
        if self._seen is None or self._watcher is None:
            return
        if message.n != self._seen + 1:
            self._seen = None  # until the new snapshot is here
            self._send(Watch())
            return
        self._seen = message.n
        self._watcher.changes(message)

    def _lose(self, writer: asyncio.StreamWriter) -> None:
        self._writer = None
        writer.close()
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(LiveSilent())
        if self._on_state is not None:
            self._on_state(False)
