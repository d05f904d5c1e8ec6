"""One connected process as the server sees it: an outgoing queue that cannot grow without end."""

import asyncio
from collections import deque
from collections.abc import Callable

PICTURE = b""
"""Stands in the queue for a snapshot that is made when its turn comes."""


class Connection:
    """Writes lines in order by a task of its own.

    At most `backlog` changes wait; when there are more, all of them give way to one snapshot, made when the
    line is free again. Answers always go out, after the changes that came before them; while too many wait,
    no further requests are read (`room`).
    """

    def __init__(self, writer: asyncio.StreamWriter, picture: Callable[[], bytes], backlog: int) -> None:
        self.watching = False
        self.desktops: set[tuple[str, str]] = set()
        """(person, page) that signed in through this connection."""
        self._writer = writer
        self._picture = picture
        self._backlog = backlog
        self._queue: deque[tuple[bool, bytes]] = deque()
        """(is it a change, line)"""
        self._changes = 0
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
        if self._changes >= self._backlog:
            self._owe()
            return
        self._changes += 1
        self._put(True, data)

    def send(self, data: bytes) -> None:
        """Queue an answer."""
        self._put(False, data)
        if len(self._queue) - self._changes >= self._backlog:
            self._free.clear()

    async def room(self) -> None:
        """Wait until answers flow off again."""
        await self._free.wait()

    def close(self) -> None:
        """End the connection; what was queued is dropped."""
        self._free.set()
        self._task.cancel()
        self._writer.close()

    def _put(self, is_change: bool, data: bytes) -> None:
        self._queue.append((is_change, data))
        self._work.set()

    def _owe(self) -> None:
        """What waits of changes (also an older snapshot) gives way to a snapshot before all answers."""
        self._owed = True
        answers = [item for item in self._queue if not item[0]]
        self._queue = deque([(True, PICTURE), *answers])
        self._changes = 0
        self._work.set()

    async def _write(self) -> None:
        try:
            while True:
                await self._work.wait()
                self._work.clear()
                while self._queue:
                    self._writer.write(self._next())
                    await self._writer.drain()
                self._free.set()
        except ConnectionError:
            self._free.set()
            self._writer.close()

    def _next(self) -> bytes:
        is_change, data = self._queue.popleft()
        if data is PICTURE:
            self._owed = False
            return self._picture()
        self._changes -= is_change
        return data
