"""A flow connects its caller with a number outside (T8)."""

import pytest
from msgspec.structs import replace

from tests.engine.centre import Centre
from tests.engine.flows import flow
from tests.engine.house import CONFIG, NODE
from tests.engine.ledger import Ledger
from tests.engine.story import Story
from tests.engine.test_ivr import Caller, exits, published
from tests.engine.test_leading import Led
from zuoxi.engine import events
from zuoxi.engine.commands import AskPermit, DialCustomer, HangUp, Remark, StartRecording
from zuoxi.engine.facts import (
    CallbackOwed,
    CallEnded,
    CallQueued,
    IvrCalledOutside,
    IvrLeft,
    IvrPassed,
    LegStarted,
)
from zuoxi.engine.ivr import flow as f
from zuoxi.engine.media import wanted

OUT = f.ToExternal(
    id="out",
    number="13900000009",
    ring_ms=20_000,
    exits={"busy": "tell", "no_answer": "own", "failed": "bye"},
)
FLOW = f.Flow(
    start="out",
    nodes=(
        OUT,
        f.Play(id="tell", say=(f.PromptPart(prompt="they-are-busy"),), exits={"next": "own"}),
        f.ToQueue(id="own"),
        f.HangUpNode(id="bye", say=(f.PromptPart(prompt="goodbye"),)),
    ),
)


def told(flow=FLOW, **settings):
    nodes = (replace(flow.nodes[0], **settings), *flow.nodes[1:])
    return Caller(Story(published(replace(flow, nodes=nodes))))


def permitted(caller, *, age_ms=0, **changes):
    """The gate lets the house dial."""
    (asked,) = caller.story.said(AskPermit)[-1:]
    changes = {"number": "13900000009", **changes}
    permit = caller.story.permit(changes.pop("person", ""), changes.pop("call", "put-through"), **changes)
    caller.story.tell(
        events.PermitAnswered(call=asked.call, number=asked.number, permit=permit, age_ms=age_ms)
    )


def refused(caller, check):
    (asked,) = caller.story.said(AskPermit)[-1:]
    caller.story.tell(events.PermitAnswered(call=asked.call, number=asked.number, refusal=check))


def ringing(**settings):
    """It rings outside for a caller; he and the channel there."""
    caller = told(**settings)
    permitted(caller)
    return caller, caller.story.dialled_customer().channel


def ends_there(caller, channel, cause):
    caller.story.tell(events.LegEnded(node=NODE, channel=channel, cause=cause))


def answers_there(caller, channel):
    caller.story.tell(events.LegAnswered(node=NODE, channel=channel))


class TestTheGate:
    def test_nobody_is_dialled_before_it_has_answered(self):
        caller = told()
        (asked,) = caller.story.said(AskPermit)

        assert (asked.to, asked.path, asked.service_line) == (
            "13900000009",
            caller.call.path,
            caller.call.service_line,
        )
        assert not caller.story.said(DialCustomer)
        assert caller.call.customer.sound.music, "he hears music meanwhile"

    def test_it_is_dialled_by_the_line_and_in_the_name_that_the_permit_says(self):
        caller, channel = ringing()
        dialled = caller.story.dialled_customer()

        assert (dialled.number, dialled.caller_id, dialled.timeout_ms) == (
            "13900000009",
            "4008001234",
            20_000,
        )
        (leg,) = [one for one in caller.story.facts(LegStarted) if one.kind == "external"]
        assert (leg.channel, leg.attempt) == (channel, "attempt")
        (called,) = caller.story.facts(IvrCalledOutside)
        assert (called.node, called.number, called.attempt) == ("out", "13900000009", "attempt")
        assert (caller.call.state, caller.call.phase) == ("putting_through", "transfer")

    @pytest.mark.parametrize("check", ["blacklist", "destination", "own_number", "nobody"])
    def test_what_it_refuses_is_told_and_the_flow_goes_on(self, check):
        caller = told()
        refused(caller, check)

        assert [(one.exit, one.why) for one in caller.story.facts(IvrPassed)] == [("failed", check)]
        assert [one.data["why"] for one in caller.story.said(Remark)] == [check]
        assert caller.call.state == "parting" and not caller.story.said(DialCustomer)

    def test_a_gate_that_does_not_answer_is_not_waited_for_for_ever(self):
        caller = told()
        caller.story.wait(3_000)

        assert [(one.exit, one.why) for one in caller.story.facts(IvrPassed)] == [("failed", "late")]
        permitted(caller)
        assert not caller.story.said(DialCustomer), "its late answer means nothing"

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ({"age_ms": 2_001}, "permit_expired"),
            ({"person": "li"}, "permit_invalid"),
            ({"trunk": "gone"}, "no_trunk"),
        ],
    )
    def test_a_permit_that_does_not_hold_is_none(self, wrong, why):
        caller = told()
        permitted(caller, **wrong)

        assert [one.why for one in caller.story.facts(IvrPassed)] == [why]
        assert not caller.story.said(DialCustomer)

    def test_a_caller_who_has_left_meanwhile_is_not_dialled_for(self):
        caller = told()
        caller.hangs_up()
        permitted(caller)

        assert not caller.story.said(DialCustomer)


