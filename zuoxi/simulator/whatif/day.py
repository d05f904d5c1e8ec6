"""One run: everybody of a plan calls, the engine decides, and each caller's fate is written down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from zuoxi.engine import events as e
from zuoxi.engine.facts import (
    AgentStateChanged,
    AnyFact,
    CallbackOwed,
    CallEnded,
    CallQueued,
    CallStarted,
    FactEnvelope,
    OfferMade,
    SegmentStarted,
)
from zuoxi.engine.pace import UNKNOWN
from zuoxi.simulator.floor import SimulatedFloor
from zuoxi.simulator.whatif.customers import Customer
from zuoxi.simulator.whatif.house import access_number, house
from zuoxi.simulator.whatif.plan import SLOT_S, Plan

START_MS = 1_789_999_200_000
"""The beginning of a half hour."""
LEAVES = "other"
Heard = Callable[[float], None]
"""Is told the part that is done, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one caller. `waited_ms` until he was answered, gave up or was told that all are busy."""

    customer: Customer
    outcome: Literal["answered", "gave_up", "told_busy"]
    waited_ms: int
    expected_ms: int = field(default=UNKNOWN, compare=False)
    """What he could have been told of his wait when it began; `UNKNOWN`: nothing."""


def play(
    plan: Plan,
    calling: Sequence[Customer],
    heard: Heard = lambda part: None,
    tells: Callable[[FactEnvelope], object] | None = None,
) -> list[Fate]:
    """The fates in the order of the calls. `heard` may raise to break the run off; `tells` is given the
    facts as a live floor writes them."""
    return _Day(plan, calling, heard, tells).play()


class _Day:
    def __init__(
        self,
        plan: Plan,
        calling: Sequence[Customer],
        heard: Heard,
        tells: Callable[[FactEnvelope], object] | None,
    ) -> None:
        self._plan, self._calling, self._heard = plan, calling, heard
        self._floor = SimulatedFloor("whatif", house(plan), START_MS, keeps_facts=False)
        self._floor.react = self._react
        self._floor.tells = tells
        self._number: dict[str, int] = {}
        """Call -> which of the customers it is."""
        self._expected: dict[int, int] = {}
        self._fates: list[Fate | None] = [None] * len(calling)
        self._going: set[str] = set()
        """Agents whose shift is over when the call that they have is."""

    def play(self) -> list[Fate]:
        for team, has in enumerate(self._plan.teams):
            for number in range(has.agents):
                agent = f"{team}-{number}"
                if has.comes:
                    self._floor.at(_moment(has.comes), partial(self._come, agent))
                else:
                    self._come(agent)
                if has.goes is not None:
                    self._floor.at(_moment(has.goes), partial(self._go, agent))
        if self._calling:
            self._floor.at(START_MS + self._calling[0].arrives_ms, lambda: self._call(0))
        self._floor.play()
        return [fate for fate in self._fates if fate is not None]

    def _come(self, agent: str) -> None:
        self._floor.switch.device_registers(agent)
        self._floor.ask(e.SignInRequested, agent, device="", desktop="page")
        self._floor.ask(e.ReadyRequested, agent)

    def _go(self, agent: str) -> None:
        self._going.add(agent)
        self._floor.ask(e.NotReadyRequested, agent, reason=LEAVES)

    def _call(self, number: int) -> None:
        """One calls, and the next is on his way: no more plans stand than people who are there."""
        self._floor.switch.customer_calls(f"139{number:08}", access_number(self._calling[number].queue))
        if number + 1 < len(self._calling):
            self._floor.at(START_MS + self._calling[number + 1].arrives_ms, lambda: self._call(number + 1))
        if number % 500 == 0:
            self._heard(number / len(self._calling))

    def _react(self, fact: AnyFact) -> None:
        match fact:
            case CallStarted(call=call, customer_number=dialled):
                self._number[call] = int(dialled[-8:])
            case CallQueued(call=call, expected_ms=expected):
                self._expected[self._number[call]] = expected
                self._wait(call)
            case OfferMade(call=call, person=person):
                moment = self._floor.now + round(self._plan.ring_s * 1000)
                self._floor.at(moment, lambda: self._floor.ask(e.AnswerRequested, person, call=call))
            case SegmentStarted(call=call):
                self._write(call, "answered")
                talks = self._calling[self._number[call]].talk_ms
                self._floor.at(self._floor.now + talks, lambda: self._floor.customer_hangs_up(call))
            case CallbackOwed(call=call, reason="queue_timeout" | "queue_full" | "unstaffed"):
                self._write(call, "told_busy")
            case CallEnded(call=call):
                del self._number[call]
            case AgentStateChanged(person=person, state="not_ready") if person in self._going:
                self._going.remove(person)
                self._floor.at(self._floor.now, lambda: self._floor.ask(e.SignOutRequested, person))

    def _wait(self, call: str) -> None:
        customer = self._calling[self._number[call]]
        if customer.patience_ms:
            moment = START_MS + customer.arrives_ms + customer.patience_ms
            self._floor.at(moment, lambda: self._give_up(call))

    def _give_up(self, call: str) -> None:
        if call in self._number and self._fates[self._number[call]] is None:
            self._write(call, "gave_up")
            self._floor.customer_hangs_up(call)

    def _write(self, call: str, outcome: Literal["answered", "gave_up", "told_busy"]) -> None:
        """What happens first to a caller is his fate."""
        number = self._number[call]
        if self._fates[number] is None:
            customer = self._calling[number]
            waited = self._floor.now - START_MS - customer.arrives_ms
            self._fates[number] = Fate(customer, outcome, waited, self._expected.pop(number, UNKNOWN))


def _moment(slot: int) -> int:
    return START_MS + slot * SLOT_S * 1000
