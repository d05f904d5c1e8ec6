"""`zuoxi bench gateway`: how late leaders see what happens, with many of them looking.

Three processes: one plays the floor, one is the gateway as it runs in `zuoxi web`, and this one is all the
browsers. Every socket follows the whole floor. An event's delay is from the moment the floor publishes it
until the frame has been read by the browser's side; it contains the span in which events are gathered.
`lost` counts backlogs that a snapshot took the place of; a missing number ends the run.
"""

import argparse
import json
import multiprocessing as mp
import resource
import socket
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import uvicorn
import uvloop

from zuoxi.assembly.bench.gateway_browsers import look
from zuoxi.assembly.bench.gateway_floor import play_floor
from zuoxi.assembly.listening.doors import doors
from zuoxi.assembly.listening.limits import DoorLimits
from zuoxi.engine.gate import DialPermit
from zuoxi.gateway.endpoint import Gateway
from zuoxi.gateway.hub import Hub
from zuoxi.gateway.limits import Limits
from zuoxi.gateway.scope import Paths
from zuoxi.gateway.viewer import Viewer
from zuoxi.outbox.channel import socket_path


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
            delays, behind = uvloop.run(look(port, options.sockets, options.seconds, go.set))
        finally:
            for part in parts:
                part.terminate()
                part.join()
    figures = _figures(options, delays, behind)
    text = json.dumps(figures) if options.json else "\n".join(f"{k:>14} {v}" for k, v in figures.items())
    sys.stdout.write(text + "\n")
    return 0


def _figures(options: argparse.Namespace, delays: list[float], behind: int) -> dict[str, float]:
    delays.sort()
    last = len(delays) - 1
    return {
        "sockets": options.sockets,
        "rate": options.events,
        "delivered": len(delays),
        "p50_ms": round(delays[last // 2], 1) if delays else 0.0,
        "p99_ms": round(delays[last * 99 // 100], 1) if delays else 0.0,
        "max_ms": round(delays[last], 1) if delays else 0.0,
        "lost": behind,
        "gateway_us_per_frame": round(_processor_s() * 1e6 / len(delays), 1) if delays else 0.0,
    }


def _processor_s() -> float:
    """Processor time of the floor and the gateway, which have ended by now."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


class _Leaders:
    """A house of leaders who all see the whole floor."""

    def viewers(self, session_keys: Sequence[str]) -> dict[str, Viewer]:
        reach: dict[str, Paths] = {"floor.watch": ("0001",), "numbers.see": ("0001",)}
        return {
            key: Viewer(person=key, tenant="t1", name=key, number="", reach=reach) for key in session_keys
        }

    def ends(self, session_keys: Sequence[str], working: Sequence[str], now: object) -> dict[str, int]:
        return {}

    def number_of(self, person: str, customer_number: str) -> str:
        raise NotImplementedError("nobody dials in this benchmark")

    def look_up(self, person: str, number: str) -> None:
        raise NotImplementedError("nobody dials in this benchmark")

    def permit(self, person: str, number: str, *, confirmed: bool = False) -> DialPermit:
        raise NotImplementedError("nobody dials in this benchmark")

    def gate_now(self, attempt: str) -> str:
        raise NotImplementedError

    def let_go(self, attempt: str) -> None:
        raise NotImplementedError


def _be_gateway(home: Path, door: socket.socket) -> None:
    app = Gateway(lambda: Hub(socket_path(home), _Leaders(), Limits()))
    many = DoorLimits(connections=100_000, lines_per_s=100_000, lines_burst=100_000)
    _, sockets = doors(many, proxied=False)
    config = uvicorn.Config(app, log_level="warning", ws=sockets, ws_per_message_deflate=False, lifespan="on")
    uvicorn.Server(config).run([door])
