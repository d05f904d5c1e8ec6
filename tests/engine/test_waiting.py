"""Waiting: order, overflow, timeouts, and that nobody who waited in vain is forgotten (T5, T6, T9)."""

import pytest
from msgspec.structs import replace

from tests.engine.house import CONFIG, QUEUE, access
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import HangUp, PlayPrompt, StartMusic
from zuoxi.engine.facts import CallbackOwed, CallEnded, CallQueued, OfferEnded
from zuoxi.kernel.phone import can_be_dialled


def test_callers_are_served_in_the_order_in_which_they_came():
    story = Story()
    first, second = story.queue("cust-1"), story.queue("cust-2")
    assert [one.position for one in story.facts(CallQueued)] == [1, 2]
    story.seat("li")
    assert story.agent("li").call == first
    story.seat("wang")
    assert story.agent("wang").call == second


def test_the_longest_idle_agent_gets_the_call():
    story = Story()
    for person in ("li", "wang"):
        story.seat(person)
        story.now += 1_000
    story.ask(events.NotReadyRequested, "li", reason="rest")
    story.now += 1_000
    story.ready("li")
    story.queue()
    assert story.agent("wang").doing == "ringing"
    assert story.agent("li").doing == "ready"


def test_at_equal_idle_time_the_better_level_is_first():
    better = replace(CONFIG.agents[1], groups=(("first", 1),))
    worse = replace(CONFIG.agents[0], groups=(("first", 2),))
    story = Story(replace(CONFIG, agents=(worse, better)))
    story.seat("li")
    story.seat("wang")
    story.queue()
    assert story.agent("wang").doing == "ringing"


def test_a_further_group_opens_after_its_time():
    story = Story()
    story.seat("zhao")
    call = story.queue()
    story.wait(19_999)
    assert story.call(call).state == "queued"
    story.wait(1)
    assert story.agent("zhao").call == call


def test_an_agent_of_a_further_group_does_not_take_a_call_too_early():
    story = Story()
    old = story.queue("cust-1")
    story.now += 15_000
    story.queue("cust-2")
    story.now += 6_000
    story.tell(events.TimePassed())
    story.seat("zhao")
    assert story.agent("zhao").call == old


def test_a_queue_of_higher_priority_is_served_first():
    urgent = replace(QUEUE, id="urgent", priority=5)
    config = replace(
        CONFIG,
        queues=(QUEUE, urgent),
        access_numbers=(*CONFIG.access_numbers, access("4008000001", queue_id="urgent", greeting="")),
    )
    story = Story(config)
    story.queue("cust-1")
    story.now += 5_000
    call = story.arrive("cust-2", dialled="4008000001")
    story.tell(events.LegAnswered(node=story.node, channel="cust-2"))
    story.hear(call)
    story.seat("li")
    assert story.agent("li").call == call


def test_a_caller_who_waits_too_long_is_told_and_will_be_called_back():
    story = Story()
    call = story.queue()
    story.wait(120_000)
    assert story.said(PlayPrompt)[-1].prompts == ("all-busy",)
    assert [(one.reason, one.waited_ms) for one in story.facts(CallbackOwed)] == [("queue_timeout", 120_000)]
    story.hear(call)
    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by) == ("queue_timeout", "system")
    assert ended.phases["queue"] == 120_000


def test_the_time_out_holds_also_while_the_call_rings_round_absent_agents():
    """Ringing is waiting: who is never answered is told in time, at the latest when the last ringing ends."""
    story = Story(replace(CONFIG, queues=(replace(QUEUE, timeout_ms=40_000, max_missed=100),)))
    story.seat("li")
    story.seat("wang")
    call = story.queue()
    story.wait(40_000)
    assert story.call(call).state == "ringing", "three times fifteen seconds"
    story.wait(5_000)
    assert story.said(PlayPrompt)[-1].prompts == ("all-busy",)
    assert {one.outcome for one in story.facts(OfferEnded)} == {"missed"}
    assert [(one.reason, one.waited_ms) for one in story.facts(CallbackOwed)] == [("queue_timeout", 45_000)]


def test_one_caller_too_many_is_told_at_once_and_will_be_called_back():
    story = Story()
    for number in range(QUEUE.capacity):
        story.queue(f"cust-{number}")
    call = story.queue("cust-9")
    assert story.call(call).state == "parting"
    assert [one.reason for one in story.facts(CallbackOwed)] == ["queue_full"]
    story.leave("cust-9")
    assert story.facts(CallEnded)[0].outcome == "queue_full"


def test_a_caller_who_hangs_up_while_waiting_becomes_a_callback_task():
    story = Story()
    story.queue()
    story.now += 7_000
    story.leave("cust-1")
    assert [(one.reason, one.waited_ms, one.queue) for one in story.facts(CallbackOwed)] == [
        ("abandoned", 7_000, "orders")
    ]
    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by) == ("abandoned", "customer")
    assert not story.said(HangUp)


def test_a_caller_who_hangs_up_while_it_rings_becomes_a_callback_task_and_the_agent_stays_first():
    story = Story()
    story.seat("li")
    story.now += 1_000
    story.seat("wang")
    story.queue()
    story.now += 3_000
    story.leave("cust-1")
    assert [(one.outcome, one.ring_ms) for one in story.facts(OfferEnded)] == [("abandoned", 3_000)]
    assert story.facts(CallbackOwed)[0].reason == "abandoned"
    assert story.agent("li").doing == "ready"
    story.queue("cust-2")
    assert story.agent("li").doing == "ringing"


@pytest.mark.parametrize("caller", ["", "3910998887", "0000"])
def test_of_who_cannot_be_dialled_it_is_told_that_he_was_there(caller):
    story = Story()
    story.queue(caller=caller)
    story.leave("cust-1")
    (owed,) = story.facts(CallbackOwed)
    assert not can_be_dialled(owed.number) and owed.queue == "orders"
    assert story.facts(CallEnded)[0].outcome == "abandoned"


def test_music_plays_while_nobody_speaks():
    story = Story()
    story.queue()
    assert story.said(StartMusic)
