"""What the tests of the gateway play: a live process, a house, pages; between them real sockets."""

import asyncio
import contextlib
import itertools
import json
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from zuoxi.assembly.listening.doors import doors
from zuoxi.assembly.listening.limits import DoorLimits
from zuoxi.engine.commands import Reply
from zuoxi.engine.events import DesktopLost, GateAnswered, SignInRequested
from zuoxi.engine.gate import DialPermit
from zuoxi.engine.view import AgentView, CallView, QueueView
from zuoxi.gateway.endpoint import Gateway
from zuoxi.gateway.house import House as Answers
from zuoxi.gateway.hub import Hub
from zuoxi.gateway.limits import Limits
from zuoxi.gateway.viewer import Viewer
from zuoxi.kernel.clock import steady_ms
from zuoxi.organisation.errors import NotFound
from zuoxi.outbox.channel import AnyRequest, ChannelServer, LiveStatus, Views, socket_path

Json = dict[str, Any]

DEADLINE_S = 5.0
HALL_A, HALL_B = "00010001", "00010002"


async def until(condition: Callable[[], object], deadline_s: float = DEADLINE_S) -> None:
    """Wait until `condition` holds; fail loudly when it does not in time."""
    async with asyncio.timeout(deadline_s):
        while not condition():
            await asyncio.sleep(0.005)


# -- views ---------------------------------------------------------------------------------------------


def agent(person: str, path: str = HALL_A, **changes) -> AgentView:
    values = {
        "id": person,
        "session": f"s-{person}",
        "tenant": "t1",
        "path": path,
        "name": person,
        "number": "8001",
        "state": "ready",
        "reason": "",
        "since": 1,
        "next_reason": "",
        "device": "v1",
        "device_kind": "webrtc",
        "line": "up",
        "desktop": "d1",
        "connected": True,
        "call": "",
        "groups": ("g1",),
        "missed": 0,
        "wrap_up_until": 0,
        "version": 1,
    }
    return AgentView(**{**values, **changes})


def call(id_: str, path: str = HALL_A, **changes) -> CallView:
    values = {
        "id": id_,
        "tenant": "t1",
        "path": path,
        "direction": "inbound",
        "phase": "queue",
        "state": "waiting",
        "since": 1,
        "started_at": 1,
        "queued_at": 1,
        "answered_at": 0,
        "customer_number": "13800000001",
        "house_number": "10086",
        "service_line": "热线",
        "service_line_en": "Hotline",
        "called_for": "",
        "queue": "q1",
        "agent": "",
        "segment": "",
        "muted": False,
        "recording": False,
        "hung_up_by": "",
        "version": 1,
    }
    return CallView(**{**values, **changes})


def queue(id_: str, path: str = HALL_A, **changes) -> QueueView:
    values = {
        "id": id_,
        "tenant": "t1",
        "path": path,
        "name": "热线",
        "name_en": "Hotline",
        "waiting": 0,
        "longest_since": 0,
        "version": 1,
    }
    return QueueView(**{**values, **changes})


def key(view) -> str:
    return f"{view.__struct_config__.tag}:{view.id}"


# -- the live process, played --------------------------------------------------------------------------


