"""A caller on one switch node meets an agent on another, told as stories on two fake switches."""

import pytest
from msgspec.structs import replace

from tests.engine.centre import Centre
from tests.engine.house import CONFIG, NODE, QUEUE, agent
from tests.engine.shown import as_wanted
from tests.engine.truths import check
from zuoxi.engine import events, floor
from zuoxi.engine.commands import AnySwitchCommand, LinkNodes, StartRecording, SwitchCommand
from zuoxi.engine.config import FloorConfig, TrunkConfig
from zuoxi.engine.gate import DialPermit
from zuoxi.engine.handlers.linking import PAUSES_MS
from zuoxi.engine.handlers.unlinked import APART_MS
from zuoxi.switch.fake_faults import FAULTS, Fault, TurnedDown

FAR = "branch"


@pytest.fixture
def centre() -> Centre:
    return Centre(CONFIG, FAR)


def line(centre: Centre, person: str) -> str:
    leg = centre.agent(person).line
    assert leg is not None
    return leg.channel


def talk(centre: Centre, person: str = "li", node: str = FAR) -> str:
    """A customer calls on the house's node and is answered by somebody on the other; his channel."""
    if person not in centre.state.agents:
        centre.come_to_work(person, node)
    customer = centre.customer_calls()
    assert centre.ask(events.AnswerRequested, person, call=centre.agent(person).call) == "ok"
    return customer


def hear_each_other(centre: Centre, customer: str, person: str = "li") -> bool:
    there = line(centre, person)
    return centre.switch.hears(customer) == {there} and centre.switches[FAR].hears(there) == {customer}


def links(centre: Centre) -> list[LinkNodes]:
    return [
        one for switch in centre.switches.values() for one in switch.commands if isinstance(one, LinkNodes)
    ]


def nothing_is_left(centre: Centre) -> None:
    """Only standing lines stand, in no bridge."""
    lines = {one.line.channel for one in centre.state.agents.values() if one.line is not None}
    for switch in centre.switches.values():
        assert set(switch.channels) <= lines
        assert not switch.bridges and not switch.recordings
    assert not centre.state.calls and not centre.ledger.open_calls()


def check_all(centre: Centre) -> None:
    """The floor is true, and an inventory of what should be orders nothing on either node."""
    check(centre.state)
    for node in centre.switches:
        if centre.state.nodes[node].up:
            inventory = as_wanted(centre.state, node, asked=centre.state.now + 1)
            _, commands = floor.step(centre.state, inventory, centre.switch.now_ms)
            assert not [one for one in commands if isinstance(one, SwitchCommand)]


def test_they_hear_each_other_and_are_recorded_once_where_the_customer_stands(centre: Centre):
    customer = talk(centre)
    assert hear_each_other(centre, customer)
    check_all(centre)
    recorded = [
        one
        for switch in centre.switches.values()
        for one in switch.commands
        if isinstance(one, StartRecording)
    ]
    assert [(one.node, one.channel) for one in recorded] == [(NODE, customer)]
    assert centre.ask(events.HangUpRequested, "li", call=centre.only_call().id) == "ok"
    nothing_is_left(centre)
    assert len(links(centre)) == 1
    assert centre.agent("li").doing == "wrap_up"


def test_who_stands_on_the_same_node_needs_no_link(centre: Centre):
    centre.come_to_work("li")
    customer = centre.customer_calls()
    centre.ask(events.AnswerRequested, "li", call=centre.agent("li").call)
    assert centre.switch.hears(customer) == {line(centre, "li")}
    assert not links(centre)


def test_hold_and_mute_reach_over_the_link(centre: Centre):
    customer = talk(centre)
    call = centre.only_call().id
    centre.ask(events.MuteRequested, "li", call=call, muted=True)
    assert centre.switch.hears(customer) == set()
    centre.ask(events.MuteRequested, "li", call=call, muted=False)
    centre.ask(events.HoldRequested, "li", call=call)
    assert centre.switch.channels[customer].music and not centre.switches[FAR].hears(line(centre, "li"))
    check_all(centre)
    centre.ask(events.ResumeRequested, "li", call=call)
    assert hear_each_other(centre, customer)
    centre.hangs_up(customer)
    nothing_is_left(centre)


def test_the_strategy_decides_and_not_the_node(centre: Centre):
    centre.come_to_work("li", FAR)
    centre.wait(1_000)
    centre.come_to_work("wang")
    centre.customer_calls()
    assert centre.agent("li").doing == "ringing", "he has been idle for longer, though elsewhere"


def test_a_free_agent_takes_who_has_waited_longest_wherever_that_is(centre: Centre):
    centre.customer_calls(node=FAR)
    centre.wait(1_000)
    centre.customer_calls()
    centre.come_to_work("li")
    assert centre.state.calls[centre.agent("li").call].node == FAR


