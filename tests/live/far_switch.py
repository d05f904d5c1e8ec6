"""A fake switch that outlives the live process: it stands in the test, a socket leads to it."""

import asyncio
from pathlib import Path
from typing import cast

import msgspec

from zuoxi.engine import events as e
from zuoxi.engine.commands import AnySwitchCommand
from zuoxi.switch.fake import FakeSwitch
from zuoxi.switch.port import Deliver, SwitchRefused, SwitchSilent

TICK_MS = 10

AnySwitchEvent = (
    e.SwitchConnected
    | e.SwitchLost
    | e.InventoryTaken
    | e.CallArrived
    | e.CallTurnedAway
    | e.LegProgressed
    | e.LegAnswered
    | e.LegEnded
    | e.PromptFinished
    | e.KeyPressed
    | e.DeviceRegistered
    | e.DeviceUnregistered
    | e.RecordingStopped
)


class Order(msgspec.Struct, tag=True):
    id: int
    command: AnySwitchCommand


class Told(msgspec.Struct, tag=True):
    event: AnySwitchEvent


class Done(msgspec.Struct, tag=True):
    id: int
    reason: str | None = None
    gone: bool = False
    silent: bool = False


ORDERS = msgspec.json.Decoder(Order)
ANSWERS: msgspec.json.Decoder[Told | Done] = msgspec.json.Decoder(Told | Done)


def line(message) -> bytes:
    return msgspec.json.encode(message) + b"\n"


class SwitchHost:
    """The test's end: one live process at a time drives `switch`; its time passes with the clock."""

    def __init__(self, path: Path) -> None:
        self.switch = FakeSwitch()
        self._path = path

    async def __aenter__(self) -> FakeSwitch:
        self._server = await asyncio.start_unix_server(self._serve, self._path, limit=1 << 24)
        self._clock = asyncio.create_task(self._pass_time())
        return self.switch

    async def __aexit__(self, *error) -> None:
        self._clock.cancel()
        self._server.close()
        await asyncio.gather(self._clock, return_exceptions=True)

    async def _pass_time(self) -> None:
        while True:
            await asyncio.sleep(TICK_MS / 1000)
            self.switch.advance(TICK_MS)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.switch.connect(lambda event: writer.write(line(Told(event=cast(AnySwitchEvent, event)))))
        try:
            while data := await reader.readline():
                order = ORDERS.decode(data)
                answer = Done(id=order.id)
                try:
                    self.switch.carry_out(order.command)
                except SwitchRefused as refusal:
                    answer = Done(id=order.id, reason=refusal.reason, gone=refusal.gone)
                except SwitchSilent as silence:
                    answer = Done(id=order.id, reason=silence.reason, silent=True)
                writer.write(line(answer))
        except (ConnectionError, ValueError):
            pass
        finally:
            self.switch.disconnect()
            writer.close()


class FarSwitch:
    """The live process's end: a switch by the port."""

    node = "house"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: asyncio.StreamWriter | None = None
        self._waiting: dict[int, asyncio.Future[Done]] = {}
        self._number = 0

    async def run(self, deliver: Deliver) -> None:
        reader, self._writer = await asyncio.open_unix_connection(self._path, limit=1 << 24)
        while data := await reader.readline():
            message = ANSWERS.decode(data)
            if isinstance(message, Told):
                deliver(message.event)
            else:
                self._waiting.pop(message.id).set_result(message)

    def connect_anew(self) -> None:
        raise NotImplementedError

    async def do(self, command: AnySwitchCommand) -> None:
        if self._writer is None:
            raise SwitchSilent("switch_away")
        self._number += 1
        answer = self._waiting[self._number] = asyncio.get_running_loop().create_future()
        self._writer.write(line(Order(id=self._number, command=command)))
        done = await answer
        if done.reason is not None and done.silent:
            raise SwitchSilent(done.reason)
        if done.reason is not None:
            raise SwitchRefused(done.reason, gone=done.gone)
