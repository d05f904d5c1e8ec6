"""uvicorn's HTTP protocol with limits that hold before anything is parsed or queued."""

from asyncio import TimerHandle
from asyncio.transports import BaseTransport
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from zuoxi.assembly.listening.crowd import Crowd, Place
from zuoxi.assembly.listening.limits import DoorLimits, pieces

PIECE = 4 * 1024


class TooMuch(Exception):
    """Stops the parser in the middle of a head."""


class HttpDoor(HttpToolsProtocol):
    """One connection. Who passes a limit gets an answer if that is still possible, and is let go."""

    limits: ClassVar[DoorLimits]
    crowd: ClassVar[Crowd]
    proxied: ClassVar[bool]
    """A proxy stands before us: it carries everybody, so its address has no limit of its own here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._place: Place | None = None
        self._deadline: TimerHandle | None = None
        self._unread: TimerHandle | None = None
        self._beside_body = 0
        """Bytes since the last that belonged to a body."""

    # -- the connection --------------------------------------------------------------------------------

    def connection_made(self, transport: BaseTransport) -> None:
        """A place for it, and a span for its first head."""
        super().connection_made(transport)  # type: ignore[arg-type]
        if not self.proxied:
            self._place = self.crowd.enter(self.client[0] if self.client else "", self.loop.time())
            if self._place is None:
                self.transport.abort()
                return
        self._expect(self.limits.head_s)

    def connection_lost(self, exc: Exception | None) -> None:
        """Its place is free."""
        self._let_go()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self) -> None:
        """From here on the connection is a `SocketDoor`'s, which takes a place of its own."""
        self._let_go()
        super().handle_websocket_upgrade()

    def data_received(self, data: bytes) -> None:
        """Feed the parser by small pieces: what is too much is noticed before it is all kept."""
        if self._deadline is None and self._is_idle():
            self._expect(self.limits.head_s)
        for piece in pieces(data, PIECE):
            if self.transport.is_closing() or self.transport.get_protocol() is not self:
                return
            self._beside_body += len(piece)
            super().data_received(piece)
            if self._beside_body > self.limits.head_bytes:
                self._refuse("head_too_large", 431)

    def send_400_response(self, msg: str) -> None:
        """uvicorn's answer to what it cannot read; who has been refused here has his already."""
        if not self.transport.is_closing():
            super().send_400_response(msg)

    # -- the parser's word -----------------------------------------------------------------------------

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        self._beside_body = 0
        if self._deadline is None:
            self._expect(self.limits.head_s)

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header of the head, or of what follows a chunked body."""
        if len(self.headers) >= self.limits.headers:
            self._refuse("head_too_large", 431)
            raise TooMuch
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is whole: it is served, or waits its turn."""
        if len(self.pipeline) >= self.limits.requests_waiting:
            self._refuse("too_many_requests_waiting", 429)
            raise TooMuch
        self._expect(self.limits.body_s)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of a body."""
        self._beside_body = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The body is whole."""
        self._expect(None)
        super().on_message_complete()

    # -- slowness --------------------------------------------------------------------------------------

    def pause_writing(self) -> None:
        """The reader takes nothing."""
        super().pause_writing()
        self._unread = self.loop.call_later(self.limits.unread_s, self.transport.abort)

    def resume_writing(self) -> None:
        """He reads on."""
        super().resume_writing()
        if self._unread is not None:
            self._unread.cancel()

    def _expect(self, seconds: float | None) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = None if seconds is None else self.loop.call_later(seconds, self._too_slow)

    def _too_slow(self) -> None:
        self._deadline = None
        self._refuse("too_slow", 408)

    # -- the end ---------------------------------------------------------------------------------------

    def _is_idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _refuse(self, why: str, status: int) -> None:
        if self.transport.is_closing():
            return
        self.crowd.turned_away(why, self.loop.time())
        if not self._is_idle():  # an answer is on its way: a second one must not be mixed into it
            self.transport.abort()
            return
        self.transport.write(STATUS_LINE[status] + b"content-length: 0\r\nconnection: close\r\n\r\n")
        self.transport.close()

    def _let_go(self) -> None:
        self._expect(None)
        if self._unread is not None:
            self._unread.cancel()
        if self._place is not None:
            self._place.connections -= 1
            self._place = None
