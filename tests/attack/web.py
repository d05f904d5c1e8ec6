"""A web process of its own, and the ways in which strangers abuse its sockets."""

import contextlib
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HANDSHAKE = (
    "GET /ws HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
    "Upgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{cookie}\r\n"
)


def frame(payload: bytes, opcode: int = 1) -> bytes:
    """A WebSocket frame as a browser sends it (masked with zeros)."""
    return bytes([0x80 | opcode, 0x80 | len(payload)]) + bytes(4) + payload


PING = frame(b'{"t":"ping"}')
CONTROL_PING = frame(b"", opcode=9)


def made_home(home: Path) -> None:
    """A home with tables and a small company (see tests/live/seed.py)."""
    environment = {**os.environ, "ZUOXI_HOME": str(home), "ZUOXI_DATABASE_URL": ""}
    command = [sys.executable, "-m", "tests.live.seed"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)


class Web:
    """The web process of a home."""

    def __init__(self, home: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.host = f"127.0.0.1:{self.port}"
        with (home / "web.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "zuoxi", "web", "--port", str(self.port)],
                env={**os.environ, "ZUOXI_HOME": str(home), "ZUOXI_DATABASE_URL": ""},
                stdout=log,
                stderr=log,
            )

    def knock(self) -> socket.socket:
        """A connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def line(self, cookie: str = "") -> socket.socket:
        """A WebSocket of a page, its handshake done."""
        opened = self.knock()
        head = f"Cookie: {cookie}\r\n" if cookie else ""
        opened.sendall(HANDSHAKE.format(host=self.host, cookie=head).encode())
        opened.recv(4096)
        return opened

    def asks(self) -> float:
        """Seconds until an honest page has its answer."""
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with contextlib.closing(connection):
            connection.request("GET", "/api/session")
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200
        return time.monotonic() - began

    def signs_in(self, username: str, password: str, address: str = "127.0.0.1") -> int:
        """The status that somebody at an address gets who signs in from a browser that nobody knows."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=30, source_address=(address, 0)
        )
        with contextlib.closing(connection):
            connection.request("GET", "/api/session")
            greeting = connection.getresponse()
            greeting.read()
            cookie = greeting.headers["Set-Cookie"].partition(";")[0]
            connection.request(
                "POST",
                "/api/session",
                json.dumps({"username": username, "password": password}),
                {
                    "Content-Type": "application/json",
                    "Cookie": cookie,
                    "X-CSRFToken": cookie.partition("=")[2],
                },
            )
            answer = connection.getresponse()
            answer.read()
            return answer.status

    def wait(self) -> None:
        """Until it answers."""
        deadline = time.monotonic() + 60
        while not self._answers():
            assert self.process.poll() is None and time.monotonic() < deadline

    def end(self) -> None:
        self.process.kill()
        self.process.wait()

    def _answers(self) -> bool:
        with contextlib.suppress(OSError, AssertionError, http.client.HTTPException):
            self.asks()
            return True
        return False

    def megabytes(self) -> float:
        """What it holds in memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@contextlib.contextmanager
def abuse(work: Callable[[threading.Event], None], times: int) -> Iterator[None]:
    """`times` strangers at work meanwhile; each goes on until the event is set."""
    over = threading.Event()

    def goes_on() -> None:
        while not over.is_set():
            with contextlib.suppress(OSError):
                work(over)

    strangers = [threading.Thread(target=goes_on) for _ in range(times)]
    for stranger in strangers:
        stranger.start()
    try:
        yield
    finally:
        over.set()
        for stranger in strangers:
            stranger.join()


def answers(web: Web, times: int) -> tuple[float, float]:
    """(median, 95th of a hundred) of the seconds that honest answers take now."""
    found = sorted(web.asks() for _ in range(times))
    return statistics.median(found), found[int(len(found) * 0.95)]
