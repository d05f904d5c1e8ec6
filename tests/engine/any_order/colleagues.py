"""Colleagues who call each other, and leaders who call their agents, in any order."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.engine.any_order.houses import LEADERS, PEOPLE
from tests.engine.any_order.leaders import Leaders
from tests.engine.house import NODE
from zuoxi.engine import events


class Colleagues(Leaders):
    """Agents call whomever they like, by who he is or by a number."""

    @rule(
        person=st.sampled_from(PEOPLE),
        to=st.sampled_from([*PEOPLE, ""]),
        number=st.sampled_from(["1001", "9999", ""]),
    )
    def a_colleague_is_called(self, person: str, to: str, number: str) -> None:
        self.story.ask(events.ColleagueCallRequested, person, to=to, number=number)

    @rule(
        leader=st.sampled_from(PEOPLE), agent=st.sampled_from(PEOPLE), reach=st.sampled_from([*LEADERS, None])
    )
    def a_leader_talks(self, leader: str, agent: str, reach: events.Leader | None) -> None:
        self.story.ask(events.TalkRequested, leader, leader=reach or LEADERS[0], agent=agent)

    @rule(first=st.sampled_from(PEOPLE[:-1]), second=st.sampled_from(PEOPLE[:-1]), answers=st.booleans())
    def two_colleagues_speak(self, first: str, second: str, answers: bool) -> None:
        self.take_a_seat(first)
        self.take_a_seat(second)
        self.a_colleague_is_called(first, second, "")
        for call in [one for one in self.story.state.calls.values() if one.of("taking_phone")]:
            self.story.tell(events.LegAnswered(node=NODE, channel=self.story.phone(call.id)))
        if answers:
            self.all_answer()

    @rule(node_shows=st.booleans())
    def colleagues_hang_up(self, node_shows: bool) -> None:
        """By their pages, or their phones are put down and their lines lost."""
        for call in [one for one in self.story.state.calls.values() if one.direction == "internal"]:
            last = call.hands[-1]
            if node_shows and last.leg is not None:
                self.story.leave(last.leg.channel)
            else:
                self.story.ask(events.HangUpRequested, last.person, call=call.id)
            self.promises_hold()