def test_nodes_that_cannot_be_linked_keep_their_callers_to_their_own_agents():
    centre = Centre(CONFIG, FAR, linked=False)
    centre.come_to_work("li", FAR)
    centre.customer_calls()
    assert centre.only_call().state == "queued" and centre.agent("li").doing == "ready"
    centre.customer_calls(node=FAR)
    assert centre.agent("li").doing == "ringing"
    check(centre.state)


def test_callers_who_wait_are_offered_elsewhere_as_soon_as_the_nodes_can_be_linked():
    centre = Centre(CONFIG, FAR, linked=False)
    centre.come_to_work("li", FAR)
    centre.customer_calls()
    centre.switch.can_be_linked_with(centre.switches[FAR])
    centre.wait(60_000)
    assert centre.agent("li").doing == "ringing"


class TestALinkThatIsLost:
    def test_is_dialled_anew_and_they_go_on(self, centre: Centre):
        customer = talk(centre)
        (link,) = centre.only_call().links
        centre.hangs_up(link.near.channel)
        centre.wait(PAUSES_MS[1])
        assert hear_each_other(centre, customer) and len(links(centre)) == 2
        (other,) = centre.only_call().links
        centre.hangs_up(other.far.channel)
        centre.wait(PAUSES_MS[2])
        assert hear_each_other(centre, customer) and len(links(centre)) == 3
        check_all(centre)
        centre.hangs_up(customer)
        nothing_is_left(centre)

    def test_is_dialled_at_growing_distances_and_not_before(self, centre: Centre):
        talk(centre)
        for number, pause in enumerate(PAUSES_MS[1:], 2):
            (link,) = centre.only_call().links
            centre.hangs_up(link.near.channel)
            (link,) = centre.only_call().links
            assert not link.is_dialled
            centre.wait(pause - 1)
            assert len(links(centre)) == number - 1
            check_all(centre)
            centre.wait(1)
            assert len(links(centre)) == number
            check_all(centre)

    def test_to_a_node_that_is_away_is_not_dialled_and_time_goes_on(self, centre: Centre):
        customer = talk(centre)
        (link,) = centre.only_call().links
        centre.hangs_up(link.near.channel)
        centre.tell(events.SwitchLost(node=FAR))
        centre.wait(10_000)
        assert len(links(centre)) == 1, "nobody is there to take it"
        assert customer in centre.switch.channels

    def test_and_not_yet_dialled_anew_is_given_up_with_the_call(self, centre: Centre):
        customer = talk(centre)
        (link,) = centre.only_call().links
        centre.hangs_up(link.far.channel)
        centre.hangs_up(customer)
        nothing_is_left(centre)
        centre.wait(max(PAUSES_MS))
        assert len(links(centre)) == 1

    def test_again_and_again_sends_the_caller_to_the_head_of_his_queue(self, centre: Centre):
        customer = talk(centre)
        centre.come_to_work("wang", FAR)
        for pause in PAUSES_MS:
            centre.wait(pause)
            (link,) = centre.only_call().links
            centre.hangs_up(link.near.channel)
        call = centre.only_call()
        assert (call.state, call.sent_back) == ("queued", True)
        assert centre.switch.channels[customer].music
        assert centre.agent("li").doing == "wrap_up" and centre.agent("wang").doing == "ready"
        assert not centre.switches[FAR].bridges, "nobody there is in a conversation any more"
        check_all(centre)

    def test_and_nobody_is_sent_that_way_again_for_a_while(self, centre: Centre):
        talk(centre)
        for pause in PAUSES_MS:
            centre.wait(pause)
            (link,) = centre.only_call().links
            centre.hangs_up(link.near.channel)
        centre.come_to_work("wang", FAR)
        assert centre.agent("wang").doing == "ready"
        centre.wait(APART_MS)
        assert centre.agent("wang").doing == "ringing"
        check(centre.state)

    def test_in_hold_goes_the_same_way(self, centre: Centre):
        talk(centre)
        centre.ask(events.HoldRequested, "li", call=centre.only_call().id)
        for pause in PAUSES_MS:
            centre.wait(pause)
            (link,) = centre.only_call().links
            centre.hangs_up(link.far.channel)
        assert centre.only_call().state == "queued"
        check_all(centre)


def test_a_link_that_the_switch_will_not_make_sends_the_caller_back_at_once(centre: Centre):
    centre.come_to_work("li", FAR)
    customer = centre.customer_calls()
    refuse(centre, LinkNodes, TurnedDown())
    assert centre.ask(events.AnswerRequested, "li", call=centre.agent("li").call) == "ok"
    assert centre.only_call().state == "queued" and not centre.only_call().links
    centre.come_to_work("wang")
    assert centre.agent("wang").doing == "ringing", "who stands beside him can still have him"
    assert centre.ask(events.AnswerRequested, "wang", call=centre.agent("wang").call) == "ok"
    assert centre.switch.hears(customer) == {line(centre, "wang")}
    check_all(centre)