class TestNoCircle:
    """A number outside may be forwarded to the house's own."""

    @pytest.mark.parametrize("shows", ["4008001234", "4008009999"])
    def test_who_shows_a_number_of_the_house_has_come_out_of_a_flow_and_is_not_put_through(self, shows):
        story = Story(published(FLOW))
        caller = Caller.__new__(Caller)
        caller.story, caller.id = story, story.arrive("cust-1", dialled="4008009999", caller=shows)
        story.tell(events.LegAnswered(node=NODE, channel="cust-1"))
        permitted(caller)

        assert [(one.exit, one.why) for one in story.facts(IvrPassed)] == [("failed", "goes_round")]
        assert not story.said(DialCustomer)

    def test_five_calls_are_at_one_number_and_to_one_more_it_is_busy(self):
        story = Story(published(FLOW))
        callers = []
        for number in range(6):
            callers.append(Caller(story, f"cust-{number}"))
            permitted(callers[-1], call=f"through-{number}")
            rings = story.dialled_customer().channel
            story.tell(events.LegProgressed(node=NODE, channel=rings, progress="ringing"))

        assert len(story.said(DialCustomer)) == 5
        assert [(one.exit, one.why) for one in story.facts(IvrPassed) if one.node == "out"] == [
            ("busy", "crowded")
        ]
        assert callers[-1].hears() == ("they-are-busy",)

        callers[0].hangs_up()
        callers.append(Caller(story, "cust-6"))
        permitted(callers[-1], call="through-6")
        assert len(story.said(DialCustomer)) == 6, "a place is free again"

    def test_a_call_tries_five_numbers_at_most_however_its_flow_leads_it_round(self):
        again = replace(OUT, exits={"busy": "out", "no_answer": "own", "failed": "bye"})
        caller = Caller(Story(published(replace(FLOW, nodes=(again, *FLOW.nodes[1:])))))
        for number in range(5):
            permitted(caller, call=f"through-{number}")
            ends_there(caller, caller.story.dialled_customer().channel, 17)

        assert len(caller.story.said(AskPermit)) == len(caller.story.said(DialCustomer)) == 5
        passed = caller.story.facts(IvrPassed)
        assert [one.exit for one in passed if one.node == "out"] == [*["busy"] * 5, "failed"]
        assert passed[5].why == "tried_enough" and caller.hears() == ("goodbye",)


