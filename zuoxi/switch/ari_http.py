"""A small typed client for the Asterisk REST Interface: commands by HTTP, events by WebSocket."""

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any, NamedTuple

import aiohttp

from zuoxi.switch.port import SwitchRefused

Json = Any
"""What `json.loads` gives; every reader checks the shape of what it takes."""


class AriAddress(NamedTuple):
    """Where an Asterisk is commanded and with which secret."""

    host: str
    port: int
    app: str
    secret: str


class AriHttp:
    """Commands to one Asterisk. A 404 is a `SwitchRefused` with `gone`."""

    def __init__(self, address: AriAddress, *, timeout_s: float) -> None:
        self.address = address
        self._session = aiohttp.ClientSession(
            f"http://{address.host}:{address.port}",
            headers={"Authorization": aiohttp.encode_basic_auth(address.app, address.secret)},
            timeout=aiohttp.ClientTimeout(total=timeout_s),
            connector=aiohttp.TCPConnector(limit=64, keepalive_timeout=60),
        )

    async def close(self) -> None:
        """Give the connections back."""
        await self._session.close()

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
        """One request. Errors: SwitchRefused (reason: Asterisk's own words, or `switch_away`)."""
        try:
            async with self._session.request(method, f"/ari{path}", params=query, json=body) as answer:
                text = await answer.text()
                if answer.status < 300:
                    return json.loads(text) if text else None
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise SwitchRefused("switch_away") from error
        reason = _reason(text)
        raise AriRefused(answer.status, reason)

    async def events(self, *, ping_s: float) -> AsyncIterator[Json]:
        """The events of our application until the connection ends; the first item is None: connected.

        A peer that answers no ping for `ping_s` counts as gone. Errors: OSError, aiohttp.ClientError.
        """
        query = {"app": self.address.app, "subscribeAll": "false"}
        async with self._session.ws_connect(
            "/ari/events", params=query, heartbeat=ping_s, max_msg_size=0
        ) as ws:
            yield None
            async for message in ws:
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
    """A channel's variable; empty when it was never set. Errors: SwitchRefused."""
    try:
        answer = await http.get(f"/channels/{channel}/variable", variable=variable)
    except AriRefused as refused:
        if "variable" in refused.reason:
            return ""
        raise
    return str(answer.get("value", "")) if isinstance(answer, dict) else ""


def _reason(text: str) -> str:
    try:
        body = json.loads(text)
    except ValueError:
        return text[:200]
    message = body.get("message") or body.get("error") if isinstance(body, dict) else None
    return str(message or "")[:200]
