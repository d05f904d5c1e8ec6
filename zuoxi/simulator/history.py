"""Earlier calls of the sample company: three days of simulated customers and agents, by the same engine.

What comes of it are facts, recorded as those of the live floor are. There is no sound, so these calls have no
recordings.
"""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from zuoxi.calls.services import facts as books
from zuoxi.calls.services import notes
from zuoxi.compliance.selectors import barred_now
from zuoxi.engine import events as e
from zuoxi.engine.config import AgentConfig, FloorConfig
from zuoxi.engine.facts import (
    AnyFact,
    CallQueued,
    DispositionGiven,
    FactEnvelope,
    OfferMade,
    RecordingFinished,
    SegmentEnded,
    SegmentStarted,
)
from zuoxi.kernel.clock import to_datetime, to_ms
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.selectors.people import phone_people, tenant_timezone
from zuoxi.simulator import names
from zuoxi.simulator.floor import SimulatedFloor
from zuoxi.telephony.selectors import floor as telephony

FLOOR = "sample"
"""A floor of its own, so that its facts are never counted with those of the live one."""
DAYS = 3
OPENS, CLOSES = dt.time(9), dt.time(18)
GAP_MS = 16 * 60_000
"""A customer calls about this often."""
ON_SHIFT = 5
IMPATIENT, OVERLOOKED = 0.12, 0.05
"""Shares of customers who soon hang up in the queue, and of offers that an agent does not take."""
PATIENCE_MS, TALK_MS, WRAP_UP_MS = 12_000, 95_000, 14_000
RESULTS = ("answered_question", "order_taken", "call_again", "complaint_taken", "thinking")


def earlier_calls(tenant: UUID, now: dt.datetime) -> int:
    """Record some days of calls up to `now`; returns how many facts came of them."""
    barred = {number: (owner,) for owner, number, until in barred_now() if until > to_ms(now)}
    config = _config(tenant)
    envelopes = History(config, ZoneInfo(tenant_timezone(tenant)), now, barred).play()
    kept = [told for told in map(_without_sound, envelopes) if told is not None]
    books.record(kept)
    _noted(kept)
    return len(kept)


def _noted(told: Sequence[FactEnvelope]) -> None:
    """What the agents wrote down about their conversations."""
    given = [(one, one.fact) for one in told if isinstance(one.fact, DispositionGiven)]
    people = {person.id: person for person in phone_people()}
    for place, (envelope, fact) in enumerate(given):
        words = names.NOTES.get(fact.disposition, ())
        text = words[place % len(words)] if words else ""
        if text:
            person = people[UUID(fact.person)]
            notes.write(Actor(person, to_datetime(envelope.occurred_at)), UUID(fact.call), text)


def _config(tenant: UUID) -> FloorConfig:
    own = str(tenant)
    return FloorConfig(
        version=1,
        skill_groups=telephony.skill_groups(),
        queues=tuple(queue for queue in telephony.queues() if queue.tenant == own),
        access_numbers=tuple(number for number in telephony.access_numbers() if number.tenant == own),
        agents=tuple(agent for agent in telephony.agents() if agent.tenant == own and agent.groups),
        trunks=telephony.trunks(),
    )


def _without_sound(envelope: FactEnvelope) -> FactEnvelope | None:
    if isinstance(envelope.fact, RecordingFinished):
        return None
    if isinstance(envelope.fact, SegmentStarted):
        return msgspec.structs.replace(envelope, fact=msgspec.structs.replace(envelope.fact, recording=""))
    return envelope


class History:
    """People who act by chance, but by the same chance each time."""

    def __init__(
        self,
        config: FloorConfig,
        timezone: ZoneInfo,
        now: dt.datetime,
        barred: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._config = config
        self._chance = random.Random(7)  # noqa: S311 - a story, not a secret
        self._end = to_ms(now - dt.timedelta(minutes=10))
        self._days = [self._day(now, timezone, ago) for ago in range(DAYS, -1, -1)]
        self._floor = SimulatedFloor(FLOOR, config, self._days[0][0], barring=lambda one: barred.get(one, ()))
        self._floor.react = self._react
        self._segments: dict[str, str] = {}

    def play(self) -> list[FactEnvelope]:
        """The facts of all days."""
        for opens, closes in self._days:
            if opens < closes:
                self._shift(opens, closes)
        self._floor.play()
        return self._floor.facts

    def _day(self, now: dt.datetime, timezone: ZoneInfo, ago: int) -> tuple[int, int]:
        date = now.astimezone(timezone).date() - dt.timedelta(days=ago)
        opens, closes = (to_ms(dt.datetime.combine(date, time, timezone)) for time in (OPENS, CLOSES))
        return opens, min(closes, self._end)

    def _shift(self, opens: int, closes: int) -> None:
        for agent in self._chance.sample(self._config.agents, ON_SHIFT):
            self._floor.at(opens + self._chance.randrange(600_000), partial(self._come, agent))
            self._floor.at(closes, partial(self._go, agent))
        moment = opens + 900_000
        while moment < closes - 600_000:
            self._floor.at(moment, self._call)
            moment += round(self._chance.expovariate(1 / GAP_MS))

    def _come(self, agent: AgentConfig) -> None:
        for device in agent.devices:
            self._floor.switch.device_registers(device.endpoint)
        self._floor.ask(e.SignInRequested, agent.person_id, device="", desktop=f"page-{agent.number}")
        self._floor.ask(e.ReadyRequested, agent.person_id)

    def _go(self, agent: AgentConfig) -> None:
        self._floor.ask(e.SignOutRequested, agent.person_id)

    def _call(self) -> None:
        number = names.customer_number(self._chance.randrange(40))
        dialled = self._chance.choice(self._config.access_numbers).number
        self._floor.switch.customer_calls(number, dialled)

    def _soon(self, mean_ms: int) -> int:
        return self._floor.now + round(self._chance.uniform(0.4, 1.8) * mean_ms)

    def _react(self, fact: AnyFact) -> None:
        """What people do about what has happened."""
        match fact:
            case CallQueued(call=call) if self._chance.random() < IMPATIENT:
                self._floor.at(self._soon(PATIENCE_MS // 4), lambda: self._floor.customer_hangs_up(call))
            case OfferMade(call=call, person=person) if self._chance.random() > OVERLOOKED:
                self._floor.at(
                    self._soon(4_000), lambda: self._floor.ask(e.AnswerRequested, person, call=call)
                )
            case SegmentStarted(call=call, person=person):
                self._segments[call] = person
                self._talk(call, person)
            case SegmentEnded(call=call):
                self._floor.at(self._soon(WRAP_UP_MS), lambda: self._finish(call))

    def _talk(self, call: str, person: str) -> None:
        end = self._soon(TALK_MS)
        if self._chance.random() < 0.15:
            begin = self._floor.now + (end - self._floor.now) // 3
            self._floor.at(begin, lambda: self._floor.ask(e.HoldRequested, person, call=call))
            self._floor.at(begin + 15_000, lambda: self._floor.ask(e.ResumeRequested, person, call=call))
            end = max(end, begin + 30_000)
        if self._chance.random() < 0.7:
            self._floor.at(end, lambda: self._floor.customer_hangs_up(call))
        else:
            self._floor.at(end, lambda: self._floor.ask(e.HangUpRequested, person, call=call))

    def _finish(self, call: str) -> None:
        person = self._segments[call]
        result = self._chance.choice(RESULTS)
        self._floor.ask(e.WrapUpFinished, person, call=call, disposition=result, ready=True)
