"""Keeps one Asterisk running, also while our own processes come and go.

Conversations must not end because one of our processes did. So Asterisk is not bound to the supervisor:

- the keeper starts it, or takes over one that already stands, and waits;
- a clean stop (SIGTERM) stops Asterisk too;
- when the supervisor is killed, the keeper stays: conversations go on, and the next `zuoxi serve` takes
  Asterisk over. When nobody comes, Asterisk is stopped once the last conversation is over;
- when the keeper is killed, Asterisk goes on and the next keeper takes it over.
"""

import asyncio
import contextlib
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from zuoxi.assembly.serve import lock
from zuoxi.assembly.serve.logfile import trim

ORPHAN_GRACE_S = 20.0
ORPHAN_LIMIT_S = 4 * 3600.0
LOOK_EVERY_S = 1.0
STOP_S = 6.0
HAND_OVER_S = 10.0


@dataclass(frozen=True)
class Kept:
    """What is kept. `start` brings a new node up and returns its pid; `talking` counts conversations."""

    name: str
    home: Path
    pid_file: Path
    mark: str
    """A word of its command line that no other process has: its configuration file."""
    start: Callable[[], Awaitable[int]]
    talking: Callable[[], Awaitable[int]]
    ready: Callable[[], Awaitable[None]]
    logs: Path
    """The node's own logs, which grow by what strangers send; none is let grow without end."""


def lock_of(home: Path, name: str) -> Path:
    return home / "run" / f"keep-{name}.lock"


def standing(pid_file: Path, mark: str) -> int:
    """The pid of the node that stands now; 0 when there is none."""
    try:
        pid = int(pid_file.read_text().split()[0])
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except (OSError, ValueError, IndexError):
        return 0
    return pid if mark in words else 0


async def keep(kept: Kept) -> int:
    """Have the node run until it ends (1), a stop is asked for (0), or another keeper takes over (0)."""
    held = await _take_over(kept)
    loop = asyncio.get_running_loop()
    stop, give_away = asyncio.Event(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    loop.add_signal_handler(signal.SIGUSR1, give_away.set)
    pid = standing(kept.pid_file, kept.mark)
    if pid:
        await kept.ready()
    else:
        pid = await kept.start()
    held.tell(node=pid)
    gone = asyncio.create_task(_ended(pid))
    alone = asyncio.create_task(_left_alone(kept))
    asked = [asyncio.create_task(event.wait()) for event in (stop, give_away)]
    await asyncio.wait({gone, alone, *asked}, return_when=asyncio.FIRST_COMPLETED)
    for task in (alone, *asked):
        task.cancel()
    try:
        if gone.done():
            return 1
        if not give_away.is_set():
            await _stop(pid, gone)
        return 0
    finally:
        gone.cancel()
        held.release()


async def _take_over(kept: Kept) -> lock.Lock:
    """The keeper's lock; a former keeper is asked to leave the node to us."""
    path = lock_of(kept.home, kept.name)
    async with asyncio.timeout(HAND_OVER_S):
        while True:
            held = lock.take(path)
            if held is not None:
                held.tell()
                return held
            former = int(lock.told(path).get("pid") or 0)
            if former and lock.told(path).get("node"):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(former, signal.SIGUSR1)
            await asyncio.sleep(0.1)


async def _ended(pid: int) -> None:
    """Wait for the end of any process, child or not."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    gone = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(handle, gone.set)
    try:
        await gone.wait()
    finally:
        loop.remove_reader(handle)
        os.close(handle)


async def _left_alone(kept: Kept) -> None:
    """Return when no supervisor has come for a while and nobody speaks any more."""
    loop = asyncio.get_running_loop()
    alone_since: float | None = None
    while True:
        await asyncio.sleep(LOOK_EVERY_S)
        for log in kept.logs.glob("*.log"):
            trim(log)
        if lock.held(lock.supervisor_lock(kept.home)):
            alone_since = None
            continue
        alone_since = alone_since if alone_since is not None else loop.time()
        alone = loop.time() - alone_since
        if alone > ORPHAN_LIMIT_S or (alone > ORPHAN_GRACE_S and await kept.talking() == 0):
            return


async def _stop(pid: int, gone: "asyncio.Task[None]") -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(pid, number)
            await asyncio.wait_for(asyncio.shield(gone), STOP_S)
        except TimeoutError:
            continue
        except ProcessLookupError:
            return
        return
