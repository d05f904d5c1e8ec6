"""A small typed client for the Asterisk REST Interface: commands by HTTP, events by WebSocket."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import aiohttp

from zuoxi.switch.http_wire import HttpWire, Interrupted, Unreachable
from zuoxi.switch.port import SwitchRefused, SwitchSilent

Json = Any
"""What `json.loads` gives; every reader checks the shape of what it takes."""


class AriAddress(NamedTuple):
    """Where an Asterisk is commanded and with which secret."""

    host: str
    port: int
    app: str
    secret: str


class AriHttp:
    """Requests to one Asterisk over at most `at_once` connections. A 404 is a `SwitchRefused` with `gone`."""

    def __init__(
        self,
        address: AriAddress,
        *,
        timeout_s: float,
        at_once: int = 64,
        heard: Callable[[], None] = lambda: None,
    ) -> None:
        """`heard` is called for each answer and each event."""
        self.address = address
        self._heard = heard
        self._timeout = timeout_s
        self._wire = HttpWire(address.host, address.port, at_once=at_once)
        self._authorization = aiohttp.encode_basic_auth(address.app, address.secret)

    async def close(self) -> None:
        """Give the connections back."""
        await self._wire.close()

    async def get(self, path: str, **query: str) -> Json:
        """Read something."""
        return await self.call("GET", path, query)

    async def post(self, path: str, body: Mapping[str, Json] | None = None, **query: str) -> Json:
        """Do something."""
        return await self.call("POST", path, query, body)

    async def put(self, path: str, body: Mapping[str, Json] | None = None, **query: str) -> Json:
        """Set something."""
        return await self.call("PUT", path, query, body)

    async def delete(self, path: str, **query: str) -> Json:
        """End something."""
        return await self.call("DELETE", path, query)

    async def call(
        self,
        method: str,
        path: str,
        query: Mapping[str, str],
        body: Mapping[str, Json] | None = None,
    ) -> Json:
        """One request. Errors: AriRefused (reason: Asterisk's own words), SwitchSilent."""
        text = await self._text(method, path, query, body)
        try:
            return json.loads(text) if text else None
        except ValueError as odd:
            raise SwitchSilent("odd_answer") from odd

    async def read(self, path: str) -> bytes:
        """The undecoded answer to a GET. Errors: AriRefused, SwitchSilent."""
        return await self._text("GET", path, {}, None)

    async def _text(
        self, method: str, path: str, query: Mapping[str, str], body: Mapping[str, Json] | None
    ) -> bytes:
        asked = f"?{urlencode(query, quote_via=quote)}" if query else ""
        kind = "Content-Type: application/json\r\n" if body is not None else ""
        head = f"{method} /ari{quote(path)}{asked} HTTP/1.1\r\nAuthorization: {self._authorization}\r\n{kind}"
        data = json.dumps(body).encode() if body is not None else b""
        try:
            async with asyncio.timeout(self._timeout):
                status, text = await self._wire.ask(head.encode("ascii"), data)
        except Unreachable as error:
            raise SwitchSilent("switch_away") from error
        except (Interrupted, TimeoutError, OSError) as error:
            raise SwitchSilent("no_answer") from error
        self._heard()
        if status >= 300:
            raise AriRefused(status, _reason(text))
        return text

    async def events(self) -> AsyncIterator[Json]:
        """The events of our application until the connection ends; the first item is None: connected.

        Whether the peer lives is for others to say (see `pulse.py`). Errors: OSError, aiohttp.ClientError.
        """
        query = {"app": self.address.app, "subscribeAll": "false"}
        address = self.address
        async with (
            aiohttp.ClientSession(headers={"Authorization": self._authorization}) as session,
            session.ws_connect(
                f"http://{address.host}:{address.port}/ari/events", params=query, max_msg_size=0
            ) as ws,
        ):
            yield None
            async for message in ws:
                self._heard()
                if message.type is aiohttp.WSMsgType.TEXT:
                    try:
                        yield json.loads(message.data)
                    except ValueError:
                        continue


class AriRefused(SwitchRefused):
    """Asterisk answered with an error status."""

    def __init__(self, status: int, reason: str) -> None:
        missing = status == 404 or (status == 400 and "not found" in reason.lower())
        super().__init__(reason or str(status), gone=missing)
        self.status = status


async def read_variable(http: AriHttp, channel: str, variable: str) -> str:
    """A channel's variable; empty when it was never set. Errors: SwitchRefused, SwitchSilent."""
    try:
        answer = await http.get(f"/channels/{channel}/variable", variable=variable)
    except AriRefused as refused:
        if "variable" in refused.reason:
            return ""
        raise
    return str(answer.get("value", "")) if isinstance(answer, dict) else ""


async def together(*asked: Awaitable[Any]) -> None:
    """Wait for requests that do not wait for each other. Raises the first error among them."""
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome


def _reason(text: bytes) -> str:
    try:
        body = json.loads(text)
    except ValueError:
        return text[:200].decode("utf-8", "replace")
    message = body.get("message") or body.get("error") if isinstance(body, dict) else None
    return str(message or "")[:200]
