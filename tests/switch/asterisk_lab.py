"""The contract's far end on two real Asterisks on loopback addresses of their own."""

import asyncio
import contextlib
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from tests.switch.lab import CalleeKind, E, fits
from zuoxi.engine.commands import AnySwitchCommand, DestroyBridge, HangUp
from zuoxi.engine.events import InventoryTaken, SwitchEvent
from zuoxi.switch.ami import AmiRefused
from zuoxi.switch.ari import AriSwitch
from zuoxi.switch.ari_recording import files_of
from zuoxi.switch.asterisk.carrier import Callee, Carrier, CarrierSettings, Party
from zuoxi.switch.asterisk.config import write_config, write_endpoints
from zuoxi.switch.asterisk.install import AsteriskProgram
from zuoxi.switch.asterisk.node import Endpoint, NodeSettings, Trunk
from zuoxi.switch.asterisk.process import AsteriskProcess, connect_ami, provision
from zuoxi.switch.asterisk.reach import reach
from zuoxi.switch.port import SwitchRefused, SwitchSilent
from zuoxi.switch.sound_watch import Patience
from zuoxi.switch.tones import Samples, amplitude, tones_in
from zuoxi.switch.turned_away import FAMILY

PASSWORD = "a-long-password-1"
DEADLINE_S = 10
TONES = {"13800138000": 440, "13800138001": 540, "13911112222": 640, "robot-one": 840, "robot-two": 940}
"""Who speaks which tone (Hz)."""


class Pair:
    """House and carrier, running."""

    def __init__(self, program: AsteriskProgram, folder: Path, prompts: Path, addresses: list[str]) -> None:
        house, carrier, phones = addresses
        self.house = NodeSettings(folder=folder / "house", prompts=prompts, address=house, ring_on_s=3)
        lab = NodeSettings(folder=folder / "carrier", prompts=prompts, name="carrier", address=carrier)
        self.trunk = Trunk(name="carrier", host=carrier, match=(carrier,))
        self.phone = Endpoint(name="p-1", kind="sip_phone", password=PASSWORD)
        self.browser = Endpoint(name="w-1", kind="webrtc", password=PASSWORD)
        write_config(self.house, program)
        write_endpoints(self.house, [self.phone, self.browser], [self.trunk])
        self.process = AsteriskProcess(program, self.house)
        self.carrier = Carrier(program, CarrierSettings(node=lab, house_address=house, phones_address=phones))

    async def start(self) -> None:
        await asyncio.gather(self.process.start(), self.carrier.start())

    async def stop(self) -> None:
        await asyncio.gather(self.process.stop(), self.carrier.stop())


