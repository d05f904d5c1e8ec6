"""Agents at their desks, in any order."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    rule,
)

from tests.engine.any_order.houses import CALL_REQUESTS, PEOPLE, SIMPLE_REQUESTS
from tests.engine.any_order.switch import TheSwitch
from tests.engine.house import NODE
from zuoxi.engine import events


class People(TheSwitch):
    """Agents do whatever they like."""

    @initialize(people=st.lists(st.sampled_from(PEOPLE[:-1]), unique=True, max_size=3))
    def some_are_at_work(self, people: list[str]) -> None:
        for person in people:
            self.take_a_seat(person)

    @rule(person=st.sampled_from(PEOPLE[:-1]))
    def take_a_seat(self, person: str) -> None:
        self.story.tell(events.DeviceRegistered(node=NODE, endpoint=f"ep-{person}"))
        self.story.sign_in(person, takeover=True)
        if person in self.story.state.agents:
            self.story.take_line(person)
            self.story.ready(person)

    @rule(person=st.sampled_from(PEOPLE), page=st.sampled_from(["page-1", "page-2"]), takeover=st.booleans())
    def sign_in(self, person: str, page: str, takeover: bool) -> None:
        self.story.sign_in(person, page, takeover=takeover)

    @rule(person=st.sampled_from(PEOPLE), page=st.sampled_from(["page-1", "page-2"]))
    def desktop_lost(self, person: str, page: str) -> None:
        self.story.tell(events.DesktopLost(person=person, desktop=page))

    @rule(person=st.sampled_from(PEOPLE), kind=st.sampled_from(SIMPLE_REQUESTS), exact=st.booleans())
    def ask(self, person: str, kind: type[events.Request], exact: bool) -> None:
        self.story.ask(kind, person, self._expect(person, exact))

    @rule(person=st.sampled_from(PEOPLE), reason=st.sampled_from(["rest", "meal", "nonsense"]))
    def not_ready(self, person: str, reason: str) -> None:
        self.story.ask(events.NotReadyRequested, person, reason=reason)

    @rule(person=st.sampled_from(PEOPLE), wanted=st.booleans())
    def help(self, person: str, wanted: bool) -> None:
        self.story.ask(events.HelpRequested, person, wanted=wanted)

    @rule(person=st.sampled_from(PEOPLE))
    def words_are_seen(self, person: str) -> None:
        agent = self.story.state.agents.get(person)
        ids = tuple(word.id for word in agent.words[:1]) if agent is not None else ("unheard-of",)
        self.story.ask(events.WordsSeen, person, ids=ids)

    @rule(person=st.sampled_from(PEOPLE), kind=st.sampled_from(CALL_REQUESTS), pick=st.integers(0, 5))
    def ask_for_any_call(self, person: str, kind: type[events.Request], pick: int) -> None:
        self.story.ask(kind, person, call=self._late(self.calls, pick))

    @rule(person=st.sampled_from(PEOPLE[:-1]), kind=st.sampled_from(CALL_REQUESTS))
    def ask_for_own_call(self, person: str, kind: type[events.Request]) -> None:
        agent = self.story.state.agents.get(person)
        if agent is not None and agent.call:
            self.story.ask(kind, person, call=agent.call)

    @rule(
        person=st.sampled_from(PEOPLE[:-1]),
        result=st.sampled_from(["", "sold", "later"]),
        ready=st.booleans(),
    )
    def wrap_up(self, person: str, result: str, ready: bool) -> None:
        agent = self.story.state.agents.get(person)
        if agent is not None and agent.call:
            self.story.ask(events.WrapUpFinished, person, call=agent.call, disposition=result, ready=ready)

    @rule()
    def all_answer(self) -> None:
        for person, agent in sorted(self.story.state.agents.items()):
            if agent.doing == "ringing":
                self.story.ask(events.AnswerRequested, person, call=agent.call)
                for party in self.story.call(agent.call).hands:
                    if party.leg is not None:
                        self.story.tell(events.LegAnswered(node=NODE, channel=party.leg.channel))
                self.promises_hold()

    @rule(person=st.sampled_from(PEOPLE[:-1]), reason=st.sampled_from(["rest", "holiday", ""]))
    def decline(self, person: str, reason: str) -> None:
        agent = self.story.state.agents.get(person)
        if agent is not None:
            self.story.ask(events.DeclineRequested, person, call=agent.call, reason=reason)

    @rule(person=st.sampled_from(PEOPLE[:-1]), muted=st.booleans(), digits=st.sampled_from(["12#", "x"]))
    def mute_and_press(self, person: str, muted: bool, digits: str) -> None:
        agent = self.story.state.agents.get(person)
        if agent is not None:
            self.story.ask(events.MuteRequested, person, call=agent.call, muted=muted)
            self.story.ask(events.RecordingPauseRequested, person, call=agent.call, paused=muted)
            self.story.ask(events.KeysRequested, person, call=agent.call, digits=digits)

    @rule(person=st.sampled_from(PEOPLE), number=st.integers(1, 3), late=st.booleans())
    def dial(self, person: str, number: int, late: bool) -> None:
        age_ms = 2_001 if late else 0
        call = f"out-{number}-{self.story.now}"
        self._remember(self.calls, call)
        self.story.dial(person, call, age_ms)

    @rule(
        number=st.integers(1, 3),
        follows=st.sampled_from(
            [
                {},
                {},
                {"prompts": ("welcome", "recorded"), "announcement": "recorded"},
                {"queue": "", "prompts": ("news",)},
                {"queue": "gone"},
            ]
        ),
        late=st.booleans(),
    )
    def the_house_calls(self, number: int, follows: dict[str, Any], late: bool) -> None:
        call = f"auto-{number}-{self.story.now}"
        self._remember(self.calls, call)
        self.story.call_first(call, age_ms=2_001 if late else 0, **follows)

    @rule(answer=st.booleans(), cause=st.sampled_from([16, 17, 19, 38]))
    def called_customers(self, answer: bool, cause: int) -> None:
        """All whose lines ring because the house called them answer, or none does."""
        for call in sorted(self.story.state.calls.values(), key=lambda one: one.serial):
            if call.id in self.story.state.calls and call.state == "reaching":
                if answer:
                    self.story.tell(events.LegAnswered(node=NODE, channel=call.channel))
                else:
                    self.story.leave(call.channel, cause)
                self.promises_hold()

    @rule(person=st.sampled_from(PEOPLE[:-1]))
    def a_conversation_begins(self, person: str) -> None:
        self.take_a_seat(person)
        self.customers_come_as_far_as_the_queue(1)
        self.all_answer()

    @rule(person=st.sampled_from(PEOPLE[:-1]))
    def a_customer_is_reached(self, person: str) -> None:
        self.take_a_seat(person)
        self.dial(person, 1, False)
        for _ in range(2):  # a SIP phone first, then the customer
            call = next((one for one in self.story.state.calls.values() if one.party_of(person)), None)
            if call is None:
                return
            leg = (call.customer if call.state == "dialling" else call.hands[0]).leg
            if leg is not None:
                self.story.tell(events.LegAnswered(node=NODE, channel=leg.channel))
                self.promises_hold()

    @rule(kind=st.sampled_from([events.HoldRequested, events.ResumeRequested]))
    def all_hold_or_resume(self, kind: type[events.Request]) -> None:
        for person, agent in sorted(self.story.state.agents.items()):
            self.story.ask(kind, person, call=agent.call)

    @rule(taken=st.booleans())
    def lines(self, taken: bool) -> None:
        """All standing lines are taken, or lost."""
        kind = events.LegAnswered if taken else events.LegEnded
        for _, agent in sorted(self.story.state.agents.items()):
            if agent.line is not None:
                self.story.tell(kind(node=NODE, channel=agent.line.channel))
                self.promises_hold()
