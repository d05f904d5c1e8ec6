"""One connected process as the server sees it: an outgoing queue that cannot grow without end."""

import asyncio
from collections import deque
from collections.abc import Callable


class Connection:
    """Writes lines in order by a task of its own.

    Changes wait in a queue of at most `backlog`; when it is full it is emptied and the watcher is owed a
    snapshot, taken when the line is free again. Answers always go out; while too many wait, no further
    requests are read (`room`).
    """

    def __init__(self, writer: asyncio.StreamWriter, picture: Callable[[], bytes], backlog: int) -> None:
        self.watching = False
        self._writer = writer
        self._picture = picture
        self._backlog = backlog
        self._changes: deque[bytes] = deque()
        self._answers: deque[bytes] = deque()
        self._owed = False
        self._work = asyncio.Event()
        self._free = asyncio.Event()
        self._free.set()
        self._task = asyncio.ensure_future(self._write())

    def watch(self) -> None:
        """Owe a snapshot now and keep the changes coming."""
        self.watching = True
        self._owe()

    def change(self, data: bytes) -> None:
        """Queue a change, unless a snapshot is owed, which will contain it."""
        if self._owed:
            return
        if len(self._changes) >= self._backlog:
            self._owe()
            return
        self._changes.append(data)
        self._work.set()

    def send(self, data: bytes) -> None:
        """Queue an answer."""
        self._answers.append(data)
        if len(self._answers) >= self._backlog:
            self._free.clear()
        self._work.set()

    async def room(self) -> None:
        """Wait until answers flow off again."""
        await self._free.wait()

    def close(self) -> None:
        """End the connection; what was queued is dropped."""
        self._free.set()
        self._task.cancel()
        self._writer.close()

    def _owe(self) -> None:
        self._owed = True
        self._changes.clear()
        self._work.set()

    async def _write(self) -> None:
        try:
            while True:
                await self._work.wait()
                self._work.clear()
                while data := self._next():
                    self._writer.write(data)
                    await self._writer.drain()
                self._free.set()
        except ConnectionError:
            self._free.set()
            self._writer.close()

    def _next(self) -> bytes | None:
        if self._answers:
            return self._answers.popleft()
        if self._owed:
            self._owed = False
            return self._picture()
        return self._changes.popleft() if self._changes else None
