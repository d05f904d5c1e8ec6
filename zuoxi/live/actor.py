"""Carries the floor's commands to the switches.

Commands that name a common channel, bridge, recording or call are done one after another, in the order in
which they were given; all others beside each other, the more urgent first (see `slots`). A command has three
outcomes: it is done; it is refused, which goes back as `CommandFailed`; or nobody knows, which goes back as
`CommandUnknown`. Nothing here blocks the loop, and nothing waits without bound.
"""

import asyncio
import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import structlog

from zuoxi.engine.commands import (
    AnswerChannel,
    AnySwitchCommand,
    DialCustomer,
    DialDevice,
    Snoop,
    TakeInventory,
)
from zuoxi.engine.events import CommandFailed, CommandUnknown
from zuoxi.kernel.record import Record
from zuoxi.live.records import Outstanding
from zuoxi.live.slots import Slots, Urgency, urgency
from zuoxi.switch.outcome import told_of
from zuoxi.switch.port import Switch, SwitchRefused, SwitchSilent

log = structlog.get_logger("zuoxi.live.actor")

SET_UPS = (AnswerChannel, DialCustomer, DialDevice)
"""What begins a connection. Only these are turned away when a node is overloaded: ending one always helps."""

KEY_FIELDS = ("channel", "bridge", "recording", "call")


class Limits(Record):
    """How much is asked of one node."""

    at_once: int = 64
    """Commands under way."""
    waiting: int = 2_000
    """With more commands than this (standing lines not counted), new set-ups are refused (`overloaded`)."""
    timeout_ms: int = 10_000
    inventory_timeout_ms: int = 70_000
    lines_at_once: int = 8
    lines_per_s: int = 100
    """Standing lines that are dialled per second."""


def keys(command: AnySwitchCommand) -> frozenset[str]:
    """Names of everything that a command touches; a call that stands on two nodes has a bridge on each."""
    names = {f"{field}:{getattr(command, field, '')}" for field in KEY_FIELDS if getattr(command, field, "")}
    names.update(f"channel:{channel}" for channel in getattr(command, "channels", ()))
    if isinstance(command, Snoop):
        names.add(f"channel:{command.target}")
    return frozenset(f"{command.node}/{name}" for name in names)


class Actor:
    """The hands of the loop."""

    def __init__(
        self,
        switches: Mapping[str, Switch],
        tell: Callable[[CommandFailed | CommandUnknown], None],
        acted: Callable[[int], None],
        limits: Limits,
    ) -> None:
        self._switches: Final = switches
        self._tell = tell
        self._acted = acted
        self._limits: Final = limits
        self._slots = {
            node: Slots(limits.at_once, lines_at_once=limits.lines_at_once, lines_per_s=limits.lines_per_s)
            for node in switches
        }
        self._load = dict.fromkeys(switches, 0)
        """Commands that are not done yet, without standing lines."""
        self._last: dict[str, asyncio.Task[None]] = {}
        self._tasks: dict[str, dict[asyncio.Task[None], AnySwitchCommand]] = {node: {} for node in switches}
        self._inventory: dict[str, set[asyncio.Task[None]]] = {}
        """What the newest inventory of a node waits for."""
        self._open: dict[int, dict[asyncio.Task[None], AnySwitchCommand]] = {}

    def carry_out(self, number: int, commands: Sequence[AnySwitchCommand]) -> None:
        """Begin what input `number` ordered; `acted(number)` tells that each has an outcome."""
        accepted = [command for command in commands if self._admitted(command)]
        batch = self._open.setdefault(number, {})
        for command in accepted:
            names = keys(command)
            before = self._before(command, names)
            task = asyncio.get_running_loop().create_task(self._do(command, before))
            batch[task] = command
            for name in names:
                self._last[name] = task
            self._tasks[command.node][task] = command
            self._load[command.node] += urgency(command) is not Urgency.LINES
            task.add_done_callback(functools.partial(self._finished, number, command, names))
        if not batch:
            self._close(number)

    def connect_anew(self, node: str) -> None:
        """What a node told could not be taken: it shall tell everything again."""
        self._switches[node].connect_anew()

    def outstanding(self) -> tuple[Outstanding, ...]:
        """What has been ordered and is not confirmed, in order."""
        return tuple(
            Outstanding(number=number, commands=tuple(batch.values()))
            for number, batch in sorted(self._open.items())
        )

    @property
    def waiting(self) -> int:
        """Commands that are not done yet."""
        return sum(len(tasks) for tasks in self._tasks.values())

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
            self._fail(command, SwitchRefused("unknown_node", gone=True))
            return False
        if not isinstance(command, SET_UPS) or urgency(command) is Urgency.LINES:
            return True
        if self._load[command.node] >= self._limits.waiting:
            self._fail(command, SwitchRefused("overloaded"))
            return False
        return True

    def _before(self, command: AnySwitchCommand, names: frozenset[str]) -> set[asyncio.Task[None]]:
        """What must have its outcome first. An inventory shows all that was ordered before it."""
        if isinstance(command, TakeInventory):
            under_way = self._tasks[command.node].items()
            before = {task for task, other in under_way if not isinstance(other, TakeInventory)}
            self._inventory[command.node] = before
            return before
        return {self._last[name] for name in names if name in self._last}

    async def _do(self, command: AnySwitchCommand, before: set[asyncio.Task[None]]) -> None:
        if before:
            await asyncio.wait(before)
        if isinstance(command, TakeInventory) and self._is_overtaken(command, before):
            return
        span = self._limits.timeout_ms
        if isinstance(command, TakeInventory):
            span = self._limits.inventory_timeout_ms
        async with self._slots[command.node].one(urgency(command)):
            try:
                async with asyncio.timeout(span / 1000):
                    await self._switches[command.node].do(command)
            except (SwitchRefused, SwitchSilent) as outcome:
                self._fail(command, outcome)
            except TimeoutError:
                self._fail(command, SwitchSilent("timeout"))
            except Exception as error:
                log.exception("actor.command_broke", command=type(command).__name__, subject=command.subject)
                self._fail(command, SwitchRefused(type(error).__name__))

    def _is_overtaken(self, command: TakeInventory, before: set[asyncio.Task[None]]) -> bool:
        """A newer inventory of the node is about to be taken: one tells as much as two."""
        newest = self._inventory[command.node]
        return newest is not before and all(task.done() for task in newest)

    def _fail(self, command: AnySwitchCommand, outcome: SwitchRefused | SwitchSilent) -> None:
        told = told_of(command, outcome)
        log.info(
            "actor.not_done",
            told=type(told).__name__,
            command=told.command,
            subject=told.subject,
            reason=told.reason,
        )
        self._tell(told)

    def _finished(
        self, number: int, command: AnySwitchCommand, names: frozenset[str], task: asyncio.Task[None]
    ) -> None:
        self._load[command.node] -= urgency(command) is not Urgency.LINES
        del self._tasks[command.node][task]
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
