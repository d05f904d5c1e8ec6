"""Runs the parts, restarts each alone, and stops all in order."""

import asyncio
import signal
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from zuoxi.assembly.serve.backoff import Backoff
from zuoxi.assembly.serve.logfile import trim
from zuoxi.assembly.serve.part import Life, Part, begin
from zuoxi.assembly.terminal import line, pick

TRIM_EVERY_S = 60.0
QUIET_AFTER = 3
"""A part that keeps ending is mentioned this often; then only its log tells."""
STAND_IN_AFTER_S = 5.0
"""So long a part has lived before a stand-in of it is loaded: what it takes over goes first."""


class Supervisor:
    """Owner of the parts' processes. They are started in the order given and stopped in the reverse."""

    def __init__(
        self,
        parts: Sequence[Part],
        *,
        checkout: Path,
        logs: Path,
        stand_in_after_s: float = STAND_IN_AFTER_S,
    ) -> None:
        self.parts = {part.name: part for part in parts}
        self.lives: dict[str, Life] = {}
        self.stand_ins: dict[str, Life] = {}
        self._checkout, self._logs = checkout, logs
        self._stand_in_after_s = stand_in_after_s
        self._stopping = asyncio.Event()

    def log_of(self, name: str) -> Path:
        return self._logs / f"{name}.log"

    async def run(self, when_up: Callable[["Supervisor"], Coroutine[Any, Any, None]] | None = None) -> None:
        """Run until SIGTERM, SIGINT or SIGHUP; returns when all parts are stopped."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._stopping.set)
        keepers = [asyncio.create_task(self._keep(part)) for part in self.parts.values()]
        others = [asyncio.create_task(self._trim_logs())]
        if when_up is not None:
            others.append(asyncio.create_task(when_up(self)))
        await self._stopping.wait()
        for task in (*others, *keepers):
            task.cancel()
        await asyncio.gather(*others, *keepers, return_exceptions=True)
        await self._stop_all()

    def stop(self) -> None:
        """Begin the clean stop."""
        self._stopping.set()

    async def _keep(self, part: Part) -> None:
        backoff = Backoff()
        while True:
            began = time.monotonic()
            try:
                life = await self._begin(part)
            except OSError as error:  # no room for a process now: it is tried again like one that ended
                how = str(error)
            else:
                how = _how(await self._ended(part, life))
            backoff, pause = backoff.after(time.monotonic() - began)
            if backoff.ends <= QUIET_AFTER:
                self._tell_end(part.name, how)
            await asyncio.sleep(pause)

    async def _begin(self, part: Part) -> Life:
        stand_in = self.stand_ins.pop(part.name, None)
        if stand_in is not None and stand_in.call():
            self.lives[part.name] = stand_in
            return stand_in
        return await self._started(part, self.lives)

    async def _started(self, part: Part, among: dict[str, Life], *, stand_in: bool = False) -> Life:
        beginning = asyncio.create_task(
            begin(part, self._checkout, self.log_of(part.name), stand_in=stand_in)
        )
        try:
            among[part.name] = await asyncio.shield(beginning)
        except asyncio.CancelledError:  # a stop in this very moment must not lose the process
            with suppress(OSError):
                among[part.name] = await beginning
            raise
        return among[part.name]

    async def _ended(self, part: Part, life: Life) -> int:
        """Wait for the end of a life, meanwhile with a stand-in where the part has one; the exit code."""
        ended = asyncio.create_task(life.ended())
        try:
            await asyncio.wait([ended], timeout=self._stand_in_after_s if part.stand_in else None)
            if not ended.done():
                try:
                    await self._started(part, self.stand_ins, stand_in=True)
                except OSError as error:  # the part itself runs and is looked after all the same
                    _tell_alone(part.name, error)
            return await ended
        finally:
            ended.cancel()

    def _tell_end(self, name: str, how: str) -> None:
        log = self.log_of(name)
        line(
            pick(
                f"• {name} 意外结束（{how}），正在重新启动；记录：{log}",
                f"• {name} ended unexpectedly ({how}) and is started again; log: {log}",
            )
        )

    async def _stop_all(self) -> None:
        """Who only waits, then the desktops' doors, the calls, and those who write down how they ended."""
        for stand_in in self.stand_ins.values():
            await stand_in.stop()
        for name in reversed(self.parts):
            if name in self.lives:
                await self.lives[name].stop()

    async def _trim_logs(self) -> None:
        while True:
            await asyncio.sleep(TRIM_EVERY_S)
            for name in self.parts:
                with suppress(OSError):  # a full disk now may have room in a minute
                    trim(self.log_of(name))


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit {code}"


def _tell_alone(name: str, error: OSError) -> None:
    line(
        pick(
            f"• {name} 的备用进程无法启动（{error}）；{name} 继续运行，意外结束时会重新启动，只是慢一些",
            f"• The stand-in of {name} cannot be started ({error}); {name} goes on, and should it end "
            "it is started anew, only more slowly",
        )
    )
