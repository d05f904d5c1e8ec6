"""The house calls a customer by itself, and the agent comes second (C9)."""

import pytest

from tests.engine.centre import Centre
from tests.engine.story import Story
from tests.engine.test_with_switch import permit
from zuoxi.engine import events
from zuoxi.engine.commands import CreateBridge, HangUp, PlayPrompt, StartRecording
from zuoxi.engine.facts import (
    AttemptEnded,
    CallbackOwed,
    CallEnded,
    CallStarted,
    Fact,
    OfferMade,
    SegmentStarted,
)


@pytest.fixture
def story() -> Story:
    return Story()


def test_the_customer_is_dialled_with_nobody_in_the_call(story: Story):
    story.seat("li")
    reply = story.call_first()
    assert (reply.code, reply.data) == ("ok", {"call": "call-out"})
    dial = story.dialled_customer()
    assert (dial.bridge, dial.number, dial.caller_id) == ("", "13800000001", "4008001234")
    assert not story.now_ordered(CreateBridge)
    assert not story.facts(CallStarted), "nothing is told of him until he answers"
    assert (story.call("call-out").state, story.agent("li").doing) == ("reaching", "ready")


def test_who_answers_is_offered_to_a_free_agent_and_they_speak(story: Story):
    story.seat("li")
    channel = story.reach()
    (started,) = story.facts(CallStarted)
    assert (started.direction, started.attempt) == ("outbound", "attempt")
    assert story.agent("li").doing == "ringing"
    assert story.ask(events.AnswerRequested, "li", call="call-out").code == "ok"
    assert [one.channel for one in story.said(StartRecording)] == [channel]
    assert [one.person for one in story.facts(SegmentStarted)] == ["li"]
    story.now += 20_000
    story.leave(channel)
    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by) == ("answered", "customer")
    assert story.agent("li").doing == "wrap_up"


def test_he_hears_that_he_is_recorded_before_it_rings_at_an_agent(story: Story):
    story.seat("li")
    story.reach(prompts=("welcome", "recorded"), announcement="recorded")
    assert [one.prompts for one in story.said(PlayPrompt)] == [("welcome", "recorded")]
    assert not story.facts(OfferMade)
    story.hear("call-out")
    assert [one.person for one in story.facts(OfferMade)] == ["li"]


def test_who_was_called_goes_before_who_called(story: Story):
    waits = story.queue("cust-1")
    story.now += 5_000
    story.reach()
    story.seat("li")
    assert [one.call for one in story.facts(OfferMade)] == ["call-out"]
    assert story.call(waits).state == "queued"


def test_nobody_is_free_in_time_so_he_is_told_and_owed_a_call(story: Story):
    story.reach()
    story.wait(15_000)
    assert story.call("call-out").state == "parting"
    assert [one.prompts for one in story.said(PlayPrompt)] == [("all-busy",)]
    assert [(one.reason, one.waited_ms) for one in story.facts(CallbackOwed)] == [("dropped", 15_000)]
    story.hear("call-out")
    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by, ended.answered_at) == ("dropped", "system", 0)
    assert ended.phases["queue"] == 15_000


def test_he_gives_up_waiting_and_is_owed_a_call(story: Story):
    channel = story.reach()
    story.now += 4_000
    story.leave(channel)
    assert [(one.reason, one.waited_ms) for one in story.facts(CallbackOwed)] == [("abandoned", 4_000)]
    assert story.facts(CallEnded)[0].outcome == "abandoned"


@pytest.mark.parametrize(
    ("cause", "outcome"), [(17, "busy"), (19, "no_answer"), (1, "unreachable"), (38, "failed")]
)
def test_who_is_not_reached_is_no_agents_matter(story: Story, cause: int, outcome: str):
    story.seat("li")
    story.call_first()
    story.leave(story.dialled_customer().channel, cause)
    (ended,) = story.facts(AttemptEnded)
    assert (ended.outcome, ended.cause, ended.person) == (outcome, cause, "")
    assert [one for one in story.facts(Fact) if getattr(one, "call", "") == "call-out"] == [ended]
    assert not story.facts(CallbackOwed) and not story.facts(OfferMade)
    assert story.agent("li").doing == "ready"


