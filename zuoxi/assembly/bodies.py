"""How much one request may bring: Django would write an endless body to the disk before it looked at it."""

import json

from asgiref.typing import (
    ASGI3Application,
    ASGIReceiveCallable,
    ASGIReceiveEvent,
    ASGISendCallable,
    HTTPScope,
)

from zuoxi.assembly.errors import TooLarge


def declared(scope: HTTPScope) -> int:
    """The length that the request says it has; 0 when it says nothing that can be read."""
    for name, value in scope["headers"]:
        if name.lower() == b"content-length" and value.isdigit() and len(value) < 20:
            return int(value)
    return 0


async def at_most(
    most: int,
    application: ASGI3Application,
    scope: HTTPScope,
    receive: ASGIReceiveCallable,
    send: ASGISendCallable,
) -> None:
    """Serve a request whose body has at most `most` bytes; a longer one is refused before it is all here."""
    left = most

    async def counted() -> ASGIReceiveEvent:
        nonlocal left
        message = await receive()
        if message["type"] == "http.request":
            left -= len(message["body"])
            if left < 0:  # for Django the caller is gone: it lets go of what it has
                return {"type": "http.disconnect"}
        return message

    if declared(scope) <= most:
        await application(scope, counted, send)
        if left >= 0:
            return
    await _refuse(send)


async def _refuse(send: ASGISendCallable) -> None:
    body = json.dumps(TooLarge().body(), ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"connection", b"close")]
    await send(
        {"type": "http.response.start", "status": TooLarge.status, "headers": headers, "trailers": False}
    )
    await send({"type": "http.response.body", "body": body, "more_body": False})
