"""`zuoxi bench acd`: how fast and how right the floor distributes calls, on the fake switch in virtual time.

Customers call as a Poisson stream that keeps the agents busy; some hang up while they wait, some agents miss
their call, a few hold. Only the time inside `floor.step` is counted. `assign_p99_ms` is the time from telling
the floor the event that makes an assignment possible until the offer stands among its commands.
"""

import argparse
import heapq
import itertools
import json
import random
import sys
from collections import deque
from collections.abc import Callable
from time import perf_counter, thread_time
from typing import Any

from zuoxi.assembly.bench.acd_house import STRATEGIES, WRAP_UP_MS, house
from zuoxi.assembly.bench.acd_oracle import Oracle
from zuoxi.engine import events as e
from zuoxi.engine import floor
from zuoxi.engine.commands import AnyCommand, RecordFact, SwitchCommand
from zuoxi.engine.config import FloorConfig
from zuoxi.engine.facts import CallQueued, OfferMade, SegmentStarted
from zuoxi.switch.fake import FakeSwitch
from zuoxi.switch.outcome import told_of
from zuoxi.switch.port import SwitchRefused, SwitchSilent

NODE = "bench"
START_MS = 1_790_000_000_000
TALK_MS, ANSWER_MS = 60_000, 2_500
MIXED = "mixed"
"""Each queue by the next strategy of all."""
LOAD = 0.95
"""Share of the agents' time that the customers ask for: enough for queues to form and to empty again."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--agents", type=int, default=1_000)
    parser.add_argument("--calls", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--strategy", choices=(MIXED, *STRATEGIES), default=MIXED)
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Measure and print; 1 when anything was wrong, lost or double."""
    figures = measure(options.agents, options.calls, options.seed, options.strategy)
    lines = (f"{name:>16}  {_written(value)}" for name, value in figures.items())
    sys.stdout.write((json.dumps(figures) if options.json else "\n".join(lines)) + "\n")
    return int(any(figures[name] for name in ("wrong", "lost", "double")))


def measure(agents: int = 1_000, calls: int = 5_000, seed: int = 1, strategy: str = MIXED) -> dict[str, Any]:
    """Distribute `calls` calls over `agents` agents; the figures by name."""
    strategies = tuple(one for one in STRATEGIES if strategy in (MIXED, one))
    return figures_of(Bench(house(agents, strategies), calls, seed))


def figures_of(bench: "Bench") -> dict[str, Any]:
    """Let a floor live until its last call has ended, and count."""
    bench.play()
    spent = sum(bench.spent)
    return {
        "decisions_per_s": round(len(bench.spent) / spent),
        "decisions_per_processor_s": round(len(bench.spent) / bench.processor_s),
        "assign_p99_ms": round(_p99(bench.assigning) * 1000, 3),
        "wrong": bench.oracle.wrong,
        "lost": bench.calls - bench.oracle.ended,
        "double": bench.oracle.double,
        "events": len(bench.spent),
        "agents": len(bench.config.agents),
        "calls": bench.calls,
        "offers": bench.oracle.offers,
        "strategies": sorted({queue.strategy for queue in bench.config.queues}),
    }


def _written(value: float | list[str]) -> str:
    return ", ".join(value) if isinstance(value, list) else f"{value:,}"


def _p99(spans: list[float]) -> float:
    return sorted(spans)[int(len(spans) * 0.99)] if spans else 0.0


