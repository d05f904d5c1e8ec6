"""A customer hangs up while nobody of us is there: his call ends then, not when somebody is back to hear."""

import pytest

from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import RecordFact
from zuoxi.engine.facts import AgentStateChanged, CallbackOwed, CallEnded, OfferMade, SegmentEnded

AWAY = 3_000


@pytest.fixture
def story() -> Story:
    story = Story()
    story.seat("li")
    return story


def goes(story: Story, channel: str = "cust-1", ago_ms: int = AWAY - 1_000) -> None:
    """Our process is replaced; a second after it was killed the customer hung up."""
    story.now += AWAY
    story.tell(events.EpochStarted(epoch=2, seed="other"))
    story.tell(events.SwitchConnected(node=story.node))
    story.tell(events.LegEnded(node=story.node, channel=channel, ago_ms=ago_ms))


def stamp(story: Story, kind: type) -> int:
    return [one.occurred_at for one in story.said(RecordFact) if isinstance(one.fact, kind)][-1]


def test_a_conversation_has_lasted_until_then(story: Story):
    story.talk("li")
    story.wait(20_000)
    killed = story.now
    goes(story)
    (segment,), (ended,) = story.facts(SegmentEnded), story.facts(CallEnded)
    assert (ended.ended_at, segment.talk_ms) == (killed + 1_000, 21_000)
    assert ended.ended_at - ended.started_at == sum(ended.phases.values())
    assert stamp(story, CallEnded) == stamp(story, AgentStateChanged) == killed + 1_000


def test_his_agent_has_the_whole_wrap_up(story: Story):
    story.talk("li")
    goes(story)
    assert story.look("li").state == "wrap_up"
    assert story.look("li").wrap_up_until - story.now == 30_000


def test_who_waited_has_waited_until_then_and_is_owed_a_call():
    story = Story()
    story.queue()
    story.wait(5_000)
    goes(story)
    (ended,), (owed,) = story.facts(CallEnded), story.facts(CallbackOwed)
    assert (ended.outcome, ended.phases["queue"], owed.waited_ms) == ("abandoned", 6_000, 6_000)


def test_a_clock_of_the_switch_that_was_set_costs_no_more_than_our_absence(story: Story):
    story.talk("li")
    story.wait(3_600_000)
    story.tell(events.TimePassed())
    heard = story.now
    goes(story, ago_ms=7_200_000)
    assert story.facts(CallEnded)[0].ended_at == heard + story.state.offset


@pytest.mark.parametrize("ago_ms", [3_600_000, 86_400_000])
def test_a_clock_of_the_switch_that_is_wrong_ends_no_call_before_what_is_known_of_it(
    story: Story, ago_ms: int
):
    story.talk("li")
    story.wait(20_000)
    goes(story, ago_ms=ago_ms)
    (ended,) = story.facts(CallEnded)
    assert all(span >= 0 for span in ended.phases.values())
    assert ended.ended_at >= ended.answered_at
    assert ended.ended_at - ended.started_at == sum(ended.phases.values())


def test_the_next_caller_is_offered_to_the_agent_now_and_not_in_the_past():
    story = Story()
    story.seat("li")
    story.talk("li", "cust-1")
    story.queue("cust-2", caller="13800000002")
    goes(story, "cust-1")
    story.wait(40_000)
    assert all(one.occurred_at >= story.now - 40_000 for one in offers(story)[1:])


def offers(story: Story) -> list[RecordFact]:
    return [one for one in story.said(RecordFact) if isinstance(one.fact, OfferMade)]


def test_the_end_of_one_who_is_gone_already_is_nothing_new(story: Story):
    story.talk("li")
    story.leave("cust-1")
    story.tell(events.LegEnded(node=story.node, channel="cust-1", ago_ms=500))
    assert len(story.facts(CallEnded)) == 1
