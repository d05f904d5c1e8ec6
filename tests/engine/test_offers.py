"""Offers: ringing at one agent, answered, missed, withdrawn (T9, T10)."""

from msgspec.structs import replace

from tests.engine.house import CONFIG, QUEUE
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.facts import AgentStateChanged, OfferEnded


def test_a_missed_call_goes_to_the_head_of_the_queue_and_to_the_next_agent():
    story = Story()
    story.seat("li")
    story.now += 1_000
    call = story.queue("cust-1")
    behind = story.queue("cust-2")
    story.wait(14_999)
    assert story.agent("li").call == call
    story.ask(events.NotReadyRequested, "li", reason="rest")
    story.wait(1)
    assert [one.outcome for one in story.facts(OfferEnded)] == ["missed"]
    assert story.agent("li").reason == "rest"
    story.seat("wang")
    assert story.agent("wang").call == call
    assert story.call(behind).state == "queued"


def test_a_declined_call_goes_to_somebody_else_and_he_who_declined_rests():
    story = Story()
    story.seat("li")
    story.now += 1_000
    story.seat("wang")
    call = story.queue()
    assert story.ask(events.DeclineRequested, "li", call=call, reason="holiday").code == "bad_reason"
    assert story.ask(events.DeclineRequested, "li", call=call, reason="rest").code == "ok"
    assert [(one.person, one.outcome) for one in story.facts(OfferEnded)] == [("li", "declined")]
    assert (story.agent("li").state, story.agent("li").reason) == ("not_ready", "rest")
    assert story.agent("li").missed == 0, "declining is not missing"
    assert story.agent("wang").call == call
    assert story.ask(events.AnswerRequested, "wang", call=call).code == "ok"
    assert story.ask(events.DeclineRequested, "wang", call=call, reason="rest").code == "wrong_state"


def test_where_no_reason_is_asked_for_a_declined_call_is_one_more_missed_and_he_stays_ready():
    queue = replace(CONFIG.queues[0], decline_needs_reason=False)
    story = Story(replace(CONFIG, queues=(queue,)))
    story.seat("li")
    story.now += 1_000
    story.seat("wang")
    call = story.queue()
    assert story.ask(events.DeclineRequested, "li", call=call, reason="holiday").code == "bad_reason"
    assert story.ask(events.DeclineRequested, "li", call=call, reason="").code == "ok"
    assert (story.agent("li").state, story.agent("li").missed) == ("ready", 1)
    assert story.agent("wang").call == call, "it is somebody else's turn now"
    assert story.ask(events.DeclineRequested, "wang", call=call, reason="").code == "ok"
    assert story.ask(events.DeclineRequested, "li", call=call, reason="").code == "ok"
    assert (story.agent("li").state, story.agent("li").reason) == ("not_ready", "missed")
    assert {one.outcome for one in story.facts(OfferEnded)} == {"declined"}


def test_where_a_reason_is_asked_for_none_is_no_reason():
    story = Story()
    story.seat("li")
    call = story.queue()
    assert story.ask(events.DeclineRequested, "li", call=call, reason="").code == "bad_reason"


def test_after_missing_several_in_a_row_the_agent_is_not_ready():
    story = Story()
    story.seat("li")
    story.queue()
    story.wait(15_000)
    assert story.agent("li").doing == "ringing", "the only agent is asked again"
    story.wait(15_000)
    assert (story.agent("li").doing, story.agent("li").reason) == ("not_ready", "missed")
    assert story.facts(AgentStateChanged)[-1].cause == "timer"
    story.ready("li")
    assert story.agent("li").missed == 0


def test_an_answered_call_forgives_what_was_missed():
    story = Story()
    story.seat("li")
    call = story.queue()
    story.wait(15_000)
    assert story.agent("li").missed == 1
    assert story.ask(events.AnswerRequested, "li", call=call).code == "ok"
    assert story.agent("li").missed == 0


def test_two_agents_share_the_missed_call_in_turn():
    story = Story()
    story.seat("li")
    story.now += 1_000
    story.seat("wang")
    story.queue()
    assert story.agent("li").doing == "ringing"
    story.wait(15_000)
    assert story.agent("wang").doing == "ringing"


def test_an_offer_is_withdrawn_at_once_when_the_desktop_is_lost():
    story = Story()
    story.seat("li")
    call = story.queue()
    story.tell(events.DesktopLost(person="li", desktop="page-1"))
    assert [one.outcome for one in story.facts(OfferEnded)] == ["withdrawn"]
    assert story.call(call).state == "queued"
    assert story.agent("li").missed == 0


def test_an_offer_is_withdrawn_when_the_line_is_lost():
    story = Story()
    story.seat("li")
    call = story.queue()
    story.leave(story.line("li"))
    assert story.facts(OfferEnded)[0].outcome == "withdrawn"
    assert story.call(call).state == "queued"


def test_nobody_is_offered_a_call_without_a_line_or_a_desktop():
    story = Story()
    assert story.sign_in("li").code == "ok"
    story.ready("li")
    call = story.queue()
    assert story.call(call).state == "queued"
    story.tell(events.DeviceRegistered(node=story.node, endpoint="ep-li"))
    assert story.call(call).state == "queued"
    story.take_line("li")
    assert story.agent("li").call == call


def test_only_the_agent_it_rings_at_can_answer_and_only_while_it_rings():
    story = Story()
    story.seat("li")
    story.now += 1
    story.seat("wang")
    call = story.queue()
    assert story.ask(events.AnswerRequested, "wang", call=call).code == "not_your_call"
    assert story.ask(events.AnswerRequested, "li", call="other").code == "no_such_call"
    assert story.ask(events.AnswerRequested, "li", call=call).code == "ok"
    assert story.ask(events.AnswerRequested, "li", call=call).code == "wrong_state"


def test_who_saw_an_older_state_is_refused_and_nothing_happens():
    story = Story()
    story.seat("li")
    seen = story.agent("li").version
    call = story.queue()
    before = story.state
    refused = story.ask(events.NotReadyRequested, "li", expect=seen, reason="rest")
    assert (refused.code, refused.data) == ("stale", {"version": story.agent("li").version})
    assert story.state.agents == before.agents and story.state.calls == before.calls
    now = story.agent("li").version
    assert story.ask(events.AnswerRequested, "li", expect=now, call=call).code == "ok"


def test_wrap_up_of_no_length_makes_ready_at_once():
    story = Story(replace(CONFIG, queues=(replace(QUEUE, wrap_up_ms=0),)))
    story.seat("li")
    call = story.talk("li")
    story.queue("cust-2")
    story.ask(events.HangUpRequested, "li", call=call)
    assert story.agent("li").doing == "ringing"
