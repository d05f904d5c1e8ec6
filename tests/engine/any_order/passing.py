"""Customers passed on and people asked, in any order."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.engine.any_order.houses import CALL_REQUESTS, PASSING, PEOPLE, TARGETS
from tests.engine.any_order.people import People
from tests.engine.house import NODE
from zuoxi.engine import events


class Passing(People):
    """Agents pass their customers on, and decide what becomes of them."""

    @rule(
        person=st.sampled_from(PEOPLE),
        kind=st.sampled_from(PASSING),
        whom=st.sampled_from(TARGETS),
        permitted=st.sampled_from([True, True, True, False]),
    )
    def pass_on(self, person: str, kind: type[events.Request], whom: events.Target, permitted: bool) -> None:
        agent = self.story.state.agents.get(person)
        if agent is not None and agent.call:
            outside = self.story.permit(person, f"beyond-{self.story.requests}") if permitted else None
            permit = outside if whom.kind == "outside" else None
            self.story.ask(kind, person, call=agent.call, target=whom, permit=permit)

    @rule(
        first=st.sampled_from(PEOPLE[:-1]),
        second=st.sampled_from(PEOPLE[:-1]),
        kind=st.sampled_from(PASSING),
        answers=st.sampled_from([True, True, False]),
    )
    def somebody_is_asked(self, first: str, second: str, kind: type[events.Request], answers: bool) -> None:
        self.a_conversation_begins(first)
        self.take_a_seat(second)
        self.pass_on(first, kind, events.Target(kind="agent", id=second), False)
        if answers:
            self.all_answer()

    @rule(
        first=st.sampled_from(PEOPLE[:-1]), kind=st.sampled_from(PASSING), cause=st.sampled_from([0, 17, 19])
    )
    def somebody_outside_is_asked(self, first: str, kind: type[events.Request], cause: int) -> None:
        """He answers (cause 0), or his line ends."""
        self.a_conversation_begins(first)
        self.pass_on(first, kind, events.Target(kind="outside"), True)
        for call in list(self.story.state.calls.values()):
            for party in call.of("called"):
                assert party.leg is not None
                if cause:
                    self.story.leave(party.leg.channel, cause)
                else:
                    self.story.tell(events.LegAnswered(node=NODE, channel=party.leg.channel))
                self.promises_hold()

    @rule(kind=st.sampled_from(CALL_REQUESTS[:3]))
    def all_decide(self, kind: type[events.Request]) -> None:
        for person, agent in sorted(self.story.state.agents.items()):
            self.story.ask(kind, person, call=agent.call)
            self.promises_hold()
