"""Who waits is told his place and how long he will wait, which is told from who has waited (T5)."""

import pytest
from msgspec.structs import replace

from tests.engine.house import CONFIG, QUEUE
from tests.engine.story import Story
from zuoxi.engine import events, wait_prompts
from zuoxi.engine.commands import PlayPrompt, StartMusic, StopPrompt
from zuoxi.engine.config_edit import difference
from zuoxi.engine.facts import CallQueued
from zuoxi.engine.pace import MEMORY, UNKNOWN, Pace, expected_ms
from zuoxi.engine.view import QueueView
from zuoxi.switch.asterisk.prompts import EVERYTHING


def house(**changes):
    queue = replace(QUEUE, **({"announce_every_ms": 30_000} | changes))
    return Story(replace(CONFIG, queues=(queue,)))


def test_who_waits_is_told_his_place_at_once_and_again_at_the_interval():
    story = house()
    story.queue("cust-1")
    story.wait(0)
    second = story.queue("cust-2")
    story.wait(0)
    assert story.said(PlayPrompt)[-1].prompts == ("queue-wait", "position-2")
    story.hear(second)
    assert story.now_ordered(StartMusic)
    story.leave("cust-1")
    story.wait(30_000)
    assert story.said(PlayPrompt)[-1].prompts == ("queue-wait", "position-1")


def test_how_long_is_told_from_how_long_others_have_waited_for_a_place():
    story = house()
    story.seat("li")
    story.talk("li", "cust-0")
    waits = story.queue("cust-1")
    story.wait(90_000)
    story.leave("cust-0")
    story.ready("li")
    assert story.ask(events.AnswerRequested, "li", call=waits).code == "ok"
    view = story.shown["queue:orders"]
    assert isinstance(view, QueueView) and view.place_ms == 90_000
    story.queue("cust-2")
    story.wait(0)
    story.queue("cust-3")
    story.wait(0)
    assert story.said(PlayPrompt)[-1].prompts == ("queue-wait", "position-2", "wait-3")
    assert [one.expected_ms for one in story.facts(CallQueued)] == [UNKNOWN, UNKNOWN, 90_000, 180_000]
    story.check_views()


def test_who_did_not_wait_tells_nothing_of_the_wait():
    story = house()
    story.seat("li")
    story.talk("li")
    assert not story.state.paces


def test_while_it_rings_nobody_begins_to_speak_of_waiting_and_an_answer_ends_it():
    story = house(ring_timeout_ms=60_000)
    waits = story.queue()
    story.wait(0)
    story.seat("li")
    said = len(story.said(PlayPrompt))
    story.wait(30_000)
    assert len(story.said(PlayPrompt)) == said
    assert story.call(waits).playback
    assert story.ask(events.AnswerRequested, "li", call=waits).code == "ok"
    assert story.now_ordered(StopPrompt)
    story.wait(120_000)
    assert len(story.said(PlayPrompt)) == said


def test_a_sentence_that_ends_while_it_rings_is_followed_by_music():
    story = house()
    waits = story.queue()
    story.wait(0)
    story.seat("li")
    story.hear(waits)
    assert story.now_ordered(StartMusic)


def test_a_caller_who_goes_back_to_the_line_is_not_told_again_at_once():
    story = house()
    waits = story.queue()
    story.wait(0)
    story.hear(waits)
    story.seat("li")
    story.wait(QUEUE.ring_timeout_ms)
    assert story.call(waits).state == "ringing"
    assert len([one for one in story.said(PlayPrompt) if "queue-wait" in one.prompts]) == 1


def test_a_queue_that_tells_nothing_says_nothing_and_one_that_begins_to_tell_does():
    story = house(announce_every_ms=0)
    story.queue()
    story.wait(60_000)
    assert [one.prompts for one in story.said(PlayPrompt)] == [("welcome", "recorded")]
    telling = replace(CONFIG, version=2, queues=(replace(QUEUE, announce_every_ms=30_000),))
    story.tell(events.ConfigEdited(edit=difference(story.state.house.config, telling)))
    story.wait(0)
    assert story.said(PlayPrompt)[-1].prompts == ("queue-wait", "position-1")


def test_an_announcement_that_the_switch_does_not_play_leaves_the_music():
    story = house()
    waits = story.queue()
    story.wait(0)
    channel = story.call(waits).channel
    story.tell(events.CommandFailed(node="house", command="PlayPrompt", subject=channel, reason="no file"))
    assert story.now_ordered(StartMusic)


def test_the_latest_waits_count_and_older_ones_fade():
    pace = Pace()
    for _ in range(100):
        pace = pace.after(10_000, 1)
    for _ in range(5 * MEMORY):
        pace = pace.after(90_000, 3)
    assert pace.place_ms == pytest.approx(30_000, rel=0.01)
    assert expected_ms(pace, 4) == 4 * pace.place_ms
    assert expected_ms(None, 4) == expected_ms(Pace(), 4) == UNKNOWN


@pytest.mark.parametrize(
    ("ms", "prompt"),
    [(0, "wait-1"), (60_000, "wait-1"), (60_001, "wait-2"), (240_001, "wait-5"), (1_800_001, "wait-long")],
)
def test_waits_are_told_rounded_up(ms, prompt):
    assert wait_prompts.wait(ms) == prompt


def test_every_sentence_that_can_be_said_is_there_in_both_languages():
    names = {wait_prompts.position(place) for place in range(1, 200)}
    names |= {wait_prompts.wait(minutes * 60_000) for minutes in range(100)}
    assert (
        names | {wait_prompts.QUEUE_WAIT, wait_prompts.OFFERS_CALLBACK, wait_prompts.OFFERS_VOICEMAIL}
        <= EVERYTHING.keys()
    )
    assert EVERYTHING["position-12"][0] == "您排在第十二位。"
    assert EVERYTHING["position-2"][0] == "您排在第二位。"
    assert EVERYTHING["position-21"][1] == "You are number twenty-one in line."
    assert EVERYTHING["wait-2"][0] == "预计等待约两分钟。"
    assert EVERYTHING["wait-20"][0] == "预计等待约二十分钟。"