def refuse(centre: Centre, kind: type[SwitchCommand], fault: Fault) -> None:
    """The next command of this kind goes wrong."""
    real = centre.switch.carry_out

    def carry_out(command: AnySwitchCommand) -> None:
        if isinstance(command, kind):
            centre.switch.carry_out = real  # type: ignore[method-assign]
            centre.switch.goes_wrong(fault)
        real(command)

    centre.switch.carry_out = carry_out  # type: ignore[method-assign]


@pytest.mark.parametrize("fault", FAULTS, ids=repr)
def test_whatever_becomes_of_the_order_they_speak_in_the_end_or_he_waits_at_the_head(
    centre: Centre, fault: Fault
):
    centre.come_to_work("li", FAR)
    customer = centre.customer_calls()
    refuse(centre, LinkNodes, fault)
    assert centre.ask(events.AnswerRequested, "li", call=centre.agent("li").call) == "ok"
    centre.wait(20_000)
    if isinstance(fault, TurnedDown):
        assert centre.only_call().state == "queued"
    else:
        assert hear_each_other(centre, customer)
    check_all(centre)
    centre.hangs_up(customer)
    centre.wait(120_000)
    nothing_is_left(centre)


@pytest.mark.parametrize("node", [NODE, FAR])
def test_an_end_whose_answer_nobody_tells_is_found_by_a_look(centre: Centre, node: str):
    centre.come_to_work("li", FAR)
    customer = centre.customer_calls()
    centre.switches[node].loses_next(events.LegAnswered)
    centre.ask(events.AnswerRequested, "li", call=centre.agent("li").call)
    assert not hear_each_other(centre, customer)
    centre.wait(2_000)
    assert hear_each_other(centre, customer) and len(links(centre)) == 1


@pytest.mark.parametrize("node", [NODE, FAR])
def test_a_loss_that_nobody_tells_is_found_by_an_inventory(centre: Centre, node: str):
    customer = talk(centre)
    (link,) = centre.only_call().links
    for switch in centre.switches.values():
        switch.loses_next(events.LegEnded)
    centre.switch.customer_hangs_up(link.near.channel)
    centre.settle()
    assert not hear_each_other(centre, customer)
    centre.wait(60_000)
    assert hear_each_other(centre, customer)
    check_all(centre)


class TestTheAgentsNodeDies:
    def test_his_caller_is_held_and_goes_to_somebody_else(self, centre: Centre):
        customer = talk(centre)
        centre.come_to_work("wang")
        centre.switches[FAR].dies()
        centre.switches[FAR].comes_back()
        centre.settle()
        call = centre.only_call()
        assert call.state == "reconnecting" and not call.links
        assert customer in centre.switch.channels, "nothing of his has died"
        centre.wait(CONFIG.timers.reconnect_ms)
        assert centre.agent("wang").doing == "ringing"
        check_all(centre)
        centre.ask(events.AnswerRequested, "wang", call=call.id)
        assert centre.switch.hears(customer) == {line(centre, "wang")}

    def test_who_spoke_by_telephone_there_is_gone_and_his_caller_waits_at_the_head(self, centre: Centre):
        centre.come_to_work("qian", FAR)
        customer = centre.customer_calls()
        (party,) = centre.only_call().hands
        assert party.leg is not None and party.leg.node == FAR
        centre.switches[FAR].far_end_answers(party.leg.channel)
        centre.settle()
        assert centre.switch.hears(customer) == {party.leg.channel}
        centre.switches[FAR].dies()
        centre.switches[FAR].comes_back()
        centre.settle()
        assert (centre.only_call().state, centre.agent("qian").doing) == ("queued", "wrap_up")
        check_all(centre)

    def test_and_is_gone_while_it_rings_at_his_telephone(self, centre: Centre):
        centre.come_to_work("qian", FAR)
        centre.customer_calls()
        centre.switches[FAR].dies()
        centre.switches[FAR].comes_back()
        centre.settle()
        assert centre.only_call().state == "queued"
        check_all(centre)


def test_the_callers_node_dies_and_the_agent_is_free_of_him(centre: Centre):
    talk(centre)
    centre.switch.dies()
    centre.switch.comes_back()
    centre.settle()
    assert centre.agent("li").doing == "wrap_up"
    assert line(centre, "li") in centre.switches[FAR].channels
    nothing_is_left(centre)
    check_all(centre)


