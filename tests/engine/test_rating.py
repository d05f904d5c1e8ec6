"""How was it? A customer is asked after his conversation, and what he says is his agent's (T15)."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.engine.house import CONFIG, NODE, QUEUE, TENANT
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import PlayPrompt, StartRecording
from zuoxi.engine.config import FloorConfig, FlowConfig
from zuoxi.engine.facts import (
    CallbackOwed,
    CallEnded,
    PhaseEntered,
    RatingGiven,
    RatingInvited,
    SegmentStarted,
)
from zuoxi.engine.ivr import flow as f
from zuoxi.engine.ivr.rating import HOUSE
from zuoxi.engine.media import wanted
from zuoxi.kernel.calendars import OpeningHours


def having(**settings: Any) -> FloorConfig:
    return replace(CONFIG, queues=(replace(QUEUE, **settings),))


ALWAYS = having(rating="always")


def talking(config: FloorConfig = CONFIG, person: str = "li") -> tuple[Story, str]:
    story = Story(config)
    story.seat(person)
    call = story.talk(person)
    story.wait(10_000)
    return story, call


def key(story: Story, digit: str) -> None:
    story.tell(events.KeyPressed(node=NODE, channel="cust-1", digit=digit))


def hears(story: Story, call: str) -> tuple[str, ...]:
    sound = story.call(call).customer.sound
    return sound.prompts if sound else ()


def test_an_agent_has_his_customer_asked_and_is_done_with_him():
    story, call = talking()
    assert story.ask(events.RatingRequested, "li", call=call).code == "ok"
    assert story.agent("li").doing == "wrap_up"
    assert (story.call(call).state, story.call(call).phase) == ("rating", "rating")
    assert hears(story, call) == ("rate-us",)
    (segment,) = story.facts(SegmentStarted)
    (invited,) = story.facts(RatingInvited)
    assert (invited.segment, invited.person, invited.queue) == (segment.segment, "li", "orders")
    assert (invited.way, invited.asked_by, invited.path) == ("keys", "agent", "/root/hall/team")


@pytest.mark.parametrize(("digit", "score"), [("1", 5), ("3", 3), ("5", 1)])
def test_a_key_is_a_score_of_the_conversation_that_has_just_ended(digit: str, score: int):
    story, call = talking()
    story.ask(events.RatingRequested, "li", call=call)
    story.wait(4_000)
    key(story, digit)
    (given,) = story.facts(RatingGiven)
    (segment,) = story.facts(SegmentStarted)
    assert (given.segment, given.person, given.score, given.way) == (segment.segment, "li", score, "keys")
    assert hears(story, call) == ("rate-thanks",)
    story.hear(call)
    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by) == ("answered", "agent")
    assert ended.phases["rating"] == 4_000 and not story.facts(CallbackOwed)


def test_nothing_of_it_is_recorded_and_nobody_hears_him():
    story, call = talking()
    recordings = len(story.said(StartRecording))
    story.ask(events.RatingRequested, "li", call=call)
    media = wanted(story.call(call))
    assert not media.recordings and not media.members
    assert len(story.said(StartRecording)) == recordings


def test_whoever_stays_when_the_agent_hangs_up_is_asked_where_his_queue_asks_always():
    story, call = talking(ALWAYS)
    assert story.ask(events.HangUpRequested, "li", call=call).code == "ok"
    assert story.call(call).state == "rating" and story.agent("li").doing == "wrap_up"
    assert [one.asked_by for one in story.facts(RatingInvited)] == ["house"]


def test_so_is_he_when_the_agent_puts_down_his_phone():
    story = Story(ALWAYS)
    story.seat("qian")
    call = story.queue()
    phone = story.phone(call)
    story.tell(events.LegAnswered(node=NODE, channel=phone))
    story.leave(phone)
    assert story.call(call).state == "rating" and story.agent("qian").doing == "wrap_up"


def test_nobody_is_asked_who_hangs_up_first_or_whose_queue_leaves_it_to_the_agent():
    story, call = talking(ALWAYS)
    story.leave("cust-1")
    assert not story.facts(RatingInvited) and story.facts(CallEnded)[0].ended_by == "customer"
    story, call = talking()
    story.ask(events.HangUpRequested, "li", call=call)
    assert call not in story.state.calls and not story.facts(RatingInvited)


def test_a_queue_can_ask_never():
    story, call = talking(having(rating="never"))
    assert story.ask(events.RatingRequested, "li", call=call).code == "rating_off"
    assert story.agent("li").doing == "talking"


def test_a_customer_on_hold_can_be_asked_and_hears_no_more_music():
    story, call = talking()
    story.ask(events.HoldRequested, "li", call=call)
    assert story.ask(events.RatingRequested, "li", call=call).code == "ok"
    assert hears(story, call) == ("rate-us",)


def test_a_wrong_key_asks_again_and_silence_is_no_answer():
    story, call = talking()
    story.ask(events.RatingRequested, "li", call=call)
    key(story, "9")
    assert hears(story, call) == ("ivr-wrong", "rate-us")
    story.hear(call)
    story.wait(8_000)
    assert hears(story, call) == ("goodbye",)
    story.hear(call)
    assert not story.facts(RatingGiven) and len(story.facts(RatingInvited)) == 1
    assert story.facts(CallEnded)[0].outcome == "answered"


def test_who_hangs_up_while_he_is_asked_has_been_served():
    story, call = talking()
    story.ask(events.RatingRequested, "li", call=call)
    story.leave("cust-1")
    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by) == ("answered", "agent")
    assert not story.facts(CallbackOwed)
    assert [one.phase for one in story.facts(PhaseEntered)][-1] == "rating"


def test_a_call_of_no_queue_can_be_rated_too():
    story = Story()
    story.seat("li")
    story.dial("li")
    channel = story.call("call-out").channel
    story.tell(events.LegAnswered(node=NODE, channel=channel))
    assert story.ask(events.RatingRequested, "li", call="call-out").code == "ok"
    assert [one.queue for one in story.facts(RatingInvited)] == [""]


# -- a flow of the queue's own ---------------------------------------------------------------------------

ASK = f.Rating(
    id="ask",
    say=(f.PromptPart(prompt="own-question"),),
    scores={"1": 5, "0": 1},
    exits={"rated": "again", "invalid": "bye", "no_input": "bye"},
)
AGAIN = replace(ASK, id="again")


def own(*nodes: f.AnyNode, start: str = "ask") -> FloorConfig:
    flow = f.Flow(start=start, nodes=(*nodes, f.HangUpNode(id="bye", say=(f.PromptPart(prompt="own-bye"),))))
    one = FlowConfig(id="rate", version=3, tenant=TENANT, flow=flow, calendar=OpeningHours())
    return replace(having(rating_flow=one.key), flows=(one,))


def test_a_queue_may_ask_by_a_flow_of_its_own():
    story, call = talking(own(ASK, AGAIN))
    story.ask(events.RatingRequested, "li", call=call)
    assert hears(story, call) == ("own-question",)
    key(story, "0")
    assert [one.score for one in story.facts(RatingGiven)] == [1]


def test_nobody_is_asked_twice_of_one_conversation():
    story, call = talking(own(ASK, AGAIN))
    story.ask(events.RatingRequested, "li", call=call)
    key(story, "1")
    assert hears(story, call) == ("own-bye",), "the second question is passed over"
    assert len(story.facts(RatingInvited)) == len(story.facts(RatingGiven)) == 1


def test_who_has_spoken_to_nobody_is_not_asked():
    config = own(ASK, AGAIN)
    numbers = tuple(replace(one, flow="rate@3") for one in config.access_numbers)
    story = Story(replace(config, access_numbers=numbers))
    call = story.arrive(dialled="4008009999")
    story.tell(events.LegAnswered(node=NODE, channel="cust-1"))
    assert hears(story, call) == ("own-bye",) and not story.facts(RatingInvited)


def test_a_rating_flow_may_lead_back_into_the_queue_and_he_waits_before_others():
    config = own(replace(ASK, exits={**ASK.exits, "rated": "more"}), f.ToQueue(id="more"))
    story, call = talking(config)
    story.ask(events.RatingRequested, "li", call=call)
    key(story, "1")
    assert story.call(call).state == "queued" and story.call(call).sent_back
    story.ask(events.WrapUpFinished, "li", call=call)
    story.ask(events.AnswerRequested, "li", call=call)
    assert story.call(call).state == "talking"
    assert story.ask(events.RatingRequested, "li", call=call).code == "ok"
    assert len(story.facts(RatingInvited)) == 2, "of the second conversation he is asked anew"


def test_a_flow_that_is_gone_or_cannot_go_on_releases_him_kindly():
    config = own(replace(ASK, exits={**ASK.exits, "rated": "nowhere"}))
    story, call = talking(config)
    story.ask(events.RatingRequested, "li", call=call)
    key(story, "1")
    assert hears(story, call) == ("goodbye",)
    story, call = talking(replace(config, flows=()))
    story.ask(events.RatingRequested, "li", call=call)
    assert story.call(call).ivr is not None and story.call(call).ivr.flow == HOUSE


# -- by a link ---------------------------------------------------------------------------------------------

LINK = having(rating_link=True, rating="always")


def test_who_was_not_asked_by_keys_is_owed_a_link():
    story, call = talking(LINK)
    story.leave("cust-1")
    (invited,) = story.facts(RatingInvited)
    assert (invited.way, invited.asked_by, invited.person, invited.call) == ("link", "house", "li", call)


def test_who_was_asked_by_keys_is_sent_none():
    story, call = talking(LINK)
    story.ask(events.HangUpRequested, "li", call=call)
    story.leave("cust-1")
    assert [one.way for one in story.facts(RatingInvited)] == ["keys"]


def test_no_link_is_sent_where_no_message_arrives_or_nobody_spoke():
    story = Story(LINK)
    story.seat("li")
    call = story.queue(caller="01088886666")
    story.ask(events.AnswerRequested, "li", call=call)
    story.leave("cust-1")
    story = Story(LINK)
    story.queue()
    story.leave("cust-1")
    assert not story.facts(RatingInvited)


def test_an_answer_by_the_link_is_told_like_one_by_keys():
    story, call = talking(LINK)
    story.leave("cust-1")
    (asked,) = story.facts(RatingInvited)
    fields = {"call": call, "segment": asked.segment, "rated": asked.person, "path": asked.path}
    assert story.ask(events.LinkRated, "", tenant=TENANT, queue=asked.queue, score=4, **fields).code == "ok"
    (given,) = story.facts(RatingGiven)
    assert (given.segment, given.person, given.score, given.way) == (asked.segment, "li", 4, "link")


def test_the_question_is_said_again_to_nobody_who_is_taken_over_by_another_process():
    """What a customer hears is in his call's record, so an inventory plays what got lost."""
    story, call = talking()
    story.ask(events.RatingRequested, "li", call=call)
    assert [one.prompts for one in story.now_ordered(PlayPrompt)] == [("rate-us",)]
