"""Floor and fake switch together: who hears whom, and that the switch holds nothing that nobody knows."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.engine.centre import Centre
from tests.engine.house import CONFIG
from tests.engine.truths import check
from zuoxi.engine import events, floor
from zuoxi.engine.commands import AnyCommand, SwitchCommand, TakeInventory
from zuoxi.engine.gate import DialPermit
from zuoxi.engine.handlers.reconciling import shown_media
from zuoxi.engine.media import wanted
from zuoxi.engine.state import Call
from zuoxi.switch.fake import FakeSwitch
from zuoxi.switch.fake_parts import seen_of

PEOPLE = ("li", "wang", "qian", "sun")
NUMBERS = ("13800000009", "13800000008", "13800000007")
"""Who answers, who is busy, who lets it ring."""
REQUESTS = (
    events.AnswerRequested,
    events.HangUpRequested,
    events.HoldRequested,
    events.ResumeRequested,
    events.CompleteRequested,
    events.ConferenceRequested,
    events.ReturnRequested,
)
TARGETS = (
    *(events.Target(kind="agent", id=person) for person in PEOPLE),
    events.Target(kind="group", id="first"),
    events.Target(kind="queue", id="orders"),
)


def permit(centre: Centre, person: str, number: str) -> DialPermit:
    return DialPermit(
        attempt="attempt",
        call=f"out-{centre.switch.now_ms}-{person}",
        tenant="tenant",
        path="/",
        person=person,
        number=number,
        caller_id="4008001234",
        trunk="trunk",
        service_line="line-1",
        service_line_name="订购热线",
        expires_at=centre.switch.now_ms + 2_000,
    )


def test_an_ordinary_day_asks_nothing_impossible_of_the_switch():
    centre = Centre()
    centre.come_to_work("li")
    customer = centre.customer_calls()
    call = centre.only_call().id
    assert centre.ask(events.AnswerRequested, "li", call=call) == "ok"
    agent = centre.agent("li").line
    assert agent is not None
    assert centre.switch.hears(customer) == {agent.channel}
    centre.ask(events.HoldRequested, "li", call=call)
    assert centre.switch.hears(customer) == set() and centre.switch.channels[customer].music
    centre.ask(events.ResumeRequested, "li", call=call)
    centre.ask(events.MuteRequested, "li", call=call, muted=True)
    assert centre.switch.hears(customer) == set()
    assert centre.switch.hears(agent.channel) == {customer}
    centre.ask(events.HangUpRequested, "li", call=call)
    centre.ask(events.WrapUpFinished, "li", call=call)
    centre.ask(events.DialRequested, "li", permit=permit(centre, "li", "13800000009"))
    centre.wait(3_000)
    assert centre.agent("li").doing == "talking"
    assert len(centre.switch.hears(agent.channel)) == 1
    centre.ask(events.HangUpRequested, "li", call=centre.only_call().id)
    assert not centre.refused
    assert set(centre.switch.channels) == {agent.channel} and not centre.switch.bridges
    assert not centre.switch.channels[agent.channel].muted
    assert not centre.switch.recordings


FOLLOWS: tuple[dict[str, Any], ...] = (
    {"queue": "orders"},
    {"queue": "orders", "prompts": ("recorded",), "announcement": "recorded"},
    {"prompts": ("news",)},
)
"""What follows when the house has called a customer and he answers."""
NODES = st.integers(0, 1)
"""Which of the switch nodes; where there is one only, that."""


class ADay(RuleBasedStateMachine):
    """People who mean well, devices and a switch that do not always work."""

    others: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.centre = Centre(CONFIG, *self.others)
        self.nodes = tuple(self.centre.switches)

    def node(self, pick: int) -> str:
        return self.nodes[pick % len(self.nodes)]

    def at(self, pick: int) -> FakeSwitch:
        return self.centre.switches[self.node(pick)]

    @initialize(people=st.lists(st.tuples(st.sampled_from(PEOPLE), NODES), min_size=1, max_size=4))
    def people_come(self, people: list[tuple[str, int]]) -> None:
        for person, node in people:
            self.come_to_work(person, node)

    @invariant()
    def floor_and_switch_agree(self) -> None:
        centre = self.centre
        check(centre.state)
        assert centre.ledger.open_calls() == set(centre.state.calls) - set(centre.state.untold)
        if not all(centre.state.nodes[node].up for node in self.nodes):
            return
        running: set[str] = set()
        for node, switch in centre.switches.items():
            believed = {key.rpartition("/")[2] for key in centre.state.channels if key.startswith(f"{node}/")}
            closing = {one.channel for one in centre.state.closing.values() if one.node == node}
            assert set(switch.channels) <= believed | closing, "the switch holds no channel that nobody knows"
            undialled = {
                leg.channel
                for call in centre.state.calls.values()
                for link in call.links
                for leg in (link.near, link.far)
                if not link.is_dialled
            }
            assert believed - undialled <= set(switch.channels), "and all that we believe in"
            running |= set(switch.recordings)
            calls = [call for call in centre.state.calls.values() if node in call.nodes]
            assert set(switch.bridges) == {bridge for call in calls for bridge in wanted(call, node).bridges}
            for call in calls:
                self._is_as_it_should_be(call, node)
            assert not self._ordered_by_an_inventory(switch), "an inventory of what should be orders nothing"
        assert running == set(centre.state.recordings)
        for call in centre.state.calls.values():
            self._sounds_as_people_expect(call)

    def _is_as_it_should_be(self, call: Call, node: str) -> None:
        """What the fake holds for the call is what is wanted."""
        switch = self.centre.switches[node]
        seen = {leg.id: seen_of(leg) for leg in switch.channels.values()}
        shown = shown_media(call, wanted(call, node), seen, frozenset(switch.bridges), full=True, node=node)
        assert shown == wanted(call, node)

    def _sounds_as_people_expect(self, call: Call) -> None:
        if not call.channel:
            return
        switch = self.centre.switches[call.node]
        customer = switch.channels[call.channel]
        late = f"call:{call.id}:join" in self.centre.state.timers  # taken up while nobody could hear of it
        if late or call.state in ("talking", "dialling"):
            for party in call.hands:
                assert party.leg is not None
                there = self.centre.switches[party.leg.node]
                assert customer.id in switch.bridges[call.bridge]
                assert party.leg.channel in there.bridges[call.bridge]
                link = call.link_to(party.leg.node)
                apart = link is not None and not link.is_dialled  # its turn is still to come
                if customer.state == "up" and not party.muted and not apart:
                    assert switch.hears(customer.id) == {party.leg.channel}
                    assert there.hears(party.leg.channel) == {customer.id}
            assert not customer.music and not customer.playback
        elif call.state == "conferring":
            channels = {party.leg.channel for party in call.parties if party.leg is not None}
            muted = {party.leg.channel for party in call.hands if party.leg is not None and party.muted}
            for party in call.parties:
                assert party.leg is not None
                heard = self.centre.switches[party.leg.node].hears(party.leg.channel)
                assert heard == channels - muted - {party.leg.channel}
        else:
            assert not customer.bridge, "nobody is overheard"
        if call.state in ("queued", "ringing", "holding", "consulting", "transferring") and not late:
            assert customer.music
        if call.state in ("greeting", "announcing", "parting"):
            assert customer.playback == call.playback

    def _ordered_by_an_inventory(self, switch: FakeSwitch) -> list[AnyCommand]:
        told: list[events.SwitchEvent] = []
        deliver, switch._deliver = switch._deliver, told.append
        switch.carry_out(TakeInventory(node=switch.node, asked=switch.now_ms + 1))
        switch._deliver = deliver
        (inventory,) = told
        _, commands = floor.step(self.centre.state, inventory, switch.now_ms)  # type: ignore[arg-type]
        return [one for one in commands if isinstance(one, SwitchCommand)]

    @rule(dialled=st.sampled_from(["4008009999", "4008009999", "4008001234", "10010"]), node=NODES)
    def customer_calls(self, dialled: str, node: int) -> None:
        if self.centre.state.nodes[self.node(node)].up:
            self.centre.customer_calls(dialled=dialled, node=self.node(node))

    @rule(pick=st.integers(0, 20), node=NODES)
    def somebody_goes(self, pick: int, node: int) -> None:
        """Also a link between two nodes is somebody."""
        if channels := sorted(self.at(node).channels):
            self.centre.hangs_up(channels[pick % len(channels)])

    @rule(kind=st.sampled_from(REQUESTS))
    def everybody_asks(self, kind: type[events.Request]) -> None:
        for person, agent in sorted(self.centre.state.agents.items()):
            self.centre.ask(kind, person, call=agent.call)

    @rule(person=st.sampled_from(PEOPLE), kind=st.sampled_from(REQUESTS))
    def somebody_asks(self, person: str, kind: type[events.Request]) -> None:
        agent = self.centre.state.agents.get(person)
        self.centre.ask(kind, person, call=agent.call if agent else "")

    @rule()
    def phones_are_taken_up(self) -> None:
        for call in sorted(self.centre.state.calls.values(), key=lambda one: one.serial):
            for party in call.hands:
                if party.leg is not None:
                    self.centre.switches[party.leg.node].far_end_answers(party.leg.channel)
                    self.centre.settle()

    @rule(person=st.sampled_from(PEOPLE), number=st.sampled_from(NUMBERS))
    def dial(self, person: str, number: str) -> None:
        self.centre.ask(events.DialRequested, person, permit=permit(self.centre, person, number))

    @rule(
        person=st.sampled_from(PEOPLE),
        kind=st.sampled_from([events.TransferRequested, events.ConsultRequested]),
        whom=st.sampled_from(TARGETS),
    )
    def pass_on(self, person: str, kind: type[events.Request], whom: events.Target) -> None:
        if (agent := self.centre.state.agents.get(person)) is not None:
            self.centre.ask(kind, person, call=agent.call, target=whom)

    @rule(
        person=st.sampled_from(PEOPLE),
        kind=st.sampled_from([events.TransferRequested, events.ConsultRequested]),
        number=st.sampled_from(NUMBERS),
    )
    def pass_on_outside(self, person: str, kind: type[events.Request], number: str) -> None:
        if (agent := self.centre.state.agents.get(person)) is not None:
            given, outside = permit(self.centre, person, number), events.Target(kind="outside")
            self.centre.ask(kind, person, call=agent.call, target=outside, permit=given)

    @rule(first=st.sampled_from(PEOPLE), second=st.sampled_from(PEOPLE), answers=st.booleans())
    def somebody_is_asked(self, first: str, second: str, answers: bool) -> None:
        for person in {first, second}:
            self.centre.come_to_work(person)
        self.centre.customer_calls()
        self.everybody_asks(events.AnswerRequested)
        self.phones_are_taken_up()
        self.pass_on(first, events.ConsultRequested, events.Target(kind="agent", id=second))
        if answers:
            self.everybody_asks(events.AnswerRequested)
            self.phones_are_taken_up()

    @rule(number=st.sampled_from(NUMBERS), follows=st.sampled_from(FOLLOWS))
    def the_house_calls(self, number: str, follows: dict[str, Any]) -> None:
        self.centre.ask(events.CustomerFirstRequested, "", permit=permit(self.centre, "", number), **follows)

    @rule(person=st.sampled_from(PEOPLE), node=NODES)
    def come_to_work(self, person: str, node: int) -> None:
        self.centre.come_to_work(person, self.node(node))

    @rule(person=st.sampled_from(PEOPLE))
    def the_page_is_closed(self, person: str) -> None:
        self.centre.tell(events.DesktopLost(person=person, desktop=f"page-{person}"))
        for switch in self.centre.switches.values():
            switch.device_unregisters(f"ep-{person}")
        self.centre.settle()

    @rule(person=st.sampled_from(PEOPLE))
    def the_shift_ends(self, person: str) -> None:
        self.centre.ask(events.SignOutRequested, person)

    @rule(span=st.sampled_from([500, 3_000, 20_000, 130_000]))
    def time_passes(self, span: int) -> None:
        self.centre.wait(span)

    @rule(dies=st.booleans(), node=NODES)
    def the_switch_goes(self, dies: bool, node: int) -> None:
        if dies:
            self.at(node).dies()
        else:
            self.at(node).connection_breaks()
        self.centre.settle()

    @rule(node=NODES)
    def the_switch_comes_back(self, node: int) -> None:
        self.at(node).comes_back()
        self.centre.settle()

    @rule()
    def another_live_process(self) -> None:
        """The old one was killed: what the switch told in between is lost."""
        for switch in self.centre.switches.values():
            switch.disconnect()
        self.somebody_goes(3, 0)
        epoch = self.centre.state.epoch + 1
        self.centre.tell(events.EpochStarted(epoch=epoch, seed=f"seed-{epoch}"))
        for switch in self.centre.switches.values():
            switch.connect(self.centre._told.append)  # type: ignore[arg-type]
        self.centre.settle()


class ADayOnTwoNodes(ADay):
    """The same with two switch nodes that can be linked."""

    others = ("branch",)


def _run(examples: int, steps: int, day: type[ADay] = ADay) -> None:
    run_state_machine_as_test(
        day,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_floor_and_switch_always_agree() -> None:
    _run(80, 40)


def test_floor_and_two_linked_switches_always_agree() -> None:
    _run(60, 40, ADayOnTwoNodes)


@pytest.mark.deep
def test_floor_and_two_linked_switches_always_agree_for_long() -> None:
    _run(2_000, 100, ADayOnTwoNodes)


@pytest.mark.deep
def test_floor_and_switch_always_agree_for_long() -> None:
    _run(2_000, 100)
