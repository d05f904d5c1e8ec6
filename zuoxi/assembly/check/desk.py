"""A robot's desktop: signs in like a browser and speaks the gateway's protocol: nothing is by-passed."""

import asyncio
import itertools
import json
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Self

import aiohttp

from zuoxi.assembly.check.trial import TrialFailed

Views = dict[str, dict[str, Any]]
PATIENCE_S = 15.0


class Refused(Exception):
    """The house refused a command; `code` says why."""

    def __init__(self, code: str, message: Mapping[str, str]) -> None:
        super().__init__(code, message)
        self.code, self.message = code, message


class Person:
    """Somebody who is signed in by HTTP."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._http = aiohttp.ClientSession(url, cookie_jar=aiohttp.CookieJar(unsafe=True))
        self.about: dict[str, Any] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        await self._http.close()

    async def sign_in(self, username: str, password: str) -> None:
        await self.call("GET", "/api/session")  # gives the CSRF cookie
        await self.call("POST", "/api/session", {"username": username, "password": password})
        self.about = (await self.call("GET", "/api/session"))["person"]

    async def call(self, method: str, path: str, body: object = None) -> Any:
        """One request to the API; its JSON (or nothing). Errors of the house raise `Refused`."""
        headers = {"Origin": self.url, "Referer": self.url + "/", "X-CSRFToken": self._token()}
        async with self._http.request(method, path, json=body, headers=headers) as answer:
            text = await answer.text()
            if answer.status >= 400:
                problem = json.loads(text) if text.startswith("{") else {}
                raise Refused(str(problem.get("code", answer.status)), dict(problem.get("message", {})))
            return json.loads(text) if "json" in answer.headers.get("Content-Type", "") else None

    async def bytes_of(self, path: str) -> bytes:
        async with self._http.get(path) as answer:
            answer.raise_for_status()
            return await answer.read()

    async def line(self, desktop: str = "") -> "Line":
        """The desktop's line of this person; `desktop`: as the page that had this id (empty: a new page)."""
        socket = await self._http.ws_connect("/ws", headers={"Origin": self.url})
        line = Line(socket, desktop)
        await line.hello()
        return line

    def _token(self) -> str:
        for cookie in self._http.cookie_jar:
            if cookie.key == "csrftoken":
                return str(cookie.value)
        return ""


class Line:
    """One WebSocket: what is seen (by topic), and commands with their answers."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, desktop: str = "") -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._answers: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._changed = asyncio.Condition()
        self._reading = asyncio.create_task(self._read())
        self.desktop = desktop or str(uuid.uuid4())
        self.topics: dict[str, Views] = {}
        self.told: list[str] = []
        self.welcome: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

    async def hello(self) -> None:
        await self._socket.send_json({"t": "hello", "v": 1, "desktop": self.desktop})
        await asyncio.wait_for(asyncio.shield(self.welcome), PATIENCE_S)

    async def watch(self, topic: str) -> None:
        """Subscribe and wait for the first picture."""
        await self._socket.send_json({"t": "sub", "id": topic, "topic": topic})
        await self.until(lambda: topic in self.topics, f"a snapshot of {topic}")

    async def do(self, name: str, **arguments: object) -> dict[str, Any]:
        """One command; the data of its acknowledgement. Raises `Refused`."""
        number = str(next(self._numbers))
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._answers[number] = answer
        await self._socket.send_json(
            {"t": "cmd", "id": number, "name": name, "args": arguments, "expect": None}
        )
        frame = await asyncio.wait_for(answer, PATIENCE_S)
        if frame["t"] == "nack":
            raise Refused(frame["code"], frame.get("message", {}))
        return dict(frame.get("data") or {})

    def seen(self, kind: str, topic: str = "desk") -> list[dict[str, Any]]:
        """Views of one kind (`agent`, `call`, `queue`) as they are now."""
        return [view for key, view in self.topics.get(topic, {}).items() if key.startswith(f"{kind}:")]

    async def until(self, condition: Callable[[], object], what: str, seconds: float = PATIENCE_S) -> None:
        """Wait for what the house shows; TrialFailed says what did not come."""
        try:
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(lambda: bool(condition()))
        except TimeoutError as error:  # the chain keeps what went wrong before, in a test that cleans up
            raise TrialFailed(what=f"no {what} within {seconds:.0f} s (seen: {self.topics})") from error

    async def agent_is(self, state: str, seconds: float = PATIENCE_S) -> None:
        await self.until(
            lambda: any(agent["state"] == state for agent in self.seen("agent")), f"agent {state}", seconds
        )

    async def close(self) -> None:
        await self._socket.close()
        self._reading.cancel()

    async def _read(self) -> None:
        async for message in self._socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            frame = json.loads(message.data)
            async with self._changed:
                self._take(frame)
                self._changed.notify_all()

    def _take(self, frame: dict[str, Any]) -> None:
        match frame["t"]:
            case "welcome":
                self.welcome.set_result(frame)
            case "snap":
                self.topics[frame["id"]] = dict(frame["data"])
            case "ev":
                views = self.topics.setdefault(frame["id"], {})
                views.update(frame["put"])
                for key in frame["gone"]:
                    views.pop(key, None)
            case "ack" | "nack":
                if waiting := self._answers.pop(frame["id"], None):
                    waiting.set_result(frame)
            case "told":
                self.told.append(frame["what"])
