"""The floor of the storms: our live process on the fake switch in real time, with a probe in its loop.

It takes orders as JSON lines on its standard input and answers each by one line: {"do": "calls", "count": n,
"per_s": r, "talk_ms": t} · "dies" · "restart" · "forget" (what was measured so far) · "figures".
"""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Coroutine
from typing import Any

import django
import uvloop

TICK_S = 0.005
ANSWERS_MS = 1_500


class Storm:
    """One fake node with its customers, and the live process that serves it."""

    def __init__(self) -> None:
        from zuoxi.assembly.bench.calls_floor import FileSource
        from zuoxi.assembly.places import home
        from zuoxi.live.settings import LiveSettings
        from zuoxi.outbox.channel.places import socket_path
        from zuoxi.switch.fake import FakeSwitch
        from zuoxi.switch.fake_parts import Answers

        # what else is written goes with the errors
        self._answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        self.late_ms: list[float] = []
        self.placed = 0
        self.coming = 0
        self._source = FileSource((home() / "floor.json").read_bytes())
        self._settings = LiveSettings(home=home(), socket=socket_path(home()), setup_limit=400)
        self._switch = FakeSwitch("house")
        self._switch.keep_commands = False
        for agent in self._source.build().agents:
            self._switch.when_dialled(agent.devices[0].dial, Answers(after_ms=ANSWERS_MS))
        self._stop = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Serve until the orders end."""
        live = self._begin(self._live())
        self._begin(self._time_passes())
        reader = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
        )
        while line := await reader.readline():
            order = json.loads(line)
            answer = await ORDERS[order.pop("do")](self, **order)
            self._answers.write(json.dumps(answer) + "\n")
            self._answers.flush()
        self._over = True
        self._stop.set()
        await live

    _over = False

    async def _live(self) -> None:
        from zuoxi.live import main as process
        from zuoxi.live.rules import house_rules
        from zuoxi.live.sources import DatabaseBlacklist

        while not self._over:
            self._stop.clear()
            await process.run(
                self._settings,
                house_rules(),
                [self._switch],
                lambda: 0,
                self._source,
                DatabaseBlacklist(),
                self._stop,
            )

    async def _time_passes(self) -> None:
        """The switch's clock follows the real one; what the loop was late for is noted."""
        loop = asyncio.get_running_loop()
        before = loop.time()
        while True:
            await asyncio.sleep(TICK_S)
            now = loop.time()
            self.late_ms.append((now - before - TICK_S) * 1000)
            self._switch.advance(round((now - before) * 1000))
            before = now

    # -- orders ----------------------------------------------------------------------------------------

    async def calls(self, count: int, per_s: float, talk_ms: int) -> dict[str, Any]:
        """Customers call, one after another; each hangs up after a while, if his switch still lives."""
        self.coming += count
        self._begin(self._customers(count, per_s, talk_ms))
        return {}

    async def _customers(self, count: int, per_s: float, talk_ms: int) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        for _ in range(count):
            due += 1 / per_s
            await asyncio.sleep(max(0.0, due - loop.time()))
            self.placed, self.coming = self.placed + 1, self.coming - 1
            channel = self._switch.customer_calls(f"139{self.placed:08}", "4008001234")
            loop.call_later(talk_ms / 1000, self._hang_up, channel)

    def _hang_up(self, channel: str) -> None:
        if channel in self._switch.channels:
            self._switch.customer_hangs_up(channel)

    async def dies(self) -> dict[str, Any]:
        """The node is killed with all its channels, and started again."""
        self._switch.dies()
        await asyncio.sleep(1.0)
        self._switch.comes_back()
        return {}

    async def restart(self) -> dict[str, Any]:
        """The live process goes and the next one comes; the switch and its customers stay."""
        self._stop.set()
        return {}

    async def forget(self) -> dict[str, Any]:
        """Begin to measure."""
        self.late_ms.clear()
        return {}

    async def figures(self) -> dict[str, Any]:
        """What was measured since, and what stands."""
        late = sorted(self.late_ms)
        return {
            "loop_p99_ms": round(late[len(late) * 99 // 100], 1) if late else 0.0,
            "loop_max_ms": round(late[-1], 1) if late else 0.0,
            "placed": self.placed,
            "coming": self.coming,
            "standing": len(self._switch.channels),
            "bridges": len(self._switch.bridges),
        }

    def _begin(self, coroutine: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        return task


ORDERS: dict[str, Callable[..., Any]] = {
    "calls": Storm.calls,
    "dies": Storm.dies,
    "restart": Storm.restart,
    "forget": Storm.forget,
    "figures": Storm.figures,
}


async def main() -> None:
    await Storm().run()


if __name__ == "__main__":
    django.setup()
    uvloop.run(main())