class Bench:
    """One floor, one fake switch, and people who act by chance but the same each time."""

    def __init__(self, config: FloorConfig, calls: int, seed: int) -> None:
        self.config = config
        self.calls = calls
        self.oracle = Oracle(self.config)
        self.spent: list[float] = []
        """Seconds of each step."""
        self.processor_s = 0.0
        """Processor time of all steps: it hardly counts who else works on the machine."""
        self.assigning: list[float] = []
        """Seconds of the steps that made an offer."""
        self._random = random.Random(seed)  # noqa: S311 - a load, not a secret
        self.state = floor.empty()
        self._switch = FakeSwitch(NODE, now_ms=START_MS)
        self._switch.keep_commands = False
        self._told: deque[e.AnyEvent] = deque()
        self._plans: list[tuple[int, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._gap_ms = (TALK_MS + WRAP_UP_MS + ANSWER_MS) / (len(config.agents) * LOAD)

    def play(self) -> None:
        """Everybody signs in, all calls come and end."""
        self._tell(e.EpochStarted(epoch=1, seed="bench"))
        self._tell(e.ConfigChanged(config=self.config))
        self._switch.connect(self._told.append)  # type: ignore[arg-type]  # each is one of AnyEvent
        for agent in self.config.agents:
            self._switch.device_registers(agent.devices[0].endpoint)
            self._ask(e.SignInRequested, agent.person_id, device="", desktop="page")
            self._ask(e.ReadyRequested, agent.person_id)
        self._settle()
        self.spent.clear()
        self.assigning.clear()
        self.processor_s = 0.0
        self._plan(0, lambda: self._customer(self.calls))
        while (due := self._next()) is not None:
            self._switch.advance(due - self._switch.now_ms)
            while self._plans and self._plans[0][0] <= due:
                heapq.heappop(self._plans)[2]()
                self._settle()
            deadline = floor.next_deadline(self.state)
            if deadline is not None and deadline <= due:
                self._tell(e.TimePassed())
            self._settle()

    def _next(self) -> int | None:
        """The next moment at which something happens; None when all is over."""
        if not self._plans and not self.state.calls:
            return None
        moments = (
            self._plans[0][0] if self._plans else None,
            self._switch.next_due(),
            floor.next_deadline(self.state),
        )
        return min((moment for moment in moments if moment is not None), default=None)

    # -- the loop --------------------------------------------------------------------------------------

    def _settle(self) -> None:
        while self._told:
            self._step(self._told.popleft())

    def _tell(self, event: e.AnyEvent) -> None:
        self._told.append(event)
        self._settle()

    def _step(self, event: e.AnyEvent) -> None:
        now = self._switch.now_ms
        before, begun = thread_time(), perf_counter()
        self.state, commands = floor.step(self.state, event, now)
        span = perf_counter() - begun
        self.processor_s += thread_time() - before
        self.spent.append(span)
        for command in commands:
            if isinstance(command, RecordFact):
                self.oracle.read(command)
                if isinstance(command.fact, OfferMade):
                    self.assigning.append(span)
                self._react(command.fact)
            elif isinstance(command, SwitchCommand):
                try:
                    self._switch.carry_out(command)
                except (SwitchRefused, SwitchSilent) as outcome:
                    self._told.append(told_of(command, outcome))
        self.oracle.step_is_over()
        self.heard(event, commands)

    def heard(self, event: e.AnyEvent, commands: tuple[AnyCommand, ...]) -> None:
        """What has come of an event; who listens overrides it."""

    # -- people ----------------------------------------------------------------------------------------

    def _plan(self, after_ms: float, action: Callable[[], None]) -> None:
        heapq.heappush(self._plans, (self._switch.now_ms + round(after_ms), next(self._order), action))

    def _ask(self, kind: type[e.Request], person: str, **fields: Any) -> None:
        self._told.append(kind(request="", person=person, expect=None, **fields))  # type: ignore[arg-type]

    def _customer(self, left: int) -> None:
        """One customer calls, and the next is on his way."""
        access = self._random.choice(self.config.access_numbers)
        self._switch.customer_calls(f"138{left:08}", access.number)
        if left > 1:
            self._plan(self._random.expovariate(1 / self._gap_ms), lambda: self._customer(left - 1))

    def _react(self, fact: object) -> None:
        """What people do about what has happened."""
        match fact:
            case CallQueued(call=call) if self._random.random() < 0.1:
                self._plan(self._random.uniform(0, 30_000), lambda: self._hang_up_by_customer(call))
            case OfferMade(call=call, person=person) if self._random.random() < 0.97:
                after = self._random.uniform(500, 2 * ANSWER_MS)
                self._plan(after, lambda: self._ask(e.AnswerRequested, person, call=call))
            case SegmentStarted(call=call, person=person):
                self._talk(call, person, self._random.expovariate(1 / TALK_MS))

    def _talk(self, call: str, person: str, span: float) -> None:
        if self._random.random() < 0.1:
            self._plan(span / 3, lambda: self._ask(e.HoldRequested, person, call=call))
            self._plan(span / 2, lambda: self._ask(e.ResumeRequested, person, call=call))
        if self._random.random() < 0.5:
            self._plan(span, lambda: self._hang_up_by_customer(call))
        else:
            self._plan(span, lambda: self._ask(e.HangUpRequested, person, call=call))

    def _hang_up_by_customer(self, call: str) -> None:
        known = self.state.calls.get(call)
        if known is not None:
            self._switch.customer_hangs_up(known.channel)
