"""An agent's own call to a customer (T11, C9)."""

import pytest

from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import CreateBridge, DialCustomer, HangUp, Join, RecordFact, StartRecording
from zuoxi.engine.facts import (
    AgentStateChanged,
    AttemptEnded,
    CallbackOwed,
    CallEnded,
    CallStarted,
    HelpAsked,
    HelpEnded,
    SegmentStarted,
)


@pytest.fixture
def story() -> Story:
    story = Story()
    story.seat("li")
    return story


def test_the_agent_is_bridged_first_and_hears_the_customer_ring(story: Story):
    reply = story.dial("li")
    assert (reply.code, reply.data) == ("ok", {"call": "call-out"})
    assert [type(one) for one in story.now_ordered(CreateBridge, Join, DialCustomer)] == [
        CreateBridge,
        Join,
        DialCustomer,
    ]
    dial = story.dialled_customer()
    assert (dial.bridge, dial.trunk, dial.number) == ("zb-call-out", "carrier", "13800000001")
    assert dial.channel.startswith("zx-")
    assert story.agent("li").doing == "dialling"


def test_an_answered_call_is_talked_recorded_and_wrapped_up(story: Story):
    story.dial("li")
    channel = story.dialled_customer().channel
    story.tell(events.LegProgressed(node=story.node, channel=channel, progress="ringing"))
    story.now += 5_000
    story.tell(events.LegAnswered(node=story.node, channel=channel))
    assert story.agent("li").doing == "talking"
    (started,) = story.facts(CallStarted)
    assert (started.direction, started.attempt, started.house_number) == (
        "outbound",
        "attempt",
        "4008001234",
    )
    assert [one.channel for one in story.said(StartRecording)] == [channel]
    assert story.facts(SegmentStarted)
    story.now += 20_000
    story.leave(channel)
    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by) == ("answered", "customer")
    assert ended.phases == {"ring": 5_000, "talk": 20_000}
    assert story.agent("li").doing == "wrap_up"


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (17, "busy"),
        (18, "no_answer"),
        (19, "no_answer"),
        (21, "no_answer"),
        (1, "unreachable"),
        (38, "failed"),
    ],
)
def test_a_customer_who_is_not_reached_leaves_the_agent_as_he_was(story: Story, cause: int, outcome: str):
    story.dial("li")
    story.leave(story.dialled_customer().channel, cause)
    (ended,) = story.facts(AttemptEnded)
    assert (ended.outcome, ended.cause) == (outcome, cause)
    assert story.agent("li").doing == "ready"
    assert "wrap_up" not in [one.state for one in story.facts(AgentStateChanged)]
    assert not story.facts(CallbackOwed)


def test_all_that_is_told_of_a_customer_who_was_not_reached_is_one_fact(story: Story):
    before = len(story.said(RecordFact))
    story.dial("li")
    story.now += 7_000
    story.leave(story.dialled_customer().channel, 17)
    told = [one for one in story.said(RecordFact)[before:] if one.stream == "call-out"]
    (ended,) = [one.fact for one in told]
    assert isinstance(ended, AttemptEnded)
    assert (ended.person, ended.attempt, ended.trunk, ended.caller_id) == (
        "li",
        "attempt",
        "trunk",
        "4008001234",
    )
    assert (ended.outcome, ended.cause, ended.ms) == ("busy", 17, 7_000)
    assert not story.state.untold


def test_what_is_told_of_one_who_answers_is_told_as_of_when_it_happened(story: Story):
    story.dial("li")
    began = story.now
    assert story.state.untold["call-out"] and not story.facts(CallStarted)
    story.now += 5_000
    story.tell(events.LegAnswered(node=story.node, channel=story.dialled_customer().channel))
    (started,) = [one for one in story.said(RecordFact) if isinstance(one.fact, CallStarted)]
    assert started.occurred_at == story.state.offset + began
    assert not story.state.untold


def test_who_dialled_in_a_pause_is_in_the_same_pause_again(story: Story):
    story.ask(events.NotReadyRequested, "li", reason="training")
    story.dial("li")
    story.leave(story.dialled_customer().channel, 17)
    assert (story.agent("li").doing, story.agent("li").reason) == ("not_ready", "training")