class AsteriskLab:
    def __init__(self, pair: Pair) -> None:
        self.pair, self.node, self.trunk = pair, "house", "carrier"
        self.spool = pair.house.folder / "spool"
        self.events: list[SwitchEvent] = []
        self.switch = self._new_switch()
        self._used: set[int] = set()
        self._news = asyncio.Event()
        self._run: asyncio.Task[None]

    def _new_switch(self) -> AriSwitch:
        return AriSwitch(
            self.node,
            msgspec.structs.replace(
                reach(self.pair.house),
                file_quiet_s=1.0,
                patience=Patience(device_s=2, trunk_s=2, look_s=0.25),
            ),
        )

    async def __aenter__(self) -> "AsteriskLab":
        await self.app_returns()
        await self._sweep()
        await self.app_dies()
        self.events.clear()
        await self.app_returns()
        return self

    async def __aexit__(self, *error: object) -> None:
        if not self.pair.process.running:
            await self.pair.process.start()
            await self.expect(InventoryTaken)
        await self._sweep()
        await self.app_dies()

    async def _sweep(self) -> None:
        """Nothing is left of an earlier test."""
        await self._hang_up_all()
        ami = await connect_ami(self.pair.house)
        with contextlib.suppress(AmiRefused):  # there is none
            await ami.action("DBDelTree", Family=FAMILY)
        await ami.close()

    async def _hang_up_all(self) -> None:
        ami = await connect_ami(self.pair.carrier.settings.node)
        while channels := await ami.listing("CoreShowChannels"):
            for channel in channels:
                with contextlib.suppress(AmiRefused):
                    await ami.action("Hangup", Channel=channel["Channel"])
        await ami.close()
        while standing := await self.standing():
            for name in standing:
                with contextlib.suppress(SwitchRefused, SwitchSilent):
                    await self.do(HangUp(node=self.node, channel=name))
        for bridge in [e for e in self.events if isinstance(e, InventoryTaken)][-1].bridges:
            await self.do(DestroyBridge(node=self.node, bridge=bridge))

    def _deliver(self, event: SwitchEvent, ago_ms: int = 0, /) -> None:
        self.events.append(event)
        self._news.set()

    async def do(self, command: AnySwitchCommand) -> None:
        await self.switch.do(command)

    async def expect(self, kind: type[E], **fields: Any) -> E:
        try:
            async with asyncio.timeout(DEADLINE_S):
                while True:
                    self._news.clear()
                    for n, event in enumerate(self.events):
                        if n not in self._used and fits(event, kind, fields):
                            self._used.add(n)
                            return event
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"no {kind.__name__} {fields} in {self.events}") from None

    async def settle(self) -> None:
        """One more command's answer comes after everything that came before it."""
        for _ in range(3):
            with contextlib.suppress(SwitchRefused, SwitchSilent):
                await self.do(HangUp(node=self.node, channel="nobody"))

    async def customer_calls(self, number: str, dialled: str) -> Party:
        return await self.pair.carrier.customer_calls(number, dialled, tone=TONES.get(number, 440))

    async def callee(self, number: str, kind: CalleeKind) -> None:
        how = Callee(behaviour=kind, tone=TONES.get(number, 620), ring_s=1 if kind == "answers" else 0)
        await self.pair.carrier.callee(number, how)

    async def robot(self, name: str) -> str:
        return await self.pair.carrier.robot(name, tone=TONES[f"robot-{name}"])

    async def phone_that_rings(self) -> str:
        return await self.pair.carrier.robot("one", tone=TONES["robot-one"], ring_s=40)

    async def rings_no_more(self, channel: str) -> None:
        async with asyncio.timeout(DEADLINE_S):
            while channel in await self.standing():
                await asyncio.sleep(0.05)

    async def hung_up_by_far_end(self, number: str, channel: str) -> None:
        await self.party(number).hang_up()

    def party(self, number: str) -> Party:
        """The newest party with this number."""
        return [party for party in self.pair.carrier.parties if party.number == number][-1]

    async def received_keys(self, number: str, channel: str, keys: str) -> None:
        try:
            await self._until(lambda: self.party(number).keys == keys)
        except TimeoutError:
            raise AssertionError(f"received {self.party(number).keys!r}") from None

    async def hears(self, channel: str, number: str, others: dict[str, str]) -> None:
        wanted = {TONES[other] for other in others.values()}
        await self._until(lambda: tones_at_end(self.party(number).heard) == wanted)

    async def hears_something(self, party: Party) -> None:
        """Wait until what a party hears just now is not silence."""
        await self._until(lambda: np.abs(tail_of(party.heard)).max(initial=0) > 0.01)

    async def recording_goes_on_with(self, recording: str, other: str) -> None:
        """Wait until what the recorded party hears just now is `other`."""
        heard = self.spool / f"{recording}-out.wav"
        await self._until(lambda: tones_at_end(heard) == {TONES[other]})

    async def _until(self, holds: Any) -> None:
        async with asyncio.timeout(DEADLINE_S):
            while not holds():
                await asyncio.sleep(0.05)

    async def device_registers(self) -> str:
        from tests.switch.sip_probe import Phone

        self._phone = await Phone.at(self.pair.house.address, self.pair.phone.name, PASSWORD)
        assert await self._phone.register() == 200
        return self.pair.phone.name

    async def device_unregisters(self, endpoint: str) -> None:
        assert await self._phone.register(expires=0) == 200
        self._phone.close()

    async def app_dies(self) -> None:
        """As with kill -9: nothing is said to the node."""
        self._run.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._run

    async def app_returns(self) -> None:
        self.switch = self._new_switch()
        self._run = asyncio.create_task(self.switch.run(self._deliver))
        before = len(self.events)
        await self._until(lambda: any(isinstance(e, InventoryTaken) for e in self.events[before:]))

    async def node_dies(self) -> None:
        await self.pair.process.kill()

    async def node_returns(self) -> None:
        await self.pair.process.start()

    async def provision(
        self, *more: Endpoint, trunks: tuple[Trunk, ...] = (), shut_out: tuple[str, ...] = ()
    ) -> bool:
        """Give the house more devices and trunks, and addresses that it does not hear."""
        devices = [self.pair.phone, self.pair.browser, *more]
        return await provision(self.pair.house, devices, [self.pair.trunk, *trunks], shut_out)

    async def registers(self, device: Endpoint) -> int:
        """What a phone with this name and password is answered when it registers (and goes again)."""
        from tests.switch.sip_probe import Phone

        phone = await Phone.at(self.pair.house.address, device.name, device.password)
        status = await phone.register()
        if status == 200:
            await phone.register(expires=0)
        phone.close()
        return status

    async def standing(self) -> list[str]:
        """The channels in the house's Asterisk, also those that are not ours."""
        ami = await connect_ami(self.pair.house)
        try:
            return [channel["Uniqueid"] for channel in await ami.listing("CoreShowChannels")]
        finally:
            await ami.close()

    async def stands_at_the_door(self) -> None:
        """Wait until somebody's call has come to the house."""
        async with asyncio.timeout(DEADLINE_S):
            while not await self.standing():
                await asyncio.sleep(0.05)

    async def nobody_stands(self) -> None:
        """Wait until no call is left in the house."""
        async with asyncio.timeout(DEADLINE_S):
            while await self.standing():
                await asyncio.sleep(0.05)

    async def recording_goes_silent(self, recording: str, channel: str) -> None:
        files = files_of(self.spool, recording)
        await self._until(lambda: all(_is_silent(file) for file in files))

    async def recording_sounds(self, recording: str, channel: str, number: str, other: str) -> None:
        said, heard = files_of(self.spool, recording)
        await self._until(
            lambda: (tones_at_end(said), tones_at_end(heard)) == ({TONES[number]}, {TONES[other]})
        )

    def recording_tells(self, recording: str) -> set[str] | None:
        names = {tone: number for number, tone in TONES.items()}
        return {
            f"{side}:{names[tone]}"
            for side in ("in", "out")
            for tone in tones_in(self.spool / f"{recording}-{side}.wav", names)
        }


def tail_of(file: Path) -> Samples:
    """The last 0.4 s of a sound file that is still being written."""
    raw = file.read_bytes()[44:] if file.exists() else b""
    return np.frombuffer(raw[: len(raw) // 2 * 2], "<i2")[-3200:].astype(np.float64) / 32768


def _is_silent(file: Path) -> bool:
    tail = tail_of(file)
    return len(tail) == 3200 and bool(np.abs(tail).max(initial=0) < 0.001)


def tones_at_end(file: Path) -> set[int]:
    """The tones in the last 0.4 s of a sound file that is still being written."""
    tail = tail_of(file)
    return {hertz for hertz in TONES.values() if amplitude(tail, 8_000, hertz) > 0.02}
