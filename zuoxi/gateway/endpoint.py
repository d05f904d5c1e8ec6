"""The desktop's line as an ASGI application: handshake, and the life of the process."""

import asyncio
import contextlib
from collections.abc import Callable

import structlog
from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, Scope, WebSocketScope
from django.conf import settings
from django.db import Error

from zuoxi.gateway import softphone
from zuoxi.gateway.hub import Hub
from zuoxi.gateway.origin import cookie, is_our_page
from zuoxi.gateway.page import FAREWELL_S, Page
from zuoxi.gateway.protocol import CLOSE_CODES, VERSION, Hello
from zuoxi.gateway.viewer import Viewer
from zuoxi.gateway.wire import Ended, Gone, Wire

log = structlog.get_logger(__name__)

PATH = "/ws"


class Gateway:
    """One per web process; `make_hub` is called in its event loop, before the first page."""

    def __init__(self, make_hub: Callable[[], Hub]) -> None:
        self._make_hub = make_hub
        self._hub: Hub | None = None

    @property
    def hub(self) -> Hub:
        """The hub, running."""
        if self._hub is None:
            self._hub = self._make_hub()
            self._hub.start()
        return self._hub

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Serve one WebSocket, or the life of the process."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket":
            hub = self.hub
            if scope["path"] == softphone.PATH:
                await _carry(hub, scope, receive, send)
                return
            clock = asyncio.get_running_loop().time
            await self._serve(hub, Wire(scope, receive, send, hub.limits, clock))

    async def _live(self, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        await receive()
        _ = self.hub
        await send({"type": "lifespan.startup.complete"})
        await receive()
        hub, self._hub = self._hub, None
        if hub is not None:
            await hub.stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def _serve(self, hub: Hub, wire: Wire) -> None:
        await wire.opened()
        if wire.scope["path"] != PATH or not _is_welcome(wire.scope):
            await wire.refuse()
            return
        await wire.accept()
        try:
            page = await self._greet(hub, wire)
            await page.serve()
        except Ended as end:
            await _close(wire, end.reason)
        except (Gone, OSError):
            pass
        except Error as error:
            log.warning("gateway_database_away", error=type(error).__name__)
            await _close(wire, "try_again")

    async def _greet(self, hub: Hub, wire: Wire) -> Page:
        session_key, viewer = await _who(hub, wire.scope)
        if viewer is None:
            raise Ended("signed_out")
        try:
            async with asyncio.timeout(hub.limits.hello_s):
                frame = await wire.frame()
        except TimeoutError:
            raise Ended("no_hello") from None
        if not isinstance(frame, Hello):
            raise Ended("no_hello")
        if frame.v != VERSION:
            raise Ended("other_version")
        return Page(hub, wire, viewer, session_key, frame.desktop)


async def _carry(
    hub: Hub, scope: WebSocketScope, receive: ASGIReceiveCallable, send: ASGISendCallable
) -> None:
    """A softphone's SIP, of somebody who is signed in."""
    await receive()
    key, viewer = "", None
    with contextlib.suppress(Error):  # without the database nobody new is let in; the page tries again
        if _is_welcome(scope):
            key, viewer = await _who(hub, scope)
    if viewer is None:
        await send({"type": "websocket.close", "code": 1008, "reason": None})
        return
    carrying = asyncio.ensure_future(softphone.pass_on(settings.ZUOXI_SWITCH_WS_INSIDE, scope, receive, send))
    hub.softphones[key].add(carrying)
    try:
        await asyncio.wait({carrying})
    finally:
        carrying.cancel()
        hub.softphones[key].discard(carrying)
        if not hub.softphones[key]:
            del hub.softphones[key]
    if carrying.cancelled():
        with contextlib.suppress(OSError, RuntimeError):
            await send({"type": "websocket.close", "code": CLOSE_CODES["signed_out"], "reason": "signed_out"})
    else:
        carrying.result()


async def _who(hub: Hub, scope: WebSocketScope) -> tuple[str, Viewer | None]:
    """The session's key, and who is signed in by it."""
    key = cookie(scope["headers"], settings.SESSION_COOKIE_NAME)
    found = await hub.threads.ask(lambda: hub.house.viewers([key])) if key else {}
    return key, found.get(key)


def _is_welcome(scope: WebSocketScope) -> bool:
    https_only = bool(settings.SESSION_COOKIE_SECURE)
    return is_our_page(scope["headers"], settings.ALLOWED_HOSTS, https_only)


async def _close(wire: Wire, reason: str) -> None:
    with contextlib.suppress(OSError, TimeoutError):
        async with asyncio.timeout(FAREWELL_S):
            await wire.close(reason)
