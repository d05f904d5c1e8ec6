"""What customers and agents of the sample company do next: pure, from what the floor shows.

`Traffic.acts` is asked every second. Customers call at a rate, hang up when their patience or what they had
to say is at an end. Agents come in, are ready, take up the phone (a robot's, which does so by itself), write
a result, now and then take a rest. Whoever works at his desk himself is left alone.
"""

import random
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal

from zuoxi.engine.view import AgentView, CallView
from zuoxi.kernel.record import Record

Rate = Literal["calm", "lively", "rush"]
PER_MINUTE: dict[Rate, float] = {"calm": 2.0, "lively": 4.0, "rush": 9.0}
"""Calls; six agents take some five a minute."""
PATIENCE_S, TALK_S = 60.0, 55.0
WRITES_S = (4.0, 14.0)
RESTS_S = (20.0, 60.0)
RESTS = 0.12
"""Share of calls after which an agent takes a rest."""
RESULTS = ("answered_question", "order_taken", "call_again", "complaint_taken", "thinking")
REST = "rest"
SAFETY_S = 300
"""A caller whom nobody watches any more hangs up by himself after this long."""


class ComeIn(Record, tag=True):
    """Sign in at the robot's phone and be ready."""

    person: str


class BeReady(Record, tag=True):
    person: str


class TakeRest(Record, tag=True):
    """Not ready from now, or from the end of the work after the call."""

    person: str


class WriteResult(Record, tag=True):
    person: str
    call: str
    result: str


class CustomerCalls(Record, tag=True):
    number: str
    dialled: str


class CustomerHangsUp(Record, tag=True):
    number: str


Act = ComeIn | BeReady | TakeRest | WriteResult | CustomerCalls | CustomerHangsUp


class Traffic:
    """Everybody of one run. `phones`: person -> his robot's phone; `numbers`: customers who may call."""

    def __init__(
        self,
        rate: Rate,
        phones: Mapping[str, str],
        numbers: Collection[str],
        dialled: Collection[str],
        chance: random.Random,
    ) -> None:
        self._mean_s = 60 / PER_MINUTE[rate]
        self._phones, self._numbers, self._dialled = phones, tuple(numbers), tuple(dialled)
        self._chance = chance
        self._next_call = 0.0
        self._until: dict[tuple[str, str], float] = {}
        """(who, what he does) -> until when, s."""
        self._resting: set[str] = set()

    def acts(
        self, agents: Mapping[str, AgentView], calls: Collection[CallView], now_s: float
    ) -> Iterator[Act]:
        """What happens now; `now_s` is any clock that only grows."""
        yield from self._agents(agents, now_s)
        yield from self._customers(calls, now_s)

    def own(self, agents: Mapping[str, AgentView]) -> Iterator[AgentView]:
        """The agents who sit at robots' phones; others work themselves."""
        for person, device in self._phones.items():
            view = agents.get(person)
            if view is not None and view.device == device:
                yield view

    def _agents(self, agents: Mapping[str, AgentView], now_s: float) -> Iterator[Act]:
        for person in self._phones:
            if person not in agents:
                yield ComeIn(person=person)
        for view in self.own(agents):
            person = view.id
            if view.state == "wrap_up" and self._over(person, f"writes {view.call}", WRITES_S, now_s):
                if self._chance.random() < RESTS:
                    self._resting.add(person)
                yield WriteResult(person=person, call=view.call, result=self._chance.choice(RESULTS))
            elif view.state == "ready" and person in self._resting:
                yield TakeRest(person=person)
            elif view.state == "not_ready" and person not in self._resting:
                yield BeReady(person=person)
            elif view.state == "not_ready" and self._over(person, "rests", RESTS_S, now_s):
                self._resting.discard(person)
                self._until.pop((person, "rests"), None)
                yield BeReady(person=person)

    def _customers(self, calls: Collection[CallView], now_s: float) -> Iterator[Act]:
        there = {call.customer_number: call for call in calls}
        for number, call in there.items():
            if number in self._numbers and call.direction == "inbound" and self._has_enough(call, now_s):
                yield CustomerHangsUp(number=number)
        if now_s >= self._next_call:
            self._next_call = now_s + self._chance.expovariate(1 / self._mean_s)
            free = [number for number in self._numbers if number not in there]
            if free:
                yield CustomerCalls(
                    number=self._chance.choice(free), dialled=self._chance.choice(self._dialled)
                )

    def _has_enough(self, call: CallView, now_s: float) -> bool:
        mean_s, what = (TALK_S, "talks") if call.answered_at else (PATIENCE_S, "waits")
        key = (call.id, what)
        if key not in self._until:
            self._until[key] = now_s + max(3.0, self._chance.expovariate(1 / mean_s))
        return now_s >= self._until[key]

    def _over(self, who: str, what: str, span_s: tuple[float, float], now_s: float) -> bool:
        key = (who, what)
        if key not in self._until:
            self._until[key] = now_s + self._chance.uniform(*span_s)
        return now_s >= self._until[key]


def agents_of(views: Iterable[object], tenant: str) -> dict[str, AgentView]:
    """The company's agents who are signed in, by person."""
    return {view.id: view for view in views if isinstance(view, AgentView) and view.tenant == tenant}


def calls_of(views: Iterable[object], tenant: str) -> list[CallView]:
    """The company's calls."""
    return [view for view in views if isinstance(view, CallView) and view.tenant == tenant]
