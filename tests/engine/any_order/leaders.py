"""Leaders, in any order."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    rule,
)

from tests.engine.any_order.houses import FORCED, LEADER, LEADERS, PEOPLE, TARGETS
from tests.engine.any_order.passing import Passing
from zuoxi.engine import events


class Leaders(Passing):
    """Leaders listen, take, give, end, and write whatever they like."""

    @rule(
        leader=st.sampled_from(PEOPLE[:-1]),
        agent=st.sampled_from(PEOPLE),
        way=st.sampled_from(["monitor", "whisper", "barge"]),
    )
    def a_leader_comes(self, leader: str, agent: str, way: Any) -> None:
        known = self.story.state.agents.get(agent)
        call = known.call if known is not None else "unheard-of"
        self.story.ask(events.SuperviseRequested, leader, leader=LEADER, agent=agent, call=call, way=way)

    @rule(leader=st.sampled_from(PEOPLE[:-1]))
    def a_leader_goes(self, leader: str) -> None:
        self.story.ask(events.SupervisionStopRequested, leader)

    @rule(
        leader=st.sampled_from(PEOPLE[:-1]),
        agent=st.sampled_from(PEOPLE),
        kind=st.sampled_from(FORCED),
        reason=st.sampled_from(["", "rest", "nonsense"]),
        to=st.sampled_from(TARGETS),
    )
    def a_leader_acts(
        self, leader: str, agent: str, kind: type[events.Request], reason: str, to: events.Target
    ) -> None:
        known = self.story.state.agents.get(agent)
        call = known.call if known is not None else "unheard-of"
        fields: dict[str, Any] = {"leader": LEADER, "agent": agent}
        if kind is events.ForcedStateRequested:
            fields["reason"] = reason
        elif kind is not events.ForcedSignOutRequested:
            fields["call"] = call
        if kind is events.ForcedTransferRequested:
            fields["target"] = to
        self.story.ask(kind, leader, **fields)

    @rule(leader=st.sampled_from(PEOPLE), pick=st.integers(0, 3))
    def a_leader_picks_up(self, leader: str, pick: int) -> None:
        self.story.ask(events.PickUpRequested, leader, leader=LEADER, call=self._late(self.calls, pick))

    @rule(
        leader=st.sampled_from(PEOPLE),
        agents=st.lists(st.sampled_from(PEOPLE), max_size=2),
        text=st.booleans(),
    )
    def a_leader_writes(self, leader: str, agents: list[str], text: bool) -> None:
        said = "请放慢语速" if text else " "
        self.story.ask(events.TextSent, leader, leader=LEADER, agents=tuple(agents), text=said)

    @rule(
        to=st.sampled_from([*PEOPLE, "", ""]),
        pick=st.integers(0, 3),
        leader=st.sampled_from(LEADERS),
    )
    def a_leader_gives(self, to: str, pick: int, leader: events.Leader) -> None:
        waiting = [call.id for call in self.story.state.calls.values() if call.state == "queued"]
        call = self._late(waiting or self.calls, pick)
        self.story.ask(events.GiveRequested, "boss", leader=leader, call=call, to=to)

    @rule(points=st.sampled_from([0, 6, 30, 1_001]), pick=st.integers(0, 3))
    def a_leader_puts_ahead(self, points: int, pick: int) -> None:
        waiting = [call.id for call in self.story.state.calls.values() if call.state == "queued"]
        call = self._late(waiting or self.calls, pick)
        self.story.ask(events.PriorityRequested, "boss", leader=LEADERS[0], call=call, points=points)