def test_a_line_that_rings_for_ever_is_given_up(story: Story):
    story.call_first()
    channel = story.dialled_customer().channel
    story.wait(63_000)
    assert story.facts(AttemptEnded)[0].outcome == "no_answer"
    assert [one.channel for one in story.said(HangUp)] == [channel]


def test_who_is_only_to_be_told_something_hears_it_and_is_released(story: Story):
    channel = story.reach(queue="", prompts=("news",))
    assert story.call("call-out").state == "announcing"
    story.hear("call-out")
    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by) == ("answered", "system")
    assert [one.channel for one in story.said(HangUp)] == [channel]
    assert not story.facts(CallbackOwed)


def test_news_that_could_not_be_said_was_not_heard(story: Story):
    channel = story.reach(queue="", prompts=("news",))
    story.tell(
        events.CommandFailed(node=story.node, command="PlayPrompt", subject=channel, reason="no such sound")
    )
    assert story.facts(CallEnded)[0].outcome == "failed"


def test_what_forbids_it_is_said(story: Story):
    assert story.call_first(age_ms=2_001).code == "permit_expired"
    assert story.call_first(person="li").code == "permit_invalid"
    assert story.call_first(trunk="other").code == "no_trunk"
    assert story.call_first(queue="gone").code == "nothing_follows"
    assert story.call_first(queue="").code == "nothing_follows"
    assert story.call_first().code == "ok"
    assert story.call_first().code == "permit_used"
    story.tell(events.SwitchLost(node=story.node))
    assert story.call_first("other").code == "switch_away"


def test_an_agent_cannot_dial_with_the_houses_permit(story: Story):
    story.seat("li")
    assert story.ask(events.DialRequested, "li", permit=story.permit("")).code == "permit_invalid"


def test_he_answers_while_the_connection_is_broken_and_is_found_up(story: Story):
    story.seat("li")
    story.call_first()
    channel, line = story.dialled_customer().channel, story.line("li")
    story.tell(events.SwitchLost(node=story.node))
    story.connect(
        *(events.ChannelSeen(channel=one, state="up") for one in (channel, line)), endpoints=("ep-li",)
    )
    assert story.agent("li").doing == "ringing"


def test_a_node_that_dies_owes_a_call_to_who_had_answered(story: Story):
    story.call_first("rings", number="13800000002")
    story.reach("waits")
    story.tell(events.SwitchLost(node=story.node, restarted=True))
    assert [(one.call, one.reason) for one in story.facts(CallbackOwed)] == [("waits", "switch_lost")]
    assert [(one.call, one.outcome) for one in story.facts(CallEnded)] == [("waits", "switch_lost")]
    assert [(one.call, one.outcome) for one in story.facts(AttemptEnded)] == [("rings", "switch_lost")]


def test_a_break_while_his_line_rings_says_nothing_into_it(story: Story):
    story.call_first()
    story.tell(events.StepBroke(what="x", subjects=("call:call-out",)))
    assert not story.said(PlayPrompt)
    assert story.facts(AttemptEnded)[0].outcome == "failed"


def test_the_switch_does_it():
    centre = Centre()
    centre.come_to_work("li")
    centre.ask(events.CustomerFirstRequested, "", permit=permit(centre, "", "13800000009"), queue="orders")
    centre.wait(2_500)
    call = centre.only_call()
    assert centre.switch.channels[call.channel].caller_id == "4008001234"
    assert centre.agent("li").doing == "ringing"
    assert centre.ask(events.AnswerRequested, "li", call=call.id) == "ok"
    line = centre.agent("li").line
    assert line is not None
    assert centre.switch.hears(call.channel) == {line.channel}
    assert not centre.refused
