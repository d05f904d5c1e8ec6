"""The softphone's way to the switch for pages from another machine: SIP frames, passed on as they are.

The switch's own WebSocket listens on this machine only and without TLS; a page that was loaded over HTTPS may
open `wss` only. So the page's frames go through the web process, which lets in who is signed in. Sound goes
another way: from the browser straight to the switch.
"""

import asyncio
import contextlib

import aiohttp
import structlog
from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, WebSocketScope

log = structlog.get_logger(__name__)

PATH = "/sip"
SUBPROTOCOL = "sip"
LARGEST = 65_536
AWAY, ENDED = 1013, 1000
"""Close codes: try again later; the other side went."""


async def pass_on(
    target: str, scope: WebSocketScope, receive: ASGIReceiveCallable, send: ASGISendCallable
) -> None:
    """Carry one page's SIP between it and the switch's WebSocket at `target` until one of them goes."""
    if SUBPROTOCOL not in scope["subprotocols"]:
        await send({"type": "websocket.close", "code": ENDED, "reason": ""})
        return
    async with aiohttp.ClientSession() as session:
        try:
            switch = await session.ws_connect(
                target, protocols=[SUBPROTOCOL], max_msg_size=LARGEST, heartbeat=20.0, autoping=True
            )
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("softphone.switch_away", error=type(error).__name__)
            await send({"type": "websocket.close", "code": AWAY, "reason": "switch_away"})
            return
        await send({"type": "websocket.accept", "subprotocol": SUBPROTOCOL, "headers": []})
        async with switch:
            ways = {
                asyncio.ensure_future(_to_switch(receive, switch)),
                asyncio.ensure_future(_to_page(switch, send)),
            }
            _, others = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in others:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
    with contextlib.suppress(OSError, RuntimeError):  # the page may have gone first
        await send({"type": "websocket.close", "code": ENDED, "reason": ""})


async def _to_switch(receive: ASGIReceiveCallable, switch: aiohttp.ClientWebSocketResponse) -> None:
    while True:
        event = await receive()
        if event["type"] != "websocket.receive":
            return
        text = event.get("text")
        if text is not None:
            await switch.send_str(text)
        elif event.get("bytes") is not None:
            await switch.send_bytes(event["bytes"] or b"")


async def _to_page(switch: aiohttp.ClientWebSocketResponse, send: ASGISendCallable) -> None:
    async for message in switch:
        if message.type == aiohttp.WSMsgType.TEXT:
            await send({"type": "websocket.send", "text": message.data, "bytes": None})
        elif message.type == aiohttp.WSMsgType.BINARY:
            await send({"type": "websocket.send", "bytes": message.data, "text": None})
