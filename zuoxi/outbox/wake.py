"""Waking the jobs process: a datagram that says "look", nothing more.

The tables are the truth and are looked at every second anyway, so a lost datagram costs a second at most. See
docs/decisions/0006-jobs-are-woken-by-a-datagram.md for why this is not a task queue.
"""

import contextlib
import socket
import threading
from pathlib import Path

from django.conf import settings

from zuoxi.outbox.channel.places import socket_path

LOOK_EVERY_S = 1.0


def wake_path() -> Path:
    """The socket that the jobs process listens on."""
    return socket_path(settings.ZUOXI_HOME).with_suffix(".jobs.sock")


def wake() -> None:
    """Ask the jobs process to look now. Never waits, never fails."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line, contextlib.suppress(OSError):
        line.setblocking(False)
        line.sendto(b"look", str(wake_path()))


class Bell:
    """Rings for every waiting loop of this process when a datagram comes."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._path = path
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._line.bind(str(path))
        self._line.settimeout(LOOK_EVERY_S)
        self._rung = threading.Condition()
        self._count = 0
        self._closed = False

    def listen(self, stop: threading.Event) -> None:
        """Pass datagrams on until `stop`."""
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                self._line.recv(64)
            self.ring()

    def ring(self) -> None:
        """Wake every loop that waits."""
        with self._rung:
            self._count += 1
            self._rung.notify_all()

    @property
    def count(self) -> int:
        """How often it rang; take it before looking, so that a ring during the look is not lost."""
        return self._count

    def wait(self, seen: int, seconds: float = LOOK_EVERY_S) -> None:
        """Wait until it has rung more often than `seen`, at most `seconds`."""
        with self._rung:
            self._rung.wait_for(lambda: self._count > seen or self._closed, timeout=seconds)

    def close(self) -> None:
        """Let all loops go and remove the socket."""
        with self._rung:
            self._closed = True
            self._rung.notify_all()
        self._line.close()
        self._path.unlink(missing_ok=True)
