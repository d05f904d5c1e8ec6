"""A real web process, and a person at a page of it."""

import contextlib
import socket
import sys
from typing import Any

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from tests.gateway.played import Browser
from tests.live.home import Home
from tests.live.seed import PASSWORD


class Web:
    """The web process of a home; `http` is one browser's way to it, with its cookies."""

    def __init__(self, home: Home) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        self.http = httpx.AsyncClient(base_url=self.origin, timeout=20)
        self._home = home

    async def start(self) -> None:
        with (self._home.path / "web.log").open("ab") as log:
            await self._home.run(
                sys.executable, "-m", "zuoxi", "web", "--port", str(self.port), stdout=log, stderr=log
            )

    def listens(self) -> bool:
        """Whether it takes requests."""
        with socket.socket() as knock:
            return knock.connect_ex(("127.0.0.1", self.port)) == 0

    async def sign_in(self, username: str) -> httpx.Response:
        await self.http.get("/api/session")
        return await self.send("POST", "/api/session", {"username": username, "password": PASSWORD})

    async def send(self, method: str, path: str, body: Any = None, **query: str) -> httpx.Response:
        """A request as the desktop makes it."""
        token = {"X-CSRFToken": self.http.cookies.get("csrftoken") or ""}
        return await self.http.request(method, path, json=body, params=query, headers=token)

    async def open(self, desktop: str) -> Browser:
        """A page with its line."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        line = await connect(
            f"ws://127.0.0.1:{self.port}/ws",
            origin=Origin(self.origin),
            additional_headers={"Cookie": cookies},
            compression=None,
        )
        page = Browser(line)
        # A house that takes nobody in now may close before the greeting is out.
        with contextlib.suppress(ConnectionClosed):
            await page.say(t="hello", v=1, desktop=desktop)
        return page
