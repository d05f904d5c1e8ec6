"""Overload: calls in set-up are limited per switch node, the rest wait in order."""

from msgspec.structs import replace

from tests.engine.house import CONFIG
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import AnswerChannel


def test_only_so_many_are_set_up_at_once_and_the_rest_follow_in_order():
    story = Story()
    calls = [story.arrive(f"cust-{number}") for number in range(5)]
    assert [one.call for one in story.said(AnswerChannel)] == calls[:2]
    assert story.call(calls[2]).phase == "ivr"
    story.tell(events.LegAnswered(node=story.node, channel="cust-1"))
    assert [one.call for one in story.said(AnswerChannel)] == calls[:3]
    story.leave("cust-0")
    assert [one.call for one in story.said(AnswerChannel)] == calls[:4]


def test_a_set_up_that_is_never_confirmed_frees_its_place():
    story = Story()
    calls = [story.arrive(f"cust-{number}") for number in range(4)]
    story.wait(10_000)
    assert [one.call for one in story.said(AnswerChannel)] == calls


def test_who_hangs_up_while_he_is_held_off_loses_his_turn():
    story = Story()
    calls = [story.arrive(f"cust-{number}") for number in range(4)]
    story.leave("cust-2")
    story.tell(events.LegAnswered(node=story.node, channel="cust-0"))
    assert [one.call for one in story.said(AnswerChannel)] == [calls[0], calls[1], calls[3]]


def test_an_outbound_call_takes_a_place_but_never_waits_for_one():
    story = Story()
    story.seat("li")
    story.arrive("cust-0")
    story.arrive("cust-1")
    assert story.dial("li").code == "ok"
    story.tell(events.LegAnswered(node=story.node, channel="cust-0"))
    story.arrive("cust-2")
    assert len(story.said(AnswerChannel)) == 2
    channel = story.dialled_customer().channel
    story.tell(events.LegProgressed(node=story.node, channel=channel, progress="ringing"))
    assert len(story.said(AnswerChannel)) == 3


def test_a_higher_limit_lets_more_in_at_once():
    story = Story()
    for number in range(5):
        story.arrive(f"cust-{number}")
    story.tell(events.ConfigChanged(config=replace(CONFIG, version=2, setup_limit=10)))
    assert len(story.said(AnswerChannel)) == 5