class TestItRings:
    @pytest.mark.parametrize(
        ("cause", "exit"), [(17, "busy"), (19, "no_answer"), (18, "no_answer"), (1, "failed"), (38, "failed")]
    )
    def test_how_the_line_there_ends_is_an_exit(self, cause, exit):
        caller, channel = ringing()
        ends_there(caller, channel, cause)

        assert exits(caller.story)[0] == ("out", exit)

    def test_after_the_ring_time_out_it_is_given_up_there_and_he_goes_on(self):
        caller, channel = ringing()
        caller.story.wait(23_000)

        assert exits(caller.story) == [("out", "no_answer")]
        assert [one.channel for one in caller.story.said(HangUp)] == [channel]
        assert caller.call.state == "queued" and caller.story.facts(CallQueued)

    def test_who_is_busy_is_told_so_and_he_hears_it_alone(self):
        caller, channel = ringing()
        ends_there(caller, channel, 17)

        assert caller.call.state == "in_ivr" and caller.call.phase == "ivr"
        assert caller.hears() == ("they-are-busy",)
        assert not wanted(caller.call).members and caller.call.state == "queued"

    def test_he_hears_the_line_there_where_the_node_says_so(self):
        caller, channel = ringing(hears="line")

        assert caller.story.dialled_customer().bridge == caller.call.bridge
        assert set(wanted(caller.call).members) == {caller.call.channel, channel}
        assert caller.call.customer.sound is None
        ends_there(caller, channel, 17)
        assert not wanted(caller.call).members

    def test_a_caller_who_leaves_takes_the_ringing_with_him(self):
        caller, channel = ringing()
        id = caller.id
        caller.hangs_up()

        assert [one.channel for one in caller.story.said(HangUp)] == [channel]
        (ended,) = caller.story.facts(CallEnded)
        assert (ended.call, ended.outcome, ended.ended_by) == (id, "left_in_ivr", "customer")
        assert [one.to for one in caller.story.facts(IvrLeft)] == ["caller"]
        assert not caller.story.facts(CallbackOwed)

    def test_keys_mean_nothing_meanwhile(self):
        caller, _ = ringing()
        caller.presses("1#")

        assert caller.call.state == "putting_through"

    def test_it_takes_a_place_of_the_set_up_until_it_rings(self):
        caller, channel = ringing()
        node = caller.story.state.nodes[NODE]
        assert node.setting_up == {caller.id}

        caller.story.tell(events.LegProgressed(node=NODE, channel=channel, progress="ringing"))
        assert not caller.story.state.nodes[NODE].setting_up

    def test_and_keeps_nobody_out_for_ever_when_nobody_says_that_it_rings(self):
        caller, _ = ringing(ring_ms=60_000)
        caller.story.wait(caller.story.state.house.config.timers.setup_timeout_ms)

        assert not caller.story.state.nodes[NODE].setting_up and caller.call.state == "putting_through"

    def test_a_flow_that_is_published_anew_changes_nothing_for_him(self):
        caller, channel = ringing()
        caller.story.tell(events.ConfigChanged(config=published(f.Flow(), version=2)))
        ends_there(caller, channel, 17)

        assert caller.hears() == ("they-are-busy",)

    def test_another_number_can_follow(self):
        again = replace(OUT, id="again", number="13900000010", exits=dict.fromkeys(OUT.exits, "bye"))
        first = replace(OUT, exits={**OUT.exits, "busy": "again"})
        flow = replace(FLOW, nodes=(first, again, *FLOW.nodes[1:]))
        caller = Caller(Story(published(flow)))
        permitted(caller)
        ends_there(caller, caller.story.dialled_customer().channel, 17)

        assert [one.to for one in caller.story.said(AskPermit)] == ["13900000009", "13900000010"]


