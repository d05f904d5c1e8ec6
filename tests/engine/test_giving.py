"""A leader gives a caller who waits to an agent, or puts him ahead (T17)."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.engine.house import CONFIG, QUEUE, TENANT, agent
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import Reply
from zuoxi.engine.facts import CallbackOwed, CallerGiven, GiftEnded, OfferMade, PrioritySet
from zuoxi.engine.view import CallView

LEADER = events.Leader(name="Boss", tenant=TENANT, paths=("/root/hall",))


def give(story: Story, call: str, to: str, leader: events.Leader = LEADER) -> Reply:
    return story.ask(events.GiveRequested, "boss", leader=leader, call=call, to=to)


def put_ahead(story: Story, call: str, points: int, leader: events.Leader = LEADER) -> Reply:
    return story.ask(events.PriorityRequested, "boss", leader=leader, call=call, points=points)


def look(story: Story, call: str) -> CallView:
    view = story.shown[f"call:{call}"]
    assert isinstance(view, CallView)
    return view


def test_a_caller_who_is_given_to_a_free_agent_rings_there_at_once():
    story = Story()
    story.seat("zhao")  # his group opens only after twenty seconds
    call = story.queue()
    reply = give(story, call, "zhao")
    assert (reply.code, reply.data) == ("ok", {"at_once": True})
    assert story.agent("zhao").call == call
    (given,) = story.facts(CallerGiven)
    assert (given.call, given.by, given.person, given.at_once) == (call, "boss", "zhao", True)
    assert look(story, call).given_to == ""


def test_a_caller_who_is_given_to_a_busy_agent_is_his_next_call_and_nobody_elses():
    story = Story()
    story.seat("li")
    talked = story.talk("li")
    earlier, given = story.queue("cust-2"), story.queue("cust-3")
    assert give(story, given, "li").data == {"at_once": False}
    assert look(story, given).given_to == "li"
    story.seat("wang")
    story.ask(events.AnswerRequested, "wang", call=earlier)
    story.seat("zhao")
    story.wait(20_000)
    assert story.agent("zhao").doing == "ready"
    story.ask(events.HangUpRequested, "li", call=talked)
    assert story.call(given).state == "queued"
    story.ask(events.WrapUpFinished, "li", call=talked)
    assert story.agent("li").call == given
    assert [one.person for one in story.facts(OfferMade)] == ["li", "wang", "li"]


def test_of_several_who_are_given_to_one_agent_the_first_in_line_comes_first():
    story = Story()
    story.seat("li")
    story.talk("li")
    first, second = story.queue("cust-2"), story.queue("cust-3")
    give(story, second, "li")
    give(story, first, "li")
    story.leave("cust-1")
    story.ready("li")
    assert story.agent("li").call == first


def test_a_caller_whom_his_agent_does_not_answer_is_for_everybody():
    story = Story()
    story.seat("zhao")
    call = story.queue()
    give(story, call, "zhao")
    story.seat("li")
    story.wait(QUEUE.ring_timeout_ms)
    assert story.agent("li").call == call


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (lambda story: story.ask(events.NotReadyRequested, "li", reason="rest"), "not_ready"),
        (lambda story: story.leave(story.line("li")), "unreachable"),
    ],
)
def test_a_caller_whose_agent_will_not_be_free_is_for_everybody_again(happens: Any, why: str):
    story = Story()
    story.seat("li")
    story.talk("li")
    call = story.queue("cust-2")
    give(story, call, "li")
    happens(story)
    assert [(one.person, one.why) for one in story.facts(GiftEnded)] == [("li", why)]
    assert look(story, call).given_to == ""


def test_a_caller_whose_agent_signs_out_rings_at_another():
    story = Story()
    story.seat("li")
    talked = story.talk("li")
    call = story.queue("cust-2")
    give(story, call, "li")
    story.ask(events.HangUpRequested, "li", call=talked)
    story.ask(events.SignOutRequested, "li")
    assert [one.why for one in story.facts(GiftEnded)] == ["signed_out"]
    story.seat("wang")
    assert story.agent("wang").call == call


def test_a_leader_takes_his_gift_back_and_gives_it_to_another():
    story = Story()
    for person in ("li", "wang"):
        story.seat(person)
        story.talk(person, f"cust-{person}")
    call = story.queue()
    give(story, call, "li")
    give(story, call, "wang")
    assert look(story, call).given_to == "wang"
    assert [one.person for one in story.facts(GiftEnded)] == ["li"]
    give(story, call, "")
    ended = [(one.person, one.why, one.by) for one in story.facts(GiftEnded)]
    assert ended == [("li", "withdrawn", "boss"), ("wang", "withdrawn", "boss")]
    story.leave("cust-li")
    story.ready("li")
    assert story.agent("li").call == call


def test_a_caller_who_is_kept_waits_no_longer_than_his_queue_lets_him():
    story = Story()
    story.seat("li")
    story.talk("li")
    call = story.queue("cust-2")
    give(story, call, "li")
    story.wait(QUEUE.timeout_ms)
    assert [one.reason for one in story.facts(CallbackOwed)] == ["queue_timeout"]
    assert not story.state.kept


def test_a_caller_who_is_kept_is_not_told_that_nobody_is_there_until_his_agent_leaves():
    alone = replace(QUEUE, tell_unstaffed=True, groups=QUEUE.groups[:1])
    story = Story(replace(CONFIG, queues=(alone,)))
    story.seat("li", ready=False)
    story.seat("zhao")  # serves another queue, and has a call in hand
    talked = story.queue("cust-1")
    give(story, talked, "zhao")
    story.ask(events.AnswerRequested, "zhao", call=talked)
    call = story.queue("cust-2")
    give(story, call, "zhao")
    story.ask(events.SignOutRequested, "li")
    story.wait(1)
    assert story.call(call).state == "queued"
    story.ask(events.HangUpRequested, "zhao", call=talked)
    story.ask(events.NotReadyRequested, "zhao", reason="rest")
    story.wait(1)
    assert [one.reason for one in story.facts(CallbackOwed)] == ["unstaffed"]


def test_it_is_refused_with_the_reason():
    story = Story()
    story.seat("li", ready=False)
    story.seat("wang")
    ringing = story.queue()
    waits = story.queue("cust-2")
    assert give(story, ringing, "li").code == "not_waiting"
    assert give(story, waits, "li").code == "target_not_ready"
    assert give(story, waits, "zhao").code == "target_absent"
    assert give(story, waits, "nobody").code == "not_in_reach"
    assert give(story, "gone", "wang").code == "no_such_call"
    story.tell(events.SwitchLost(node=story.node))
    assert give(story, waits, "wang").code == "switch_away"


def test_an_agent_who_is_going_to_be_away_after_his_call_is_given_nobody():
    story = Story()
    story.seat("li")
    story.talk("li")
    waits = story.queue("cust-2")
    story.ask(events.NotReadyRequested, "li", reason="rest")
    assert give(story, waits, "li").code == "target_not_ready"


@pytest.mark.parametrize("beyond", [{"paths": ("/root/other",)}, {"tenant": "another"}, {"paths": ()}])
def test_what_is_beyond_a_leaders_reach_is_not_his(beyond: dict[str, Any]):
    story = Story()
    story.seat("li")
    story.talk("li")
    waits = story.queue("cust-2")
    assert give(story, waits, "li", replace(LEADER, **beyond)).code == "not_in_reach"
    assert put_ahead(story, waits, 6, replace(LEADER, **beyond)).code == "not_in_reach"


def test_an_agent_beyond_the_leaders_reach_is_given_nobody():
    elsewhere = replace(agent("li"), path="/root/other")
    story = Story(replace(CONFIG, agents=(elsewhere,)))
    story.seat("li", ready=False)
    waits = story.queue()
    assert give(story, waits, "li").code == "not_in_reach"


def test_a_caller_put_ahead_counts_as_having_waited_longer():
    story = Story()
    longest = story.queue("cust-1")
    story.wait(50_000)
    middle, put = story.queue("cust-2"), story.queue("cust-3")
    assert put_ahead(story, put, 3).code == "ok"
    story.seat("li")
    assert story.agent("li").call == longest
    story.seat("wang")
    assert story.agent("wang").call == put
    assert story.call(middle).state == "queued"
    (told,) = story.facts(PrioritySet)
    assert (told.call, told.by, told.ahead_ms) == (put, "boss", 30_000)
    assert (look(story, put).priority, look(story, put).raised) == (3, 3)


def test_who_is_put_ahead_and_may_not_be_served_yet_hides_nobody_who_may():
    story = Story()
    longer = story.queue("cust-1")
    story.wait(25_000)
    put = story.queue("cust-2")
    put_ahead(story, put, 30)
    story.seat("zhao")  # serves only who has waited twenty seconds
    assert story.agent("zhao").call == longer


def test_a_priority_is_taken_back_and_bounded():
    story = Story()
    first, second = story.queue("cust-1"), story.queue("cust-2")
    put_ahead(story, second, 30)
    put_ahead(story, second, 0)
    assert put_ahead(story, second, 1_001).code == put_ahead(story, second, -1).code == "bad_priority"
    story.seat("li")
    assert story.agent("li").call == first
    assert [one.ahead_ms for one in story.facts(PrioritySet)] == [300_000, 0]
