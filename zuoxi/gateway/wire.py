"""One WebSocket as ASGI gives it, with frames instead of messages."""

from collections.abc import Callable
from typing import Any

import msgspec
from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, WebSocketScope

from zuoxi.gateway.limits import Bucket, Limits
from zuoxi.gateway.protocol import CLOSE_CODES, Upward, decode_upward

WHOLE_FRAMES = "zuoxi.whole_frames"
"""Extension of ASGI that our own door offers (`assembly/listening/sockets.py`); other servers have none."""


class Gone(Exception):
    """The page has closed the line or is lost."""


class Ended(Exception):
    """We end the line; `reason` is one of `protocol.CLOSE_CODES`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Wire:
    """`clock` is any clock in seconds that only goes forward."""

    def __init__(
        self,
        scope: WebSocketScope,
        receive: ASGIReceiveCallable,
        send: ASGISendCallable,
        limits: Limits,
        clock: Callable[[], float],
    ) -> None:
        self.scope = scope
        self._receive = receive
        self._send = send
        self._limits = limits
        self._clock = clock
        self._frames = Bucket(limits.frames_per_s, limits.frames_burst, clock())
        extension: Any = (scope.get("extensions") or {}).get(WHOLE_FRAMES) or {}
        self.write_now: Callable[[bytes], bool] = extension.get("write", _never)
        """Puts a whole frame on the line, if that can be done this instant; says whether it was."""

    async def opened(self) -> None:
        """Wait for the browser's knock."""
        await self._receive()

    async def accept(self) -> None:
        """Open the line."""
        await self._send({"type": "websocket.accept", "subprotocol": None, "headers": []})

    async def refuse(self) -> None:
        """Do not even open it (the browser sees status 403)."""
        await self._send({"type": "websocket.close", "code": 1008, "reason": None})

    async def close(self, reason: str) -> None:
        """End it and say why."""
        code = CLOSE_CODES.get(reason, 1011)
        await self._send({"type": "websocket.close", "code": code, "reason": reason})

    async def say(self, text: str) -> None:
        """Send a frame; waits while the page does not take it."""
        await self._send({"type": "websocket.send", "bytes": None, "text": text})

    async def frame(self) -> Upward:
        """The page's next frame. Raises `Gone`, or `Ended` when the page does not keep to the protocol."""
        message = await self._receive()
        if message["type"] != "websocket.receive":
            raise Gone
        text = message.get("text")
        if text is None:
            raise Ended("bad_frame")
        if len(text) > self._limits.frame_bytes:
            raise Ended("too_large")
        if not self._frames.take(self._clock()):
            raise Ended("too_many")
        try:
            return decode_upward(text)
        except (msgspec.DecodeError, RecursionError):
            raise Ended("bad_frame") from None


def _never(frame: bytes) -> bool:
    return False
