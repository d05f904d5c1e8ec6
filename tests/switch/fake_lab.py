"""The contract's far end on the fake switch: what the script does, in virtual time."""

from typing import Any

from tests.switch.lab import CalleeKind, E, fits
from zuoxi.engine.commands import AnySwitchCommand
from zuoxi.engine.events import SwitchEvent
from zuoxi.switch.fake import FakeSwitch
from zuoxi.switch.fake_parts import Announces, Answers, Behaviour, Refuses, Rings

KINDS: dict[CalleeKind, Behaviour] = {
    "answers": Answers(after_ms=1_000),
    "busy": Refuses(cause=17),
    "no-answer": Rings(),
    "powered-off": Announces(cause=20),
}


class FakeParty:
    def __init__(self, switch: FakeSwitch, channel: str) -> None:
        self._switch, self._channel = switch, channel

    async def hang_up(self) -> None:
        self._switch.customer_hangs_up(self._channel)

    async def press(self, digits: str) -> None:
        self._switch.presses(self._channel, digits)


class FakeLab:
    def __init__(self) -> None:
        self.switch = FakeSwitch()
        self.node, self.trunk = self.switch.node, self.switch.trunk
        self.events: list[SwitchEvent] = []
        self._used: set[int] = set()
        self.switch.connect(self.events.append)

    async def do(self, command: AnySwitchCommand) -> None:
        await self.switch.do(command)

    async def expect(self, kind: type[E], **fields: Any) -> E:
        for _ in range(100):
            for n, event in enumerate(self.events):
                if n not in self._used and fits(event, kind, fields):
                    self._used.add(n)
                    return event
            self.switch.advance(100)
        raise AssertionError(f"no {kind.__name__} {fields} in {self.events}")

    async def settle(self) -> None:
        self.switch.advance(1_000)

    async def customer_calls(self, number: str, dialled: str) -> FakeParty:
        return FakeParty(self.switch, self.switch.customer_calls(number, dialled))

    async def callee(self, number: str, kind: CalleeKind) -> None:
        self.switch.when_dialled(number, KINDS[kind])

    async def robot(self, name: str) -> str:
        address = f"sip:robot-{name}@127.0.0.3:5060"
        self.switch.when_dialled(address, Answers())
        return address

    async def phone_that_rings(self) -> str:
        address = "sip:nobody@127.0.0.3:5060"
        self.switch.when_dialled(address, Rings())
        return address

    async def rings_no_more(self, channel: str) -> None:
        assert channel not in self.switch.channels

    async def hung_up_by_far_end(self, number: str, channel: str) -> None:
        self.switch.customer_hangs_up(channel)

    async def received_keys(self, number: str, channel: str, keys: str) -> None:
        assert self.switch.channels[channel].keys_received == keys

    async def hears(self, channel: str, number: str, others: dict[str, str]) -> None:
        assert self.switch.hears(channel) == set(others)

    async def device_registers(self) -> str:
        self.switch.device_registers("p-1")
        return "p-1"

    async def device_unregisters(self, endpoint: str) -> None:
        self.switch.device_unregisters(endpoint)

    async def app_dies(self) -> None:
        self.switch.disconnect()

    async def app_returns(self) -> None:
        self.switch.connect(self.events.append)

    async def node_dies(self) -> None:
        self.switch.dies()

    async def node_returns(self) -> None:
        self.switch.comes_back()

    async def recording_goes_silent(self, recording: str, channel: str) -> None:
        assert recording in self.switch.channels[channel].hushed

    async def recording_sounds(self, recording: str, channel: str, number: str, other: str) -> None:
        assert recording not in self.switch.channels[channel].hushed

    def recording_tells(self, recording: str) -> set[str] | None:
        return None
