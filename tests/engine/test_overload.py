"""Overload: calls in set-up are limited per switch node, the rest wait in order."""

from msgspec.structs import replace

from tests.engine.house import CONFIG, agent
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import AnswerChannel, PlayPrompt
from zuoxi.engine.facts import CallbackOwed, CallEnded


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


def test_calls_out_take_no_place_however_long_their_carrier_is_silent():
    """Inbound goes first: a caller is let in though hundreds of dialled customers have not rung yet."""
    people = tuple(agent(f"dials-{number}") for number in range(20))
    story = Story(replace(CONFIG, agents=people))
    for one in people:
        story.seat(one.person_id)
        assert story.dial(one.person_id, f"out-{one.person_id}").code == "ok"
    call = story.arrive("cust-0")
    assert story.call(call).state == "setting_up"


def test_who_finds_no_place_for_too_long_is_told_so_and_will_be_called_back():
    story = Story(replace(CONFIG, timers=replace(CONFIG.timers, setup_timeout_ms=60_000)))
    calls = [story.arrive(f"cust-{number}") for number in range(3)]
    story.wait(19_999)
    assert story.call(calls[2]).state == "held"
    story.wait(1)
    assert story.call(calls[2]).state == "parting"
    assert story.said(PlayPrompt)[-1].prompts == ("all-busy",)
    assert [(one.call, one.reason) for one in story.facts(CallbackOwed)] == [(calls[2], "queue_full")]
    story.hear(calls[2])
    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.phases["ivr"]) == ("queue_full", 20_000)


def test_a_higher_limit_lets_more_in_at_once():
    story = Story()
    for number in range(5):
        story.arrive(f"cust-{number}")
    story.tell(events.ConfigChanged(config=replace(CONFIG, version=2, setup_limit=10)))
    assert len(story.said(AnswerChannel)) == 5
