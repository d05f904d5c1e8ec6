"""Voicemail: who cannot be served, or would rather, leaves a message; before the tone there is none (T7)."""

import pytest
from msgspec.structs import replace

from tests.engine.house import CONFIG, QUEUE
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import AnswerChannel, PlayPrompt, StartRecording, StopRecording
from zuoxi.engine.facts import CallbackOwed, CallEnded, MessageBegan, MessageEnded, RecordingFinished

ASKED = ("leave-message", "beep")


def house(**changes):
    return Story(
        replace(
            CONFIG, queues=(replace(QUEUE, voicemail_by_key=True, voicemail_when_unserved=True, **changes),)
        )
    )


def press(story, digit, channel="cust-1"):
    story.tell(events.KeyPressed(node=story.node, channel=channel, digit=digit))


def speak(story, span, channel="cust-1"):
    """He waits, chooses to leave a message, hears the tone and speaks for so long."""
    call = story.queue(channel)
    press(story, "2", channel)
    story.hear(call)
    story.wait(span)
    return call


def test_who_waits_leaves_a_message_by_key_and_hangs_up():
    story = house()
    call = speak(story, 8_000)
    (recording,) = story.said(StartRecording)
    story.leave("cust-1")
    (began,) = story.facts(MessageBegan)
    assert (began.call, began.queue, began.number) == (call, "orders", "13800000001")
    assert began.message == recording.recording
    assert [(one.ms, one.left) for one in story.facts(MessageEnded)] == [(8_000, True)]
    assert not story.facts(CallbackOwed), "a message is worked on as such"
    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by, ended.phases["voicemail"]) == ("message", "customer", 8_000)
    story.tell(events.RecordingStopped(node=story.node, recording=recording.recording))
    assert [one.recording for one in story.facts(RecordingFinished)] == [began.message]


def test_who_has_said_it_presses_the_hash_key_and_is_thanked():
    story = house()
    call = speak(story, 5_000)
    press(story, "7")
    assert story.call(call).state == "messaging"
    press(story, "#")
    assert story.now_ordered(StopRecording)
    assert story.said(PlayPrompt)[-1].prompts == ("goodbye",)
    story.hear(call)
    assert [one.outcome for one in story.facts(CallEnded)] == ["message"]


def test_nobody_speaks_on_the_tape_for_ever():
    story = house()
    speak(story, 180_000)
    assert [(one.ms, one.left) for one in story.facts(MessageEnded)] == [(180_000, True)]


def test_who_goes_before_the_tone_has_left_nothing_and_is_owed_a_call():
    story = house()
    story.queue()
    story.wait(6_000)
    press(story, "2")
    story.leave("cust-1")
    assert not story.facts(MessageBegan) and not story.said(StartRecording)
    assert [(one.reason, one.queue) for one in story.facts(CallbackOwed)] == [("abandoned", "orders")]


def test_who_goes_at_the_tone_has_left_nothing_and_is_owed_a_call():
    story = house()
    speak(story, 400)
    story.leave("cust-1")
    assert [one.left for one in story.facts(MessageEnded)] == [False]
    assert [one.reason for one in story.facts(CallbackOwed)] == ["abandoned"]
    assert [one.outcome for one in story.facts(CallEnded)] == ["abandoned"]


def test_who_has_waited_too_long_is_asked_for_a_message():
    story = house()
    call = story.queue()
    story.wait(120_000)
    assert story.said(PlayPrompt)[-1].prompts == ("all-busy", *ASKED)
    assert not story.facts(CallbackOwed)
    story.leave("cust-1")
    assert [one.reason for one in story.facts(CallbackOwed)] == ["queue_timeout"]
    assert [(one.call, one.outcome) for one in story.facts(CallEnded)] == [(call, "queue_timeout")]


def test_one_caller_too_many_is_asked_for_a_message():
    story = house(capacity=0)
    story.queue()
    assert story.said(PlayPrompt)[-1].prompts == ("all-busy", *ASKED)


def test_out_of_hours_he_is_let_in_only_to_leave_a_message():
    story = house()
    call = story.arrive(dialled="4008005678")
    assert story.now_ordered(AnswerChannel)
    story.tell(events.LegAnswered(node=story.node, channel="cust-1"))
    assert story.said(PlayPrompt)[-1].prompts == ("closed", *ASKED)
    story.hear(call)
    story.wait(3_000)
    story.leave("cust-1")
    assert [one.outcome for one in story.facts(CallEnded)] == ["message"]


def test_out_of_hours_he_who_leaves_none_is_owed_a_call():
    story = house()
    story.arrive(dialled="4008005678")
    story.tell(events.LegAnswered(node=story.node, channel="cust-1"))
    story.leave("cust-1")
    assert [one.reason for one in story.facts(CallbackOwed)] == ["closed"]


def test_while_nothing_can_be_recorded_nobody_is_asked_for_a_message():
    story = house()
    story.tell(events.RecordingRoomChanged(room=False))
    call = story.queue()
    press(story, "2")
    assert story.call(call).state == "queued"
    story.wait(120_000)
    assert story.said(PlayPrompt)[-1].prompts == ("all-busy",)
    assert [one.reason for one in story.facts(CallbackOwed)] == ["queue_timeout"]


def test_a_recording_that_the_switch_refuses_leaves_no_message_and_he_is_told_that_he_will_be_called():
    story = house()
    call = speak(story, 0)
    (begun,) = story.said(StartRecording)
    story.tell(
        events.CommandFailed(
            node=story.node,
            command="StartRecording",
            subject="cust-1",
            reason="no space",
            recording=begun.recording,
        )
    )
    assert story.said(PlayPrompt)[-1].prompts == ("all-busy",)
    assert [one.left for one in story.facts(MessageEnded)] == [False]
    assert [one.reason for one in story.facts(CallbackOwed)] == ["abandoned"]
    story.hear(call)


def test_an_invitation_that_cannot_be_heard_ends_in_a_call_owed():
    story = house()
    story.queue()
    press(story, "2")
    story.tell(
        events.CommandFailed(node=story.node, command="PlayPrompt", subject="cust-1", reason="no file")
    )
    assert [one.reason for one in story.facts(CallbackOwed)] == ["abandoned"]


@pytest.mark.parametrize("digit", ["1", "3", "*"])
def test_keys_that_offer_nothing_mean_nothing(digit):
    story = house()
    call = story.queue()
    press(story, digit)
    assert story.call(call).state == "queued"


def test_a_queue_without_voicemail_takes_none():
    story = Story()
    call = story.queue()
    press(story, "2")
    assert story.call(call).state == "queued"


def test_what_is_offered_is_said_while_he_waits():
    story = house(announce_every_ms=0)
    story.queue()
    story.wait(0)
    assert story.said(PlayPrompt)[-1].prompts == ("queue-wait", "offer-voicemail")


def test_a_switch_that_dies_leaves_the_message_that_was_spoken_so_far():
    story = house()
    speak(story, 9_000)
    story.tell(events.SwitchLost(node=story.node, restarted=True))
    story.connect(boot="boot-2")
    assert [(one.ms, one.left) for one in story.facts(MessageEnded)] == [(9_000, True)]
    assert not story.facts(CallbackOwed)
    assert story.facts(RecordingFinished)
