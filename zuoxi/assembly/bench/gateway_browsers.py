"""Many browsers in one process, as cheap as they can be: what is measured is the gateway, not its readers.

Each is one socket: it knocks, says hello, follows the floor, and notes when a frame is there.
"""

import asyncio
import base64
import os
import time
from collections.abc import Callable
from typing import cast

import msgspec

from zuoxi.kernel.record import Record

TEXT, PING, PONG = 0x1, 0x9, 0xA
OPEN_S = 10.0


class Seen(Record):
    """The part of a view that carries the moment of its publication."""

    since: int = 0


class Event(Record):
    """The part of a frame that is measured."""

    t: str
    n: int = 0
    put: dict[str, Seen] = msgspec.field(default_factory=dict)


_decode = msgspec.json.Decoder(Event).decode


class Browser(asyncio.Protocol):
    """One page that looks at the floor. `delays` gets the milliseconds since each event's publication."""

    def __init__(self, number: int, delays: list[float]) -> None:
        self.ready = asyncio.get_running_loop().create_future()
        self.skipped = 0
        """Numbers that were missing: a snapshot came instead of a backlog."""
        self._name = f"leader-{number}"
        self._delays = delays
        self._n = 0
        self._data = b""
        self._open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = line = cast(asyncio.Transport, transport)
        host, port = line.get_extra_info("peername")[:2]
        key = base64.b64encode(os.urandom(16)).decode()
        lines = (
            "GET /ws HTTP/1.1",
            f"Host: {host}:{port}",
            f"Origin: http://{host}:{port}",
            f"Cookie: zuoxi_session={self._name}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
        )
        line.write("\r\n".join((*lines, "", "")).encode())

    def data_received(self, data: bytes) -> None:
        now = time.monotonic_ns()
        self._data += data
        if not self._open:
            head, end, rest = self._data.partition(b"\r\n\r\n")
            if not end:
                return
            assert head.startswith(b"HTTP/1.1 101"), head
            self._open, self._data = True, rest
            self._say(TEXT, b'{"t":"hello","v":1,"desktop":"%b"}' % self._name.encode())
            self._say(TEXT, b'{"t":"sub","id":"floor","topic":"floor"}')
        while (frame := self._frame()) is not None:
            self._hear(*frame, now)

    def close(self) -> None:
        self._transport.abort()

    def _frame(self) -> tuple[int, bytes] | None:
        data = self._data
        if len(data) < 2:
            return None
        size, start = data[1], 2
        if size > 125:
            start = 4 if size == 126 else 10
            size = int.from_bytes(data[2:start], "big")
        if len(data) < start + size:
            return None
        self._data = data[start + size :]
        return data[0] & 0xF, data[start : start + size]

    def _hear(self, kind: int, body: bytes, now: int) -> None:
        if kind == PING:
            self._say(PONG, body)
        if kind != TEXT:
            return
        frame = _decode(body)
        if frame.t == "snap":
            self.skipped += self._n > 0
            self._n = frame.n
            if not self.ready.done():
                self.ready.set_result(None)
        elif frame.t == "ev":
            assert frame.n == self._n + 1, "numbered without gaps"
            self._n = frame.n
            self._delays.extend((now - view.since) / 1e6 for view in frame.put.values())

    def _say(self, kind: int, body: bytes) -> None:
        # masked with zeros, as good as any key on a loopback
        self._transport.write(bytes((0x80 | kind, 0x80 | len(body))) + bytes(4) + body)


async def look(port: int, sockets: int, seconds: float, begin: Callable[[], None]) -> tuple[list[float], int]:
    """Open `sockets` browsers, begin, look for so long; (delays in ms, snapshots that replaced a backlog)."""
    delays: list[float] = []
    browsers = []
    for number in range(sockets):
        _, browser = await asyncio.get_running_loop().create_connection(
            lambda number=number: Browser(number, delays),  # type: ignore[misc]
            "127.0.0.1",
            port,
        )
        await asyncio.wait_for(browser.ready, OPEN_S)
        browsers.append(browser)
    begin()
    await asyncio.sleep(seconds)
    for browser in browsers:
        browser.close()
    return delays, sum(browser.skipped for browser in browsers)
