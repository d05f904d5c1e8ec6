"""One part of the centre (web, live, jobs, a switch): what is run, and one life of it."""

import asyncio
import os
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path

from zuoxi.assembly.serve.logfile import open_log
from zuoxi.assembly.serve.stand_in import CALLED


@dataclass(frozen=True)
class Part:
    """A program of ours: `python -m zuoxi <arguments>`, its log, and how it is stopped."""

    name: str
    arguments: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    stop_s: float = 8.0
    outlives: bool = False
    """It goes on when the supervisor dies and is taken over by the next one (the switch: calls go on)."""
    stand_in: bool = False
    """A second process of it has loaded everything and goes on at once when the first has ended."""

    def command(self, *more: str) -> list[str]:
        bond = () if self.outlives else ("--parent", str(os.getpid()))
        return [sys.executable, "-m", "zuoxi", *self.arguments, *more, *bond]


class Life:
    """A part that runs. Its process leads a group of its own, so nothing of it is left behind."""

    def __init__(self, part: Part, process: asyncio.subprocess.Process) -> None:
        self.part, self.process = part, process

    @property
    def pid(self) -> int:
        return self.process.pid

    def call(self) -> bool:
        """Tell a stand-in that it is its turn; False: it has ended."""
        if self.process.returncode is not None or self.process.stdin is None:
            return False
        self.process.stdin.write(CALLED)
        self.process.stdin.close()
        return True

    async def ended(self) -> int:
        """Wait for the end; the exit code (negative: the signal)."""
        code = await self.process.wait()
        if not self.part.outlives:
            end_group(self.pid, signal.SIGKILL)
        return code

    async def stop(self) -> None:
        """SIGTERM, and SIGKILL to the whole group when that is not enough."""
        if self.process.returncode is None:
            self.process.terminate()
            try:
                await asyncio.wait_for(self.process.wait(), self.part.stop_s)
            except TimeoutError:
                end_group(self.pid, signal.SIGKILL)
                await self.process.wait()


async def begin(part: Part, folder: Path, log: Path, *, stand_in: bool = False) -> Life:
    """Start a part in the checkout `folder`; its output goes to `log`. `stand_in`: it waits to be called."""
    handle = open_log(log)
    try:
        process = await asyncio.create_subprocess_exec(
            *part.command(*(("--stand-in",) if stand_in else ())),
            cwd=folder,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **part.environment},
            stdin=asyncio.subprocess.PIPE if stand_in else asyncio.subprocess.DEVNULL,
            stdout=handle,
            stderr=handle,
            start_new_session=True,
        )
    finally:
        os.close(handle)
    return Life(part, process)


def end_group(leader: int, number: signal.Signals) -> None:
    """Signal what is left of a group."""
    try:
        os.killpg(leader, number)
    except (ProcessLookupError, PermissionError):
        return
