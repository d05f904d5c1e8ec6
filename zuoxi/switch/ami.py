"""A small client for the Asterisk Manager Interface: what ARI lacks (MixMonitor, registrations, reload)."""

import asyncio
import itertools
from collections.abc import Callable
from contextlib import suppress

Message = dict[str, str]
OnEvent = Callable[[Message], None]


class AmiRefused(Exception):
    """Asterisk answered an action with an error."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class AmiLost(Exception):
    """The connection is gone."""


class AmiClient:
    """One connection. `closed` is set when it ends; events go to `on_event` in order."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        on_event: OnEvent,
        heard: Callable[[], None],
    ) -> None:
        self._reader, self._writer, self._on_event, self._heard = reader, writer, on_event, heard
        self._ids = itertools.count(1)
        self._answers: dict[str, asyncio.Future[Message]] = {}
        self._lists: dict[str, list[Message]] = {}
        self.closed = asyncio.Event()
        self.booted = asyncio.Event()
        """Set once Asterisk says that it is fully booted."""
        self._task = asyncio.create_task(self._read())

    @classmethod
    async def connect(
        cls,
        host: str,
        port: int,
        user: str,
        secret: str,
        on_event: OnEvent,
        heard: Callable[[], None] = lambda: None,
    ) -> "AmiClient":
        """Connect and log in. `heard` is called for each message. Errors: OSError, AmiLost, AmiRefused."""
        reader, writer = await asyncio.open_connection(host, port, limit=1 << 20)
        client = cls(reader, writer, on_event, heard)
        try:
            await client.action("Login", Username=user, Secret=secret)
        except BaseException:
            await client.close()
            raise
        return client

    async def action(self, name: str, **fields: str) -> Message:
        """Send one action and give its answer. Errors: AmiRefused, AmiLost, TimeoutError (5 s)."""
        answer = await self._send(name, fields)
        if answer.get("Response") not in ("Success", "Goodbye"):
            raise AmiRefused(answer.get("Message", "refused"))
        return answer

    async def listing(self, name: str, **fields: str) -> list[Message]:
        """Send an action that answers with a list of events, and give these. An empty list is no error."""
        key = self._next()
        done: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._lists[key], self._answers[f"{key} list"] = [], done
        try:
            answer = await self._send(name, fields, key)
            if answer.get("Response") == "Success":
                async with asyncio.timeout(5):
                    await done
            return self._lists[key]
        finally:
            self._lists.pop(key, None)
            self._answers.pop(f"{key} list", None)

    async def close(self) -> None:
        """End the connection."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        self._writer.close()
        with suppress(OSError):
            await self._writer.wait_closed()

    def _next(self) -> str:
        return f"z{next(self._ids)}"

    async def _send(self, name: str, fields: dict[str, str], key: str = "") -> Message:
        if self.closed.is_set():
            raise AmiLost
        key = key or self._next()
        lines = [("Action", name), ("ActionID", key), *fields.items()]
        if any("\r" in value or "\n" in value for _, value in lines):
            raise AmiRefused("line break in a field")
        answer: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._answers[key] = answer
        try:
            self._writer.write("".join(f"{k}: {v}\r\n" for k, v in lines).encode() + b"\r\n")
            async with asyncio.timeout(5):
                return await answer
        finally:
            self._answers.pop(key, None)

    async def _read(self) -> None:
        try:
            await self._reader.readline()  # the greeting
            while message := await self._message():
                self._heard()
                self._take(message)
        except (OSError, ValueError, asyncio.IncompleteReadError):
            pass
        finally:
            self.closed.set()
            for answer in self._answers.values():
                if not answer.done():
                    answer.set_exception(AmiLost())

    async def _message(self) -> Message:
        message: Message = {}
        while line := await self._reader.readline():
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            if not text and message:
                return message
            key, colon, value = text.partition(": ")
            if colon:
                message[key] = value
            elif text.endswith(":"):
                message[text[:-1]] = ""
        return {}

    def _take(self, message: Message) -> None:
        key = message.get("ActionID", "")
        if "Response" in message and "Event" not in message:  # a wrong answer to a challenge has one too
            if (answer := self._answers.get(key)) and not answer.done():
                answer.set_result(message)
        elif key in self._lists:
            if message.get("EventList") == "Complete":
                if not (done := self._answers[f"{key} list"]).done():
                    done.set_result(message)
            else:
                self._lists[key].append(message)
        elif message.get("Event") == "FullyBooted":
            self.booted.set()
        else:
            self._on_event(message)
