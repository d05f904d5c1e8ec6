"""Carries the floor's commands to the switches.

Commands that name a common channel, bridge, recording or call are done one after another, in the order in
which they were given; all others beside each other. A failure goes back as `CommandFailed`. Nothing here
blocks the loop, and nothing waits without bound: what the switch does not answer in time has failed.
"""

import asyncio
import functools
from collections.abc import Callable, Mapping, Sequence

import structlog

from zuoxi.engine.commands import AnswerChannel, AnySwitchCommand, DialCustomer, DialDevice
from zuoxi.engine.events import CommandFailed
from zuoxi.live.records import Outstanding
from zuoxi.switch.port import Switch, SwitchRefused

log = structlog.get_logger("zuoxi.live.actor")

SET_UPS = (AnswerChannel, DialCustomer, DialDevice)
"""What begins a connection. Only these are turned away when a node is overloaded: ending one always helps."""

KEY_FIELDS = ("channel", "bridge", "recording", "call")


def keys(command: AnySwitchCommand) -> frozenset[str]:
    """Names of everything that a command touches."""
    names = {f"{field}:{getattr(command, field, '')}" for field in KEY_FIELDS if getattr(command, field, "")}
    names.update(f"channel:{channel}" for channel in getattr(command, "channels", ()))
    return frozenset(names)


class Actor:
    """The hands of the loop."""

    def __init__(
        self,
        switches: Mapping[str, Switch],
        tell: Callable[[CommandFailed], None],
        acted: Callable[[int], None],
        *,
        at_once: int,
        waiting: int,
        timeout_ms: int,
    ) -> None:
        self._switches = switches
        self._tell = tell
        self._acted = acted
        self._waiting_limit = waiting
        self._timeout = timeout_ms / 1000
        self._slots = {node: asyncio.Semaphore(at_once) for node in switches}
        self._load = dict.fromkeys(switches, 0)
        self._last: dict[str, asyncio.Task[None]] = {}
        self._open: dict[int, dict[asyncio.Task[None], AnySwitchCommand]] = {}

    def carry_out(self, number: int, commands: Sequence[AnySwitchCommand]) -> None:
        """Begin what input `number` ordered; `acted(number)` tells that all is done or failed."""
        accepted = [command for command in commands if self._admitted(command)]
        batch = self._open.setdefault(number, {})
        for command in accepted:
            names = keys(command)
            before = {self._last[name] for name in names if name in self._last}
            task = asyncio.get_running_loop().create_task(self._do(command, before))
            batch[task] = command
            for name in names:
                self._last[name] = task
            self._load[command.node] += 1
            task.add_done_callback(functools.partial(self._finished, number, command, names))
        if not batch:
            self._close(number)

    def outstanding(self) -> tuple[Outstanding, ...]:
        """What has been ordered and is not confirmed, in order."""
        return tuple(
            Outstanding(number=number, commands=tuple(batch.values()))
            for number, batch in sorted(self._open.items())
        )

    @property
    def waiting(self) -> int:
        """Commands that are not done yet."""
        return sum(self._load.values())

    async def drain(self, seconds: float) -> None:
        """Let what is under way come to its end, for so long at most, and give up the rest."""
        tasks = [task for batch in self._open.values() for task in batch]
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)

    async def close(self) -> None:
        """Give up what is under way; it stays outstanding and is done again by the next process."""
        tasks = [task for batch in self._open.values() for task in batch]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _admitted(self, command: AnySwitchCommand) -> bool:
        if command.node not in self._switches:
            self._fail(command, "unknown_node", gone=True)
            return False
        if self._load[command.node] >= self._waiting_limit and isinstance(command, SET_UPS):
            self._fail(command, "overloaded", gone=False)
            return False
        return True

    async def _do(self, command: AnySwitchCommand, before: set[asyncio.Task[None]]) -> None:
        if before:
            await asyncio.wait(before)
        async with self._slots[command.node]:
            try:
                async with asyncio.timeout(self._timeout):
                    await self._switches[command.node].do(command)
            except SwitchRefused as refusal:
                self._fail(command, refusal.reason, gone=refusal.gone)
            except TimeoutError:
                self._fail(command, "timeout", gone=False)
            except Exception as error:
                log.exception("actor.command_broke", command=type(command).__name__, subject=command.subject)
                self._fail(command, type(error).__name__, gone=False)

    def _fail(self, command: AnySwitchCommand, reason: str, *, gone: bool) -> None:
        name = type(command).__name__
        log.info("actor.command_failed", command=name, subject=command.subject, reason=reason, gone=gone)
        self._tell(
            CommandFailed(node=command.node, command=name, subject=command.subject, reason=reason, gone=gone)
        )

    def _finished(
        self, number: int, command: AnySwitchCommand, names: frozenset[str], task: asyncio.Task[None]
    ) -> None:
        self._load[command.node] -= 1
        for name in names:
            if self._last.get(name) is task:
                del self._last[name]
        if task.cancelled():
            return
        del self._open[number][task]
        if not self._open[number]:
            self._close(number)

    def _close(self, number: int) -> None:
        del self._open[number]
        self._acted(number)
