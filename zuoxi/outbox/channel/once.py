"""The channel for code without a loop: one connection, one line."""

import socket
from contextlib import suppress
from pathlib import Path

import msgspec

from zuoxi.outbox.channel.messages import (
    AnyRequest,
    Ask,
    BooksState,
    Ping,
    Pong,
    Replied,
    Snapshot,
    Touch,
    Views,
    Watch,
    decode_downward,
    line,
)


def touch_live(path: Path, touch: Touch, timeout_s: float = 2.0) -> bool:
    """Say that something has changed; False when live is away (it reads everything at its start)."""
    return tell_live(path, touch, timeout_s)


def tell_live(path: Path, message: Touch | BooksState, timeout_s: float = 2.0) -> bool:
    """Say something that nobody answers; False when live is away."""
    try:
        with _connected(path, timeout_s) as connection:
            connection.sendall(line(message))
            return True
    except OSError:
        return False


def ping_live(path: Path, timeout_s: float = 2.0) -> Pong | None:
    """How the live process is; None when it is away or silent."""
    try:
        with _connected(path, timeout_s) as connection:
            connection.sendall(line(Ping(id="once")))
            with connection.makefile("rb") as answers:
                answer = decode_downward(answers.readline())
    except (OSError, msgspec.DecodeError):
        return None
    return answer if isinstance(answer, Pong) else None


def ask_live(path: Path, event: AnyRequest, timeout_s: float = 5.0) -> bool:
    """Ask the floor; False when it is away, refuses, or does not say: then it may be done all the same."""
    asked = Ask(id=event.request, event=event)
    with suppress(OSError, msgspec.DecodeError), _connected(path, timeout_s) as connection:
        connection.sendall(line(asked))
        with connection.makefile("rb") as told:
            answer = decode_downward(told.readline())
        return isinstance(answer, Replied) and answer.code == "ok"
    return False


def look_once(path: Path, timeout_s: float = 2.0) -> Views | None:
    """All that is seen of the floor at this moment; None when live is away or silent."""
    try:
        with _connected(path, timeout_s) as connection:
            connection.sendall(line(Watch()))
            with connection.makefile("rb") as told:
                for one in told:
                    if isinstance(message := decode_downward(one), Snapshot):
                        return message.views
    except (OSError, msgspec.DecodeError):
        pass
    return None


def _connected(path: Path, timeout_s: float) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(timeout_s)
        connection.connect(str(path))
    except OSError:
        connection.close()
        raise
    return connection
