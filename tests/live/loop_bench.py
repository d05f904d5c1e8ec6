"""A loop on a bench: its journal, its clock, and what it hands on."""

import asyncio
import os

from tests.live.double import TINY
from tests.live.whole import Whole, whole
from zuoxi.engine import events as e
from zuoxi.engine.commands import Reply
from zuoxi.engine.view import AnyView
from zuoxi.live.clock import FloorClock, Readings
from zuoxi.live.envelopes import Origin
from zuoxi.live.journal import Journal
from zuoxi.live.loop import FloorLoop
from zuoxi.live.places import Part


class Machine:
    """A clock that the test turns."""

    wall = 1_000_000
    steady = 0

    def __call__(self):
        return self.wall

    def goes_on(self, ms):
        self.wall += ms
        self.steady += ms


class Bench:
    """A loop with its journal; what it hands on is kept in `acted`, `shown` and `replies`."""

    def __init__(self, folder, rules=TINY, **kwargs):
        self.folder = folder
        self.write = os.write
        self.machine = Machine()
        self.acted: list[tuple[int, list[str], tuple[Whole, ...]]] = []
        self.shown: list[dict[str, AnyView]] = []
        self.replies: list[Reply] = []
        self.journal = Journal(
            folder, "main", Part(1, 1), 0, 60_000, write=lambda handle, data: self.write(handle, data)
        )
        clock = FloorClock(None, Readings(self.machine, lambda: self.machine.steady, lambda: ""))
        self.loop = FloorLoop(
            rules,
            rules.empty(),
            self.journal,
            clock,
            Origin(floor="main", epoch=1),
            last_input=0,
            publish=lambda put, gone: self.shown.append(put),
            **kwargs,
        )
        self.loop.hands = self
        self.anew: list[str] = []

    def connect_anew(self, node):
        self.anew.append(node)

    def carry_out(self, number, commands):
        self.acted.append((number, [type(command).__name__ for command in commands], self.records()))

    def records(self) -> tuple[Whole, ...]:
        return whole(self.folder, Part(1, 1))[1:]

    def ask(self, name):
        self.loop.ask(e.ReadyRequested(request=name, person="p", expect=None), self.replies.append)

    async def __aenter__(self):
        self.task = asyncio.create_task(self.loop.run())
        return self

    async def __aexit__(self, *error):
        self.loop.stop()
        await self.task
        self.journal.close()


def arrives(channel="a"):
    return e.CallArrived(node="house", channel=channel, trunk="t", dialled="400", caller="13800138000")


def presses(digit, channel="a"):
    return e.KeyPressed(node="house", channel=channel, digit=digit)


def inventory():
    return e.InventoryTaken(node="house", channels=(), bridges=(), endpoints=())
