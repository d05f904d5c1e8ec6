"""A floor in virtual time: the same engine as the live one, on the fake switch, with planned people."""

import heapq
import itertools
from collections import deque
from collections.abc import Callable
from typing import Any

from zuoxi.engine import events as e
from zuoxi.engine import floor
from zuoxi.engine.commands import AnyCommand, RecordFact, SwitchCommand
from zuoxi.engine.config import FloorConfig
from zuoxi.engine.facts import AnyFact, FactEnvelope
from zuoxi.live.callers import Barring, known
from zuoxi.live.envelopes import Origin, envelopes
from zuoxi.switch.fake import FakeSwitch
from zuoxi.switch.outcome import told_of
from zuoxi.switch.port import SwitchRefused, SwitchSilent

React = Callable[[AnyFact], None]


class SimulatedFloor:
    """Plays plans (moment -> action) until nothing is left to happen; `facts` holds what came of it.

    `react` hears each fact at its moment and may plan more; with `keeps_facts` off nothing else remembers
    them. `tells` is given each with all that is known of its writing; None: nobody asks.
    """

    def __init__(
        self,
        name: str,
        config: FloorConfig,
        start_ms: int,
        *,
        node: str = "house",
        barring: Barring = lambda number: (),
        keeps_facts: bool = True,
    ) -> None:
        self.facts: list[FactEnvelope] = []
        self.tells: Callable[[FactEnvelope], object] | None = self.facts.append if keeps_facts else None
        self.switch = FakeSwitch(node, now_ms=start_ms)
        self.switch.keep_commands = False
        self.react: React = lambda fact: None
        self._name = name
        self._state = floor.empty()
        self._told: deque[e.AnyEvent] = deque()
        self._plans: list[tuple[int, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self.tell(e.EpochStarted(epoch=1, seed=name))
        self.tell(e.ConfigChanged(config=config))
        self.switch.connect(lambda event: self._told.append(known(event, barring)))  # type: ignore[arg-type]
        self._settle()

    @property
    def now(self) -> int:
        """The present moment of the simulation."""
        return self.switch.now_ms

    def at(self, moment: int, action: Callable[[], None]) -> None:
        """Let something happen at a moment (at once if it is past)."""
        heapq.heappush(self._plans, (max(moment, self.now), next(self._order), action))

    def ask(self, kind: type[e.Request], person: str, **fields: Any) -> None:
        """A person asks for something."""
        self.tell(kind(request="", person=person, expect=None, **fields))  # type: ignore[arg-type]

    def tell(self, event: e.AnyEvent) -> None:
        """The floor is told an event, and does what comes of it."""
        self._told.append(event)
        self._settle()

    def customer_hangs_up(self, call: str) -> None:
        """The customer of a call hangs up, if it still stands."""
        known = self._state.calls.get(call)
        if known is not None and known.channel:
            self.switch.customer_hangs_up(known.channel)
            self._settle()

    def play(self) -> None:
        """Let time pass until no plan is left and every call has ended."""
        while (due := self._next()) is not None:
            self.switch.advance(max(due - self.now, 0))
            self._settle()
            while self._plans and self._plans[0][0] <= self.now:
                heapq.heappop(self._plans)[2]()
                self._settle()
            deadline = floor.next_deadline(self._state)
            if deadline is not None and deadline <= self.now:
                self.tell(e.TimePassed())

    def _next(self) -> int | None:
        if not self._plans and not self._state.calls:
            return None
        moments = (
            self._plans[0][0] if self._plans else None,
            self.switch.next_due(),
            floor.next_deadline(self._state),
        )
        return min((moment for moment in moments if moment is not None), default=None)

    def _settle(self) -> None:
        while self._told:
            event = self._told.popleft()
            self._state, commands = floor.step(self._state, event, self.now)
            if self.tells is not None:
                origin = Origin(floor=self._name, epoch=1, wall=self.now)
                for envelope in envelopes(commands, event, origin):
                    self.tells(envelope)
            for command in commands:
                self._carry_out(command)

    def _carry_out(self, command: AnyCommand) -> None:
        if isinstance(command, RecordFact):
            self.react(command.fact)
        elif isinstance(command, SwitchCommand):
            try:
                self.switch.carry_out(command)
            except (SwitchRefused, SwitchSilent) as outcome:
                self._told.append(told_of(command, outcome))