class Live:
    """A floor without rules: views are put by the test, requests are noted and answered as told."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.views: Views = {}
        self.asked: list[AnyRequest] = []
        self.gate_answers: list[GateAnswered] = []
        self.lost: list[DesktopLost] = []
        self.answers: dict[str, tuple[str, Json]] = {}
        self.server: ChannelServer | None = None

    async def start(self) -> None:
        self.server = ChannelServer(
            socket_path(self.home),
            on_request=self._answer,
            on_event=self.hear,
            on_touch=lambda what: None,
            on_books=lambda state: None,
            status=lambda: LiveStatus(now=1, epoch=1, switch={}, database=True),
            snapshot=lambda: dict(self.views),
        )
        await self.server.start()

    async def stop(self) -> None:
        if self.server is not None:
            await self.server.close()

    def put(self, *views, gone=()) -> None:
        found = {key(view): view for view in views}
        self.views.update(found)
        for name in gone:
            self.views.pop(name, None)
        if self.server is not None:
            self.server.publish(found, tuple(gone))

    def hear(self, event: DesktopLost | GateAnswered) -> None:
        if isinstance(event, GateAnswered):
            self.gate_answers.append(event)
        else:
            self.lost.append(event)

    async def _answer(self, event, ago_ms: int) -> Reply:
        self.asked.append(event)
        code, data = self.answers.get(type(event).__name__, ("ok", {}))
        if isinstance(event, SignInRequested):
            code, data = self._sign_in(event)
        return Reply(request=event.request, code=code, data=data)

    def _sign_in(self, event: SignInRequested) -> tuple[str, Json]:
        stands = self.views.get(f"agent:{event.person}")
        if (
            isinstance(stands, AgentView)
            and stands.connected
            and stands.desktop != event.desktop
            and not event.takeover
        ):
            return "desktop_in_use", {}
        self.put(agent(event.person, desktop=event.desktop))
        return "ok", {"session": f"s-{event.person}"}


# -- the house, played ---------------------------------------------------------------------------------

TAKES = {"calls.take": (HALL_A,), "calls.dial": (HALL_A,)}
LEADS = {"floor.watch": (HALL_A,), "floor.lead": (HALL_A,), "numbers.see": (HALL_A,)}


def viewer(person: str, reach: Json, tenant: str = "t1") -> Viewer:
    return Viewer(person=person, tenant=tenant, name=person, number="", reach=reach)


class People:
    """Sessions and permits as the test wants them."""

    def __init__(self) -> None:
        self.sessions: dict[str, Viewer] = {
            "anna": viewer("anna", TAKES),
            "bela": viewer("bela", TAKES),
            "lead": viewer("lead", LEADS),
        }
        self.looked_up: list[list[str]] = []
        self.trouble: Exception | None = None
        self.worked: list[str] = []
        self.end = 0
        self.asked_again: list[str] = []
        self.let_gone: list[str] = []
        self.stands_against: str | Exception = ""
        self.dialled: list[tuple[str, str]] = []
        self.asked_for: list[tuple[str, str]] = []
        self.numbers: dict[str, str] = {}

    def viewers(self, session_keys: Sequence[str]) -> dict[str, Viewer]:
        found = {key: self.sessions[key] for key in session_keys if key in self.sessions}
        self.looked_up.append(sorted(session_keys))
        if self.trouble:
            raise self.trouble
        return found

    def ends(self, session_keys, working, now) -> dict[str, int]:
        self.worked += working
        return {key: self.end for key in session_keys if key in self.sessions}

    def number_of(self, person, customer_number) -> str:
        if customer_number not in self.numbers:
            raise NotFound
        return self.numbers[customer_number]

    def look_up(self, person, number) -> None:
        self.asked_for.append((person, number))

    def permit(self, person, number, *, confirmed=False) -> DialPermit:
        self.dialled.append((person, number))
        if self.trouble:
            raise self.trouble
        return DialPermit(
            attempt="a1",
            call="c1",
            tenant="t1",
            path=HALL_A,
            person=person,
            number=number,
            caller_id="",
            trunk="k1",
            service_line="",
            service_line_name="",
            expires_at=0,
            steady=steady_ms(),
        )

    def gate_now(self, attempt):
        self.asked_again.append(attempt)
        if isinstance(self.stands_against, Exception):
            raise self.stands_against
        return self.stands_against

    def let_go(self, attempt):
        self.let_gone.append(attempt)


# -- a page --------------------------------------------------------------------------------------------


class Browser:
    """One page: sends frames, keeps what came, and follows topics as the desktop does."""

    def __init__(self, socket_: ClientConnection) -> None:
        self.socket = socket_
        self.frames: list[Json] = []
        self.boards: dict[str, Json] = {}
        self.numbers: dict[str, int] = {}
        self.closed: int | None = None
        self._ids = itertools.count(1)
        self._reading = asyncio.ensure_future(self._read())

    async def _read(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            while True:
                self._hear(json.loads(await self.socket.recv()))
        self.closed = self.socket.close_code

    def _hear(self, frame: Json) -> None:
        self.frames.append(frame)
        if frame["t"] == "snap":
            self.boards[frame["id"]] = frame["data"]
            self.numbers[frame["id"]] = frame["n"]
        elif frame["t"] == "ev":
            assert frame["n"] == self.numbers[frame["id"]] + 1, "numbered without gaps"
            self.numbers[frame["id"]] = frame["n"]
            self.boards[frame["id"]].update(frame["put"])
            for name in frame["gone"]:
                del self.boards[frame["id"]][name]

    async def say(self, **frame) -> None:
        await self.socket.send(json.dumps(frame))

    async def hello(self, desktop: str = "d1") -> None:
        await self.say(t="hello", v=1, desktop=desktop)
        await until(lambda: self.got("welcome"))

    async def follow(self, topic: str, id_: str | None = None, **more) -> str:
        id_ = id_ or topic
        known = len(self.of(id_))
        await self.say(t="sub", id=id_, topic=topic, **more)
        await until(lambda: len(self.of(id_)) > known)
        return id_

    async def order(self, name: str, expect: int | None = None, **args) -> Json:
        id_ = f"c{next(self._ids)}"
        await self.say(t="cmd", id=id_, name=name, args=args, expect=expect)
        await until(lambda: any(f["id"] == id_ for f in self.got("ack", "nack")))
        return next(f for f in self.got("ack", "nack") if f["id"] == id_)

    def got(self, *kinds: str) -> list[Json]:
        return [frame for frame in self.frames if frame["t"] in kinds]

    def of(self, id_: str) -> list[Json]:
        return [frame for frame in self.frames if frame.get("id") == id_]

    def told(self) -> list[str]:
        return [frame["what"] for frame in self.got("told")]

    async def close(self) -> None:
        await self.socket.close()
        await self._reading


class House:
    """The gateway's process: a real server on a real port."""

    def __init__(self, home: Path, people: Answers, limits: Limits) -> None:
        self.hub = Hub(socket_path(home), people, limits)
        _, sockets = doors(DoorLimits(), proxied=False)
        config = uvicorn.Config(
            Gateway(lambda: self.hub),
            log_level="warning",
            lifespan="on",
            ws=sockets,
            ws_per_message_deflate=False,
        )
        self._server = uvicorn.Server(config)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._pages: list[Browser] = []

    async def start(self) -> None:
        self._serving = asyncio.ensure_future(self._server._serve([self._listener]))
        await until(lambda: self._server.started)

    async def stop(self) -> None:
        for page in self._pages:
            await page.close()
        self._server.should_exit = True
        await self._serving
        self._listener.close()

    async def open(self, session: str = "anna", *, path: str = "/ws", **headers) -> Browser:
        origin = headers.pop("origin", f"http://127.0.0.1:{self.port}")
        more = {"Cookie": f"zuoxi_session={session}; other=1", **headers}
        socket_ = await connect(
            f"ws://127.0.0.1:{self.port}{path}",
            origin=origin,
            additional_headers=more,
            compression=None,
            max_size=None,
        )
        page = Browser(socket_)
        self._pages.append(page)
        return page

    async def enter(self, session: str = "anna", desktop: str = "d1") -> Browser:
        page = await self.open(session)
        await page.hello(desktop)
        return page