def test_the_callers_node_dies_and_no_telephone_rings_on_for_nobody(centre: Centre):
    centre.come_to_work("qian", FAR)
    centre.customer_calls()
    assert centre.switches[FAR].channels
    centre.switch.dies()
    centre.switch.comes_back()
    centre.settle()
    nothing_is_left(centre)


def test_a_break_of_the_line_to_either_node_ends_nothing(centre: Centre):
    customer = talk(centre)
    for switch in (centre.switch, centre.switches[FAR]):
        switch.connection_breaks()
        centre.wait(90_000)
        assert hear_each_other(centre, customer)
        switch.comes_back()
        centre.settle()
    centre.wait(60_000)
    assert hear_each_other(centre, customer) and len(links(centre)) == 1
    check_all(centre)


def test_a_new_process_finds_the_conversation_as_it_left_it(centre: Centre):
    customer = talk(centre)
    centre.state = floor.load(floor.dump(centre.state))
    centre.tell(events.EpochStarted(epoch=2, seed="other"))
    for switch in centre.switches.values():
        switch.connect_anew()
    centre.settle()
    assert hear_each_other(centre, customer) and len(links(centre)) == 1
    check_all(centre)


def test_a_conversation_over_a_link_that_nobody_knows_is_left_until_it_ends(centre: Centre):
    customer = talk(centre)
    there = line(centre, "li")
    lost = Centre(CONFIG, FAR)
    for node, switch in centre.switches.items():
        switch.disconnect()
        lost.switches[node] = switch
    lost.switch = lost.switches[NODE]
    for switch in lost.switches.values():
        switch.connect(lost._told.append)  # type: ignore[arg-type]
    lost.settle()
    lost.wait(120_000)
    assert lost.switch.hears(customer) == {there} and lost.switches[FAR].hears(there) == {customer}
    lost.hangs_up(customer)
    lost.wait(180_000)
    assert not lost.switch.channels and set(lost.switches[FAR].channels) == {there}
    assert not any(switch.bridges for switch in lost.switches.values())


def test_an_agent_dials_over_a_trunk_on_the_other_node(centre: Centre):
    centre.come_to_work("li", FAR)
    assert dial(centre, "13800000009") == "ok"
    centre.wait(2_000)
    call = centre.only_call()
    assert call.state == "talking" and hear_each_other(centre, call.channel)
    check_all(centre)
    centre.ask(events.HangUpRequested, "li", call=call.id)
    nothing_is_left(centre)


def test_a_call_out_whose_link_is_refused_has_failed(centre: Centre):
    centre.come_to_work("li", FAR)
    refuse(centre, LinkNodes, TurnedDown())
    assert dial(centre, "13800000009") == "ok"
    assert centre.agent("li").doing == "ready"
    centre.wait(20_000)
    nothing_is_left(centre)


def test_a_trunk_on_a_node_that_cannot_be_linked_is_out_of_his_reach():
    centre = Centre(CONFIG, FAR, linked=False)
    centre.come_to_work("li", FAR)
    assert dial(centre, "13800000009") == "line_down"


def dial(centre: Centre, number: str) -> str:
    permit = DialPermit(
        attempt="attempt",
        call="call-out",
        tenant="tenant",
        path="/root/hall/team",
        person="li",
        number=number,
        caller_id="4008001234",
        trunk="trunk",
        service_line="",
        service_line_name="",
        expires_at=centre.switch.now_ms + 2_000,
    )
    return centre.ask(events.DialRequested, "li", permit=permit)


def ringing(centre: Centre) -> set[str]:
    return {person for person, one in centre.state.agents.items() if one.doing == "ringing"}


def test_at_all_means_on_all_nodes():
    people = (agent("li"), agent("wang"), agent("zhao"))
    config: FloorConfig = replace(CONFIG, queues=(replace(QUEUE, strategy="ring_all"),), agents=people)
    centre = Centre(config, FAR)
    for person, node in (("li", NODE), ("wang", FAR), ("zhao", FAR)):
        centre.come_to_work(person, node)
    customer = centre.customer_calls()
    assert ringing(centre) == {"li", "wang", "zhao"}
    centre.ask(events.AnswerRequested, "zhao", call=centre.only_call().id)
    assert hear_each_other(centre, customer, "zhao") and not ringing(centre)
    check_all(centre)


def test_trunks_elsewhere_are_known():
    trunks = (*CONFIG.trunks, TrunkConfig(id="trunk-b", node=FAR, endpoint="carrier"))
    centre = Centre(replace(CONFIG, trunks=trunks), FAR)
    centre.come_to_work("li")
    customer = centre.customer_calls(node=FAR)
    centre.ask(events.AnswerRequested, "li", call=centre.agent("li").call)
    assert centre.switches[FAR].hears(customer) == {line(centre, "li")}
    centre.hangs_up(customer)
    nothing_is_left(centre)
