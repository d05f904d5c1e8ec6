"""`zuoxi bench gateway`: how late leaders see what happens, with many of them looking.

Three processes: one plays the floor, one is the gateway as it runs in `zuoxi web`, and this one is all the
browsers. Every socket follows the whole floor. An event's delay is from the moment the floor publishes it
until the frame has been read by the browser's side; it contains the span in which events are gathered.
"""

import argparse
import asyncio
import json
import multiprocessing as mp
import resource
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import aiohttp
import msgspec
import uvicorn

from zuoxi.assembly.bench.gateway_floor import play_floor
from zuoxi.engine.gate import DialPermit
from zuoxi.gateway.endpoint import Gateway
from zuoxi.gateway.hub import Hub
from zuoxi.gateway.limits import Limits
from zuoxi.gateway.scope import Paths
from zuoxi.gateway.viewer import Viewer
from zuoxi.kernel.record import Record
from zuoxi.outbox.channel import socket_path


class Seen(Record):
    """The part of a view that carries the moment of its publication."""

    since: int = 0


class Event(Record):
    """The part of a frame that is measured."""

    t: str
    put: dict[str, Seen] = msgspec.field(default_factory=dict)


_decode = msgspec.json.Decoder(Event).decode


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--sockets", type=int, default=1_000)
    parser.add_argument("--events", type=int, default=10, help="events per second")
    parser.add_argument("--agents", type=int, default=200, help="agents on the floor")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Measure and print."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with (
        tempfile.TemporaryDirectory(prefix="zuoxi-bench-") as folder,
        socket.create_server(("127.0.0.1", 0), backlog=4_096) as door,
    ):
        home = Path(folder)
        port: int = door.getsockname()[1]
        fork = mp.get_context("fork")
        go = fork.Event()
        parts = [
            fork.Process(target=play_floor, args=(home, options.agents, options.events, go), daemon=True),
            fork.Process(target=_be_gateway, args=(home, door), daemon=True),
        ]
        for part in parts:
            part.start()
        try:
            delays = asyncio.run(_look(port, options.sockets, options.seconds, go.set))
        finally:
            for part in parts:
                part.terminate()
                part.join()
    figures = _figures(options, delays)
    text = json.dumps(figures) if options.json else "\n".join(f"{k:>14} {v}" for k, v in figures.items())
    sys.stdout.write(text + "\n")
    return 0


def _figures(options: argparse.Namespace, delays: list[float]) -> dict[str, float]:
    delays.sort()
    last = len(delays) - 1
    return {
        "sockets": options.sockets,
        "events_per_s": options.events,
        "frames": len(delays),
        "p50_ms": round(delays[last // 2], 1) if delays else 0.0,
        "p99_ms": round(delays[last * 99 // 100], 1) if delays else 0.0,
        "max_ms": round(delays[last], 1) if delays else 0.0,
    }


class _Leaders:
    """A house of leaders who all see the whole floor."""

    def viewers(self, session_keys: Sequence[str]) -> dict[str, Viewer]:
        reach: dict[str, Paths] = {"floor.watch": ("0001",), "numbers.see": ("0001",)}
        return {
            key: Viewer(person=key, tenant="t1", name=key, number="", reach=reach) for key in session_keys
        }

    def ends(self, session_keys: Sequence[str], working: Sequence[str], now: object) -> dict[str, int]:
        return {}

    def permit(self, person: str, number: str, now: object, *, confirmed: bool = False) -> DialPermit:
        raise NotImplementedError("nobody dials in this benchmark")


def _be_gateway(home: Path, door: socket.socket) -> None:
    app = Gateway(lambda: Hub(socket_path(home), _Leaders(), Limits()))
    config = uvicorn.Config(
        app, log_level="warning", ws="websockets-sansio", ws_per_message_deflate=False, lifespan="on"
    )
    uvicorn.Server(config).run([door])


async def _look(port: int, sockets: int, seconds: float, begin: Callable[[], None]) -> list[float]:
    delays: list[float] = []
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as browser:
        lines = []
        for number in range(sockets):
            lines.append(await _open(browser, port, number))
        reading = [asyncio.ensure_future(_read(line, delays)) for line in lines]
        begin()
        await asyncio.sleep(seconds)
        for one in reading:
            one.cancel()
        await asyncio.gather(*reading, return_exceptions=True)
    return delays


async def _open(browser: aiohttp.ClientSession, port: int, number: int) -> aiohttp.ClientWebSocketResponse:
    url = f"http://127.0.0.1:{port}"
    cookie = {"Cookie": f"zuoxi_session=leader-{number}"}
    line = await browser.ws_connect(f"{url}/ws", origin=url, headers=cookie, compress=0, max_msg_size=0)
    await line.send_json({"t": "hello", "v": 1, "desktop": f"d{number}"})
    await line.send_json({"t": "sub", "id": "floor", "topic": "floor"})
    while _decode(await line.receive_str()).t != "snap":
        pass
    return line


async def _read(line: aiohttp.ClientWebSocketResponse, delays: list[float]) -> None:
    async for message in line:
        frame = _decode(message.data)
        if frame.t == "ev":
            now = time.monotonic_ns()
            delays.extend((now - view.since) / 1e6 for view in frame.put.values())
