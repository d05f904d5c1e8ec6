"""HTTP to one peer over kept connections: a request is one write, an answer is one read.

Most commands are requests to Asterisk, sixteen for each call, and what one costs in processor time is what
the floor's set-ups cost under load. So it knows what Asterisk needs and nothing else: no redirects, cookies
or compression, one request at a time on each connection.
"""

import asyncio
from typing import Final, cast

HEAD_END = b"\r\n\r\n"
LONGEST_HEAD = 64 * 1024


class Unreachable(Exception):
    """Nothing was sent: nobody listens there, or nobody answered the knock."""


class Interrupted(Exception):
    """The connection ended, or was not understood, before the whole answer was there."""


class HttpWire:
    """Requests over at most `at_once` connections; who finds none free waits in line."""

    def __init__(self, host: str, port: int, *, at_once: int) -> None:
        self._where: Final = (host, port)
        self._slots = asyncio.Semaphore(at_once)
        self._free: list[_Connection] = []
        self._all: set[_Connection] = set()

    async def ask(self, head: bytes, body: bytes = b"") -> tuple[int, bytes]:
        """Send one request; (status, body) of its answer. Errors: Unreachable, Interrupted.

        `head` is all up to the empty line, without `Host` and `Content-Length`. A request that is cancelled
        ends its connection: the answer to it may still come.
        """
        host, port = self._where
        length = b"Content-Length: %d\r\n" % len(body) if body else b""
        data = b"%bHost: %b:%d\r\n%b\r\n%b" % (head, host.encode(), port, length, body)
        async with self._slots:
            connection = await self._connection()
            try:
                answer = await connection.ask(data)
            except BaseException:
                connection.close()
                raise
            if connection.open:
                self._free.append(connection)
            return answer

    async def close(self) -> None:
        """End all connections."""
        for connection in tuple(self._all):
            connection.close()

    async def _connection(self) -> "_Connection":
        while self._free:
            known = self._free.pop()
            if known.open:
                return known
        try:
            _, made = await asyncio.get_running_loop().create_connection(
                lambda: _Connection(self._all), *self._where
            )
        except OSError as error:
            raise Unreachable from error
        return made


class _Connection(asyncio.Protocol):
    def __init__(self, others: "set[_Connection]") -> None:
        self.open = False
        self._others = others
        self._data = bytearray()
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None

    def ask(self, data: bytes) -> asyncio.Future[tuple[int, bytes]]:
        self._answer = asyncio.get_running_loop().create_future()
        self._line.write(data)
        return self._answer

    def close(self) -> None:
        self.open = False
        self._others.discard(self)
        self._line.abort()

    # -- the loop's calls ------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._line = cast(asyncio.Transport, transport)
        self.open = True
        self._others.add(self)

    def data_received(self, data: bytes) -> None:
        self._data += data
        try:
            found = _whole(self._data)
        except ValueError:
            self.close()
            return
        answer = self._answer
        if found is None or answer is None or answer.done():
            return
        status, body, stays = found
        self._data.clear()
        if not stays:
            self.open = False
            self._line.close()
        answer.set_result((status, body))

    def connection_lost(self, error: Exception | None) -> None:
        self.open = False
        self._others.discard(self)
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(Interrupted())


def _whole(data: bytearray) -> tuple[int, bytes, bool] | None:
    """(status, body, whether the connection stays) once all of it is there. Errors: ValueError."""
    end = data.find(HEAD_END)
    if end < 0:
        if len(data) > LONGEST_HEAD:
            raise ValueError("no end of the head")
        return None
    first, *lines = bytes(data[:end]).split(b"\r\n")
    fields = {}
    for line in lines:
        name, _, value = line.partition(b":")
        fields[name.strip().lower()] = value.strip().lower()
    status = int(first.split(b" ", 2)[1])
    start = end + len(HEAD_END)
    stays = fields.get(b"connection") != b"close"
    if fields.get(b"transfer-encoding") == b"chunked":
        body = _chunks(data, start)
        return None if body is None else (status, body, stays)
    length = int(fields.get(b"content-length", b"0"))
    if len(data) < start + length:
        return None
    return status, bytes(data[start : start + length]), stays


def _chunks(data: bytearray, at: int) -> bytes | None:
    """The body that comes in pieces with their lengths before them, once the last one is there."""
    body = bytearray()
    while True:
        end = data.find(b"\r\n", at)
        if end < 0:
            return None
        size = int(bytes(data[at:end]).split(b";")[0], 16)
        start = end + 2
        if len(data) < start + size + 2:
            return None
        if size == 0:
            return bytes(body)
        body += data[start : start + size]
        at = start + size + 2
