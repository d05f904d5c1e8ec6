"""Who waits asks by a key to be called back, and keeps his place (T5)."""

import pytest
from msgspec.structs import replace

from tests.engine.house import CONFIG, QUEUE
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import PlayPrompt
from zuoxi.engine.facts import CallbackOwed, CallEnded


def house(**changes):
    return Story(replace(CONFIG, queues=(replace(QUEUE, callback_by_key=True, **changes),)))


def press(story, digit, channel="cust-1"):
    story.tell(events.KeyPressed(node=story.node, channel=channel, digit=digit))


def test_he_is_offered_it_and_asks_for_it_by_a_key():
    story = house()
    call = story.queue()
    story.wait(0)
    assert story.said(PlayPrompt)[-1].prompts == ("queue-wait", "offer-callback")
    story.wait(7_000)
    press(story, "1")
    assert story.said(PlayPrompt)[-1].prompts == ("callback-noted",)
    assert [(one.reason, one.waited_ms, one.queue) for one in story.facts(CallbackOwed)] == [
        ("requested", 7_000, "orders")
    ]
    story.hear(call)
    assert [(one.outcome, one.ended_by) for one in story.facts(CallEnded)] == [("requested", "customer")]


def test_hanging_up_while_he_is_told_that_it_is_noted_owes_him_one_call_only():
    story = house()
    story.queue()
    press(story, "1")
    story.leave("cust-1")
    assert [one.reason for one in story.facts(CallbackOwed)] == ["requested"]
    assert [one.outcome for one in story.facts(CallEnded)] == ["requested"]


def test_with_a_message_as_well_both_are_offered():
    story = house(voicemail_by_key=True)
    story.queue()
    story.wait(0)
    assert story.said(PlayPrompt)[-1].prompts == ("queue-wait", "offer-callback", "offer-voicemail")


@pytest.mark.parametrize("caller", ["", "anonymous"])
def test_who_withholds_his_number_is_not_offered_it(caller):
    story = house()
    call = story.queue(caller=caller)
    story.wait(0)
    press(story, "1")
    assert story.call(call).state == "queued"
    assert [one.prompts for one in story.said(PlayPrompt)] == [("welcome", "recorded")]


def test_while_it_rings_at_an_agent_a_key_means_nothing():
    story = house()
    story.seat("li")
    call = story.queue()
    press(story, "1")
    assert story.call(call).state == "ringing"


@pytest.mark.parametrize("digit", ["1", "2", "#"])
def test_keys_that_are_pressed_while_he_is_told_that_the_call_is_recorded_ask_for_nothing(digit):
    """What he is offered comes later, and the announcement is heard to its end."""
    story = house(voicemail_by_key=True)
    call = story.arrive()
    story.tell(events.LegAnswered(node=story.node, channel="cust-1"))
    playback = story.call(call).playback
    press(story, digit)
    assert (story.call(call).state, story.call(call).playback) == ("greeting", playback)
    assert not story.facts(CallbackOwed)
    story.hear(call)
    assert story.call(call).state == "queued", "he waits as anybody does"