class TestTheySpeak:
    def test_both_are_in_one_bridge_and_nothing_is_recorded(self):
        caller, channel = ringing()
        answers_there(caller, channel)
        media = wanted(caller.call)

        assert set(media.members) == {caller.call.channel, channel} and not media.muted and not media.sounds
        assert not media.recordings and not caller.story.said(StartRecording)
        assert caller.call.phase == "talk"
        assert [one.to for one in caller.story.facts(IvrLeft)] == ["external"]

    @pytest.mark.parametrize("who", ["customer", "external"])
    def test_it_ends_when_either_hangs_up(self, who):
        caller, channel = ringing()
        answers_there(caller, channel)
        own, story = caller.call.channel, caller.story
        story.wait(60_000)
        story.leave(own if who == "customer" else channel)

        (ended,) = story.facts(CallEnded)
        assert (ended.outcome, ended.ended_by, ended.phases["talk"]) == ("served_in_ivr", who, 60_000)
        assert story.said(HangUp)[-1].channel == (channel if who == "customer" else own)
        assert not story.facts(CallbackOwed)

    def test_their_facts_hold_together(self):
        caller, channel = ringing()
        answers_there(caller, channel)
        caller.story.leave(channel)
        ledger = Ledger()
        ledger.read(tuple(caller.story.commands))

        assert not ledger.open_calls() and not ledger.flows


OUT_ONLY = f.Flow(
    start="hello",
    nodes=(
        f.Play(id="hello", say=(f.PromptPart(prompt="one-moment"),), exits={"next": "out"}),
        replace(OUT, exits=dict.fromkeys(OUT.exits, "back")),
        f.ToAgent(id="back"),
    ),
)
SENT = replace(CONFIG, flows=(flow("check", OUT_ONLY),))


def test_whose_agent_waits_for_him_comes_back_instead():
    """An agent's customer is not put through over his agent's head."""
    led = Led(config=SENT)
    led.story.hear(led.id)

    assert not led.story.said(AskPermit)
    assert led.call.state == "talking" and led.call.lead is not None and led.call.lead.came == "ended"


def test_whose_agent_is_done_with_him_is_put_through_and_has_been_served():
    led = Led(config=SENT, way=events.TransferRequested)
    led.story.hear(led.id)
    (asked,) = led.story.said(AskPermit)
    permit = led.story.permit("", "put-through", number="13900000009")
    led.story.tell(events.PermitAnswered(call=asked.call, number=asked.number, permit=permit))
    channel = led.story.dialled_customer().channel
    led.story.tell(events.LegAnswered(node=NODE, channel=channel))
    assert led.in_the_bridge() == {"cust-1", channel}
    led.story.leave(channel)

    (ended,) = led.story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by) == ("answered", "external")


class TestOnTheSwitch:
    """Floor and fake switch together: who is dialled, who hears whom, and what is left."""

    @staticmethod
    def called(number="13900000009", **settings):
        flow = replace(FLOW, nodes=(replace(OUT, number=number, **settings), *FLOW.nodes[1:]))
        centre = Centre(published(flow))
        return centre, centre.customer_calls()

    def test_they_hear_each_other_and_nothing_is_left_behind(self):
        centre, caller = self.called("13800000009")
        (outside,) = set(centre.switch.channels) - {caller}
        assert centre.switch.channels[caller].music and not centre.switch.hears(caller)
        centre.wait(2_000)

        assert centre.switch.hears(caller) == {outside} and centre.switch.hears(outside) == {caller}
        assert not centre.switch.channels[caller].music and not centre.switch.recordings
        centre.hangs_up(outside)
        assert not centre.switch.channels and not centre.switch.bridges and not centre.refused

    def test_of_a_busy_line_the_flow_tells_him(self):
        centre, caller = self.called("13800000008")
        centre.wait(1_000)

        assert set(centre.switch.channels) == {caller}
        assert [one.state for one in centre.state.calls.values()] == ["in_ivr"]

    @pytest.mark.parametrize("seconds", [1, 5])
    def test_whoever_is_put_through_stays_so_when_the_floor_is_killed(self, seconds):
        """While it rings, and while they speak."""
        centre, caller = self.called("13800000009")
        centre.wait(seconds * 1_000)
        before = set(centre.switch.channels)
        centre.killed()
        centre.wait(2_000)

        assert set(centre.switch.channels) == before
        (outside,) = before - {caller}
        assert centre.switch.hears(caller) == {outside} and centre.switch.hears(outside) == {caller}
        assert centre.only_call().state == "talking"
