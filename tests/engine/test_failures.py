"""Commands that the switch did not carry out: nobody is stuck."""

import pytest

from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import CreateBridge, DialDevice, Join, PlayPrompt, TakeInventory
from zuoxi.engine.facts import CallbackOwed, CallEnded, RecordingFinished


@pytest.fixture
def story() -> Story:
    story = Story()
    story.seat("li")
    return story


def fail(story: Story, command: str, subject: str, *, gone: bool = False) -> None:
    story.tell(
        events.CommandFailed(node=story.node, command=command, subject=subject, reason="refused", gone=gone)
    )


def test_a_channel_that_is_gone_has_ended(story: Story):
    story.queue()
    fail(story, "StartMusic", "cust-1", gone=True)
    assert story.facts(CallEnded)[0].outcome == "abandoned"


def test_a_caller_who_cannot_be_taken_is_owed_a_call(story: Story):
    story.arrive()
    fail(story, "AnswerChannel", "cust-1")
    assert story.facts(CallEnded)[0].outcome == "failed"
    assert story.facts(CallbackOwed)


def test_an_announcement_that_cannot_be_played_is_skipped(story: Story):
    call = story.arrive()
    story.tell(events.LegAnswered(node=story.node, channel="cust-1"))
    fail(story, "PlayPrompt", "cust-1")
    assert story.call(call).state == "ringing"


def test_a_bridge_is_tried_again_and_then_the_caller_gets_an_apology(story: Story):
    call = story.talk("li")
    for _ in range(3):
        fail(story, "Join", f"zb-{call}", gone=True)
        assert [type(one) for one in story.now_ordered(CreateBridge, Join)] == [CreateBridge, Join]
    fail(story, "Join", f"zb-{call}")
    assert [one.prompts for one in story.now_ordered(PlayPrompt)] == [("sorry",)]
    assert story.agent("li").state == "wrap_up"


def test_a_bridge_that_fails_while_dialling_ends_the_call(story: Story):
    story.dial("li")
    for _ in range(4):
        fail(story, "CreateBridge", "zb-call-out")
    assert story.facts(CallEnded)[0].outcome == "failed"
    assert story.agent("li").state == "ready"


def test_a_customer_who_cannot_be_dialled_has_failed(story: Story):
    story.dial("li")
    fail(story, "DialCustomer", story.dialled_customer().channel)
    assert story.facts(CallEnded)[0].outcome == "failed"


def test_a_line_that_cannot_be_dialled_is_tried_again_later():
    story = Story()
    story.sign_in("li")
    story.tell(events.DeviceRegistered(node=story.node, endpoint="ep-li"))
    fail(story, "DialDevice", story.dialled_device().channel)
    story.wait(2_000)
    assert len(story.said(DialDevice)) == 2


def test_a_conversation_goes_on_without_its_recording(story: Story):
    call = story.talk("li")
    fail(story, "StartRecording", "cust-1")
    assert story.call(call).state == "talking" and not story.call(call).recording
    assert len(story.facts(RecordingFinished)) == 1


def test_a_late_failure_of_a_call_that_is_over_changes_nothing(story: Story):
    call = story.talk("li")
    story.ask(events.HangUpRequested, "li", call=call)
    before = story.state
    fail(story, "Join", f"zb-{call}", gone=True)
    fail(story, "StopRecording", "cust-1")
    assert story.state.calls == before.calls and story.state.agents == before.agents


def test_a_command_whose_outcome_nobody_knows_is_looked_up_and_no_failure():
    story = Story()
    story.seat("li")
    call = story.talk("li")
    story.tell(events.CommandUnknown(node="house", command="Join", subject=f"zb-{call}", reason="timeout"))
    assert story.last == (TakeInventory(node="house", asked=story.now),)
    assert story.call(call).state == "talking"
