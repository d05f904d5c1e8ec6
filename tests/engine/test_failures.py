"""Commands that the switch did not carry out: nobody is stuck."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.engine.house import CONFIG, access
from tests.engine.shown import as_wanted
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import (
    AnswerChannel,
    CreateBridge,
    DialDevice,
    Join,
    PlayPrompt,
    StartMusic,
    StartRecording,
    StopRecording,
    SwitchCommand,
    TakeInventory,
)
from zuoxi.engine.events import ChannelSeen
from zuoxi.engine.facts import (
    AttemptEnded,
    CallbackOwed,
    CallEnded,
    RecordingFinished,
    SegmentStarted,
)
from zuoxi.engine.media import wanted


@pytest.fixture
def story() -> Story:
    story = Story()
    story.seat("li")
    return story


def fail(story: Story, command: str, subject: str, **said: Any) -> None:
    story.tell(
        events.CommandFailed(node=story.node, command=command, subject=subject, reason="refused", **said)
    )


def unknown(story: Story, command: str, subject: str) -> None:
    story.tell(events.CommandUnknown(node=story.node, command=command, subject=subject, reason="timeout"))


def test_a_channel_that_is_gone_has_ended(story: Story):
    story.queue()
    fail(story, "StartMusic", "cust-1", gone=True)
    assert story.facts(CallEnded)[0].outcome == "abandoned"


def test_a_caller_who_cannot_be_taken_is_owed_a_call(story: Story):
    story.arrive()
    line = ChannelSeen(channel=story.line("li"), state="up")
    for _ in range(3):
        story.now += 1
        fail(story, "AnswerChannel", "cust-1")
        story.now += 1
        story.look_around(ChannelSeen(channel="cust-1", state="ringing"), line)
        assert [one.channel for one in story.now_ordered(AnswerChannel)] == ["cust-1"], "it is tried again"
    story.wait(10_000)
    assert story.facts(CallEnded)[0].outcome == "failed"
    assert story.facts(CallbackOwed)


def test_a_greeting_without_an_announcement_of_recording_that_fails_is_skipped():
    story = Story(replace(CONFIG, access_numbers=(access("4008001234", recording_announcement=""),)))
    story.seat("li")
    call = story.arrive()
    story.tell(events.LegAnswered(node=story.node, channel="cust-1"))
    fail(story, "PlayPrompt", "cust-1")
    assert story.call(call).state == "ringing"


def test_who_cannot_be_told_of_the_recording_is_told_again_and_else_not_recorded(story: Story):
    call = story.arrive()
    story.tell(events.LegAnswered(node=story.node, channel="cust-1"))
    first = story.call(call).playback
    fail(story, "PlayPrompt", "cust-1")
    (again,) = story.now_ordered(PlayPrompt)
    assert again.prompts == ("welcome", "recorded") and again.playback != first
    fail(story, "PlayPrompt", "cust-1")
    assert story.call(call).state == "ringing"
    assert story.ask(events.AnswerRequested, "li", call=call).code == "ok"
    assert not story.said(StartRecording)
    (segment,) = story.facts(SegmentStarted)
    assert (segment.recording, segment.unrecorded) == ("", "announcement_failed")


def test_a_bridge_is_tried_again_and_then_the_caller_gets_an_apology(story: Story):
    call = story.talk("li")
    apart = [ChannelSeen(channel=one, state="up") for one in story.known()]
    for _ in range(3):
        story.now += 1
        fail(story, "Join", f"zb-{call}", gone=True)
        story.now += 1
        story.look_around(*apart, bridges=())
        assert [type(one) for one in story.now_ordered(CreateBridge, Join)] == [CreateBridge, Join]
    story.now += 1
    fail(story, "Join", f"zb-{call}")
    story.now += 1
    story.look_around(*apart, bridges=())
    assert [one.prompts for one in story.now_ordered(PlayPrompt)] == [("sorry",)]
    assert story.agent("li").doing == "wrap_up"


def test_while_the_line_is_broken_refusals_say_nothing_of_a_conversation(story: Story):
    call = story.talk("li")
    for _ in range(9):
        fail(story, "Join", f"zb-{call}")
    assert story.call(call).state == "talking"
    assert len(story.said(TakeInventory)) == 1, "one look is enough for many doubts"


def test_a_bridge_that_fails_while_dialling_ends_the_call(story: Story):
    story.dial("li")
    story.now += 1
    apart = [ChannelSeen(channel=one, state="down") for one in story.known()]
    for _ in range(4):
        story.now += 1
        fail(story, "CreateBridge", "zb-call-out")
        story.now += 1
        story.look_around(*apart, bridges=())
    assert story.facts(AttemptEnded)[0].outcome == "failed"
    assert story.agent("li").doing == "ready"


def test_a_customer_who_cannot_be_dialled_has_failed(story: Story):
    story.dial("li")
    fail(story, "DialCustomer", story.dialled_customer().channel)
    assert story.facts(AttemptEnded)[0].outcome == "failed"


def test_a_line_that_cannot_be_dialled_is_tried_again_later():
    story = Story()
    story.sign_in("li")
    story.tell(events.DeviceRegistered(node=story.node, endpoint="ep-li"))
    fail(story, "DialDevice", story.dialled_device().channel)
    story.wait(2_000)
    assert len(story.said(DialDevice)) == 2


def test_a_conversation_goes_on_without_its_recording(story: Story):
    call = story.talk("li")
    (start,) = story.said(StartRecording)
    fail(story, "StartRecording", "cust-1", recording="another conversation's, which is not begun")
    assert wanted(story.call(call)).recordings and not story.facts(RecordingFinished)
    fail(story, "StartRecording", "cust-1", recording=start.recording)
    assert story.call(call).state == "talking" and not wanted(story.call(call)).recordings
    assert [one.lacking for one in story.facts(RecordingFinished)] == ["refused"]


def test_who_has_gone_before_his_recording_began_has_none_and_the_facts_say_so(story: Story):
    story.talk("li")
    (start,) = story.said(StartRecording)
    fail(story, "StartRecording", "cust-1", recording=start.recording, gone=True)
    assert [one.lacking for one in story.facts(RecordingFinished)] == ["gone"]


@pytest.mark.parametrize(("files", "lacking"), [(True, ""), (False, "no_files")])
def test_a_recording_without_files_is_told_as_such(story: Story, files: bool, lacking: str):
    story.talk("li")
    (start,) = story.said(StartRecording)
    story.leave("cust-1")
    story.tell(events.RecordingStopped(node=story.node, recording=start.recording, files=files))
    assert [one.lacking for one in story.facts(RecordingFinished)] == [lacking]


def test_a_late_failure_of_a_call_that_is_over_changes_nothing(story: Story):
    call = story.talk("li")
    story.ask(events.HangUpRequested, "li", call=call)
    before = story.state
    fail(story, "Join", f"zb-{call}", gone=True)
    fail(story, "StopRecording", "cust-1")
    assert story.state.calls == before.calls and story.state.agents == before.agents


def test_a_command_whose_outcome_nobody_knows_is_looked_up_and_no_failure(story: Story):
    call = story.talk("li")
    story.now += 1
    unknown(story, "Join", f"zb-{call}")
    assert story.now_ordered(SwitchCommand) == [TakeInventory(node="house", asked=story.now)]
    story.look_around()
    assert not story.now_ordered(SwitchCommand), "it was done"
    assert story.call(call).state == "talking" and not story.call(call).doubt


def test_what_was_not_done_is_ordered_again(story: Story):
    call = story.talk("li")
    story.now += 1
    unknown(story, "Join", f"zb-{call}")
    apart = [ChannelSeen(channel=one, state="up") for one in story.known()]
    story.look_around(*apart)
    assert [type(one) for one in story.now_ordered(Join)] == [Join]


def test_a_customer_of_whom_nobody_knows_whether_he_is_dialled_is_looked_for(story: Story):
    story.dial("li")
    story.now += 1
    customer = story.dialled_customer().channel
    unknown(story, "DialCustomer", customer)
    story.look_around()
    assert story.call("call-out").state == "dialling"
    story.tell(events.LegAnswered(node=story.node, channel=customer))
    assert story.agent("li").doing == "talking", "and he is no silent call"


def test_a_customer_who_turns_out_not_to_be_dialled_was_not_reached(story: Story):
    story.dial("li")
    story.now += 1
    unknown(story, "DialCustomer", story.dialled_customer().channel)
    story.look_around(ChannelSeen(channel=story.line("li"), state="up"))
    assert story.facts(AttemptEnded)[0].outcome == "failed"


def test_an_inventory_that_fails_is_taken_again_soon(story: Story):
    call = story.talk("li")
    story.now += 1
    unknown(story, "Join", f"zb-{call}")
    unknown(story, "TakeInventory", "")
    story.wait(2_000)
    assert len(story.said(TakeInventory)) == 2


def test_what_was_ordered_after_an_inventory_was_asked_for_is_left_for_the_next_one(story: Story):
    call = story.queue()
    story.now += 1
    unknown(story, "StartMusic", "cust-1")
    asked = as_wanted(story.state, story.node, story.now)
    story.now += 1
    assert story.ask(events.AnswerRequested, "li", call=call).code == "ok"
    story.tell(asked)
    assert not story.now_ordered(CreateBridge, Join, StartMusic), "it shows a moment that has passed"


def test_without_room_a_conversation_goes_on_unrecorded_and_says_so_and_room_comes_back(story: Story):
    story.seat("wang")
    first = story.talk("li", "cust-1")
    story.tell(events.RecordingRoomChanged(room=False))
    assert not story.said(StopRecording), "what is being recorded goes on"
    second = story.talk("wang", "cust-2")
    (recorded, unrecorded) = story.facts(SegmentStarted)
    assert recorded.recording and (recorded.call, unrecorded.call) == (first, second)
    assert (unrecorded.recording, unrecorded.unrecorded) == ("", "no_room")
    assert [order.channel for order in story.said(StartRecording)] == ["cust-1"]
    assert [call.state for call in story.state.calls.values()] == ["talking"] * 2

    story.tell(events.RecordingRoomChanged(room=True))
    story.tell(events.LegEnded(node=story.node, channel="cust-2", cause=16))
    assert story.ask(events.WrapUpFinished, "wang", call=second).code == "ok"
    third = story.talk("wang", "cust-3")
    assert [one.call for one in story.facts(SegmentStarted) if one.recording] == [first, third]
