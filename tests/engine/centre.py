"""A whole centre in virtual time: the floor and the fake switch, event by event, command by command."""

from collections import deque
from typing import Any

from tests.engine.house import CONFIG, NODE, START
from tests.engine.ledger import Ledger
from zuoxi.engine import events, floor
from zuoxi.engine.commands import AnyCommand, AnySwitchCommand, AskGate, AskPermit, Reply, SwitchCommand
from zuoxi.engine.config import FloorConfig
from zuoxi.engine.encoding import dump, load
from zuoxi.engine.gate import DialPermit
from zuoxi.engine.state import Agent, Call
from zuoxi.switch.fake import FakeSwitch
from zuoxi.switch.fake_parts import Answers, Refuses
from zuoxi.switch.outcome import told_of
from zuoxi.switch.port import SwitchRefused, SwitchSilent

STANDSTILL = 2_000
"""More deadlines than this fall due at one moment only when one of them is set again and again."""


def permit_for(asked: AskPermit) -> DialPermit:
    """The gate lets a caller be put through."""
    return DialPermit(
        attempt=f"attempt-{asked.call}-{asked.number}",
        call=f"through-{asked.call}-{asked.number}",
        tenant=asked.tenant,
        path=asked.path,
        person="",
        number=asked.to,
        caller_id="4008001234",
        trunk="trunk",
        service_line=asked.service_line,
        service_line_name=asked.service_line_name,
        expires_at=0,
        purpose="put_through",
    )


class Centre:
    """What people do is a verb; everything that follows from it has happened when the verb returns."""

    def __init__(self, config: FloorConfig = CONFIG, *others: str, linked: bool = True) -> None:
        """`others`: more switch nodes; `linked`: all can be linked with each other."""
        self.switches = {node: FakeSwitch(node, now_ms=START) for node in (NODE, *others)}
        self.switch = self.switches[NODE]
        for switch in self.switches.values():
            switch.when_dialled("13800000009", Answers(after_ms=2_000))
            switch.when_dialled("13800000008", Refuses(cause=17, after_ms=1_000))
            for other in self.switches.values():
                if linked and other is not switch:
                    switch.can_be_linked_with(other)
        self.state = floor.empty()
        self.ledger = Ledger()
        self.refused: list[tuple[AnySwitchCommand, str]] = []
        self.replies: dict[str, str] = {}
        self._told: deque[events.AnyEvent] = deque()
        self._asked = 0
        self.tell(events.EpochStarted(epoch=1, seed="seed"))
        self.tell(events.ConfigChanged(config=config))
        for switch in self.switches.values():
            switch.connect(self._told.append)  # type: ignore[arg-type]  # each is one of AnyEvent
        self.settle()

    def tell(self, event: events.AnyEvent) -> None:
        self._told.append(event)
        self.settle()

    def settle(self) -> None:
        """Take everything that has been told."""
        while self._told:
            event = self._told.popleft()
            self.state, commands = floor.step(self.state, event, self.switch.now_ms)
            self.ledger.read(commands)
            for command in commands:
                self._carry_out(command)

    def _carry_out(self, command: AnyCommand) -> None:
        if isinstance(command, Reply):
            self.replies[command.request] = command.code
            return
        if isinstance(command, AskGate):
            self._told.append(events.GateAnswered(call=command.call))
        if isinstance(command, AskPermit):
            permit = permit_for(command)
            self._told.append(events.PermitAnswered(call=command.call, number=command.number, permit=permit))
        if not isinstance(command, SwitchCommand):
            return
        try:
            self.switches[command.node].carry_out(command)
        except (SwitchRefused, SwitchSilent) as outcome:
            self.refused.append((command, outcome.reason))
            self._told.append(told_of(command, outcome))

    def killed(self) -> None:
        """The process of the floor is killed, and the next one goes on with what is on the disk."""
        for switch in self.switches.values():
            switch.disconnect()
        self._told.clear()
        self.state = load(dump(self.state))
        self.tell(events.EpochStarted(epoch=self.state.epoch + 1, seed="another"))
        for switch in self.switches.values():
            switch.connect(self._told.append)  # type: ignore[arg-type]  # each is one of AnyEvent
        self.settle()

    def wait(self, span: int) -> None:
        """Time passes, in the switch and on the floor; a deadline set again for the same moment is told."""
        end, moment, times = self.switch.now_ms + span, -1, 0
        while True:
            times = times + 1 if self.switch.now_ms == moment else 0
            moment = self.switch.now_ms
            assert times < STANDSTILL, f"time stands still: {floor.next_deadline(self.state)}"
            moments = (
                floor.next_deadline(self.state),
                *(one.next_due() for one in self.switches.values()),
            )
            due = min((one for one in moments if one is not None), default=None)
            if due is None or due > end:
                break
            self._advance(max(due - self.switch.now_ms, 0))
            deadline = floor.next_deadline(self.state)
            if deadline is not None and deadline <= self.switch.now_ms:
                self.tell(events.TimePassed())
        self._advance(end - self.switch.now_ms)

    def _advance(self, ms: int) -> None:
        for switch in self.switches.values():
            switch.advance(ms)
        self.settle()

    # -- people ----------------------------------------------------------------------------------------

    def ask(self, kind: type[events.Request], person: str, **fields: Any) -> str:
        """Ask for something; the code of the answer."""
        self._asked += 1
        name = f"r{self._asked}"
        self.tell(kind(request=name, person=person, expect=None, **fields))  # type: ignore[arg-type]
        return self.replies[name]

    def come_to_work(self, person: str, node: str = NODE) -> None:
        """Page, device and line; ready."""
        self.ask(events.SignInRequested, person, device="", desktop=f"page-{person}", takeover=True)
        for other in self.switches.values():
            if other.node != node:
                other.device_unregisters(f"ep-{person}")
        self.switches[node].device_registers(f"ep-{person}")
        self.settle()
        self.ask(events.ReadyRequested, person)

    def customer_calls(
        self, number: str = "13800000001", dialled: str = "4008009999", node: str = NODE
    ) -> str:
        """The name of the customer's channel."""
        channel = self.switches[node].customer_calls(number, dialled)
        self.settle()
        return channel

    def hangs_up(self, channel: str) -> None:
        """The party behind a channel goes."""
        for switch in self.switches.values():
            switch.customer_hangs_up(channel)
        self.settle()

    def agent(self, person: str) -> Agent:
        return self.state.agents[person]

    def only_call(self) -> Call:
        (call,) = self.state.calls.values()
        return call