def test_who_dialled_in_wrap_up_is_ready_afterwards(story: Story):
    call = story.talk("li")
    story.ask(events.HangUpRequested, "li", call=call)
    assert story.dial("li").code == "ok"
    story.leave(story.dialled_customer().channel, 17)
    assert story.agent("li").doing == "ready"
    story.wait(60_000)
    assert story.agent("li").doing == "ready"


def test_the_agent_gives_up_dialling(story: Story):
    story.dial("li")
    assert story.ask(events.HangUpRequested, "li", call="call-out").code == "ok"
    (ended,) = story.facts(AttemptEnded)
    assert (ended.outcome, ended.ended_by) == ("cancelled", "agent")
    assert [one.channel for one in story.said(HangUp)] == [story.dialled_customer().channel]
    assert story.agent("li").doing == "ready"


def test_a_permit_is_for_one_dialling(story: Story):
    story.dial("li")
    story.ask(events.HangUpRequested, "li", call="call-out")
    assert story.dial("li").code == "permit_used"
    assert len(story.said(DialCustomer)) == 1


def test_a_permit_expires_and_is_then_forgotten(story: Story):
    story.dial("li")
    story.ask(events.HangUpRequested, "li", call="call-out")
    story.wait(2_001)
    assert not story.state.permits
    assert story.dial("li", age_ms=2_000).code == "ok"
    story.ask(events.HangUpRequested, "li", call="call-out")
    assert story.dial("li", "call-2", age_ms=2_001).code == "permit_expired"


def test_what_forbids_dialling_is_said(story: Story):
    permit = story.permit("wang")
    assert story.ask(events.DialRequested, "li", permit=permit).code == "permit_invalid"
    assert story.dial("li", trunk="other").code == "no_trunk"
    assert story.dial("wang").code == "no_session"
    story.talk("li")
    assert story.dial("li").code == "in_call"
    assert story.sign_in("wang").code == "ok"
    assert story.dial("wang").code == "line_down"
    story.tell(events.SwitchLost(node=story.node))
    assert story.dial("wang").code == "switch_away"


def test_a_dialling_that_the_switch_forgets_ends_by_itself(story: Story):
    story.dial("li")
    story.wait(63_000)
    (ended,) = story.facts(AttemptEnded)
    assert (ended.outcome, ended.ended_by) == ("no_answer", "system")
    assert story.agent("li").doing == "ready"


def test_a_lost_line_while_dialling_ends_the_call(story: Story):
    story.dial("li")
    story.leave(story.line("li"))
    assert story.facts(AttemptEnded)[0].outcome == "failed"
    assert story.dialled_customer().channel in [one.channel for one in story.said(HangUp)]


@pytest.mark.parametrize("reached", [False, True])
def test_who_was_not_ready_before_he_dialled_is_not_ready_afterwards(reached: bool):
    story = Story()
    story.seat("li")
    story.ask(events.NotReadyRequested, "li", reason="meeting")
    story.dial("li")
    channel = story.dialled_customer().channel
    if reached:
        story.tell(events.LegAnswered(node=story.node, channel=channel))
        story.wait(60_000)
    story.leave(channel, 16 if reached else 17)
    story.wait(31_000)
    assert (story.agent("li").doing, story.agent("li").reason) == ("not_ready", "meeting")
    story.queue("cust-9")
    assert story.agent("li").doing == "not_ready"


def test_who_says_that_he_is_ready_after_his_own_call_is_ready():
    story = Story()
    story.seat("li", ready=False)
    story.dial("li")
    channel = story.dialled_customer().channel
    story.tell(events.LegAnswered(node=story.node, channel=channel))
    story.leave(channel)
    assert story.ask(events.WrapUpFinished, "li", call="call-out", ready=True).code == "ok"
    assert story.agent("li").doing == "ready"


def test_help_that_is_asked_for_while_it_still_rings_names_no_call_of_which_nothing_is_told(story: Story):
    story.dial("li")
    assert story.ask(events.HelpRequested, "li", wanted=True).code == "ok"
    assert story.ask(events.HelpRequested, "li", wanted=False).code == "ok"
    assert [one.call for one in story.facts(HelpAsked)] == [""]
    assert [one.call for one in story.facts(HelpEnded)] == [""]
