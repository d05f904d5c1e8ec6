"""uvicorn's WebSocket protocol with limits that hold before anything is parsed or queued."""

from asyncio import TimerHandle
from typing import Any, ClassVar

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.http11 import Request
from websockets.protocol import OPEN

from zuoxi.assembly.listening.crowd import Crowd, Place
from zuoxi.assembly.listening.limits import DoorLimits, pieces
from zuoxi.gateway.limits import Bucket
from zuoxi.gateway.protocol import CLOSE_CODES
from zuoxi.gateway.wire import WHOLE_FRAMES

PIECE = 1024
"""At most 170 frames, of which none is smaller than six bytes."""
ACCEPTED = 101
TOO_MANY = "too_many"


class SocketDoor(WebSocketsSansIOProtocol):
    """One desktop's line, from its handshake on."""

    limits: ClassVar[DoorLimits]
    crowd: ClassVar[Crowd]
    proxied: ClassVar[bool]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.close_timeout = self.limits.parting_s
        now = self.loop.time()
        self._place: Place | None = None
        self._frames = Bucket(self.limits.frames_per_s, self.limits.frames_burst, now)
        self._bytes = Bucket(self.limits.bytes_per_s, self.limits.bytes_burst, now)
        self._after_close = 0
        self._unread: TimerHandle | None = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Its place is free."""
        if self._unread is not None:
            self._unread.cancel()
        if self._place is not None:
            self._place.connections -= 1
            self._place = None
        super().connection_lost(exc)

    def handle_connect(self, event: Request) -> None:
        """The handshake: a place for the address that it comes from."""
        now = self.loop.time()
        self._place = self.crowd.enter(self._address(event), now)
        if self._place is None or not self._place.lines.take(now):
            self.transport.abort()
            return
        super().handle_connect(event)
        if self.response.status_code == ACCEPTED and not self.config.ws_per_message_deflate:
            self.scope["extensions"][WHOLE_FRAMES] = {"write": self.write_frame}

    def write_frame(self, frame: bytes) -> bool:
        """Write a frame that was made for many; False when the line is not open or takes nothing."""
        if self.close_sent or not self.writable.is_set() or self.conn.state is not OPEN:
            return False
        if self.transport.is_closing():
            return False  # it is lost, and nobody has been told yet
        self.transport.write(frame)
        return True

    def data_received(self, data: bytes) -> None:
        """Feed the parser by small pieces; what comes after our close is not parsed for long."""
        for piece in pieces(data, PIECE):
            if self.transport.is_closing():
                return
            if self.close_sent:
                self._after_close += len(piece)
                if self._after_close > self.limits.after_close_bytes:
                    self.crowd.turned_away("talks_after_the_end", self.loop.time())
                    self.transport.abort()
                    return
            elif not self._bytes.take(self.loop.time(), len(piece)):
                self._end()
                return
            super().data_received(piece)

    def handle_events(self) -> None:
        """What the piece has brought, control frames as well."""
        count = sum(isinstance(event, Frame) for event in self.conn.events)
        if count and not self.close_sent and not self._may(count):
            self.conn.events_received()
            self._end()
            return
        super().handle_events()

    def pause_writing(self) -> None:
        """The reader takes nothing."""
        super().pause_writing()
        self._unread = self.loop.call_later(self.limits.unread_s, self.transport.abort)

    def resume_writing(self) -> None:
        """He reads on."""
        super().resume_writing()
        if self._unread is not None:
            self._unread.cancel()

    def _may(self, frames: int) -> bool:
        now = self.loop.time()
        return self._frames.take(now, frames) and (
            self._place is None or self._place.frames.take(now, frames)
        )

    def _end(self) -> None:
        """Say why and go, without waiting for an answer from somebody who does not stop."""
        self.crowd.turned_away("too_many_frames", self.loop.time())
        code = CLOSE_CODES[TOO_MANY]
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": TOO_MANY})
        self.conn.fail(code, TOO_MANY)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.transport.close()
        self.loop.call_later(self.limits.parting_s, self.transport.abort)

    def _address(self, event: Request) -> str:
        seen = self.client[0] if self.client else ""
        if not self.proxied:
            return seen
        forwarded = ",".join(event.headers.get_all("X-Forwarded-For"))
        return forwarded.rpartition(",")[2].strip() or seen
