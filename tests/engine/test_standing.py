"""VIPs and returning customers: who is offered first, and what happens when he is not free (T3, T4)."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.engine.house import CONFIG, KNOWING, QUEUE, TENANT, agent
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.config_edit import difference
from zuoxi.engine.facts import CallerKnown, CallQueued, FirstChoiceGone, OfferMade
from zuoxi.engine.waiting import HEAD_START_MS

VIP = (events.Known(tenant=TENANT, vip=True),)
OF_WANG = (events.Known(tenant=TENANT, agent="wang", because="order"),)


def house(**changes: Any) -> Story:
    return Story(replace(CONFIG, queues=(replace(KNOWING, **changes),)))


def come(story: Story, known: tuple[events.Known, ...] = (), channel: str = "cust-1") -> str:
    """A caller of whom this is known has heard the announcements."""
    call = story.arrive(channel, dialled="4008009999", known=known)
    story.tell(events.LegAnswered(node=story.node, channel=channel))
    return call


def test_a_vip_rings_at_the_vip_group_although_others_have_been_idle_for_longer():
    story = house()
    story.seat("li")
    story.wait(60_000)
    story.seat("zhao")
    call = come(story, VIP)
    assert story.agent("zhao").call == call
    assert [(one.vip, one.agent) for one in story.facts(CallerKnown)] == [(True, "")]
    assert not story.facts(FirstChoiceGone)


def test_a_vip_whose_group_is_busy_rings_at_the_others_and_that_is_told():
    story = house()
    story.seat("zhao")
    come(story, VIP, "cust-1")
    story.seat("li")
    call = come(story, VIP, "cust-2")
    assert story.agent("li").call == call
    (gone,) = story.facts(FirstChoiceGone)
    assert (gone.choice, gone.group, gone.why) == ("vip_group", "second", "busy")
    assert gone.ahead_ms == 30 * HEAD_START_MS


@pytest.mark.parametrize(("prepare", "why"), [(None, "signed_out"), ("not_ready", "not_ready")])
def test_it_is_told_why_nobody_of_the_vip_group_was_free(prepare, why):
    story = house()
    if prepare:
        story.seat("zhao", ready=False)
    come(story, VIP)
    assert [one.why for one in story.facts(FirstChoiceGone)] == [why]


def test_a_vip_who_waits_goes_before_those_who_came_earlier():
    story = house()
    earlier = come(story, (), "cust-1")
    story.wait(60_000)
    vip = come(story, VIP, "cust-2")
    story.seat("li")
    assert story.agent("li").call == vip
    story.seat("wang")
    assert story.agent("wang").call == earlier


def test_a_vip_does_not_go_before_somebody_who_has_waited_longer_than_his_head_start():
    story = house(timeout_ms=900_000)
    earlier = come(story, (), "cust-1")
    story.wait(30 * HEAD_START_MS + 1)
    come(story, VIP, "cust-2")
    story.seat("li")
    assert story.agent("li").call == earlier


def test_the_vip_group_serves_waiting_vips_at_once_and_others_only_as_a_group_of_the_queue():
    story = house(groups=QUEUE.groups[:1])
    other = come(story, (), "cust-1")
    story.seat("zhao")
    assert story.agent("zhao").doing == "ready"
    vip = come(story, VIP, "cust-2")
    assert story.agent("zhao").call == vip
    assert story.call(other).state == "queued"


def test_a_vip_agent_who_frees_takes_the_vip_who_waits():
    story = house(groups=QUEUE.groups[:1])
    vip = come(story, VIP)
    story.seat("zhao")
    assert story.agent("zhao").call == vip


def test_a_returning_customer_rings_at_his_agent_although_another_has_been_idle_for_longer():
    story = house()
    story.seat("li")
    story.wait(60_000)
    story.seat("wang")
    call = come(story, OF_WANG)
    assert story.agent("wang").call == call
    assert [(one.vip, one.agent, one.because) for one in story.facts(CallerKnown)] == [
        (False, "wang", "order")
    ]


def test_a_returning_customer_whose_agent_does_not_answer_rings_at_another():
    story = house()
    story.seat("li")
    story.wait(60_000)
    story.seat("wang")
    call = come(story, OF_WANG)
    story.wait(KNOWING.ring_timeout_ms)
    assert story.agent("li").call == call
    assert [one.person for one in story.facts(OfferMade)] == ["wang", "li"]


@pytest.mark.parametrize(
    ("state", "why"), [("away", "signed_out"), ("not_ready", "not_ready"), ("busy", "busy")]
)
def test_a_returning_customer_whose_agent_cannot_take_him_rings_at_others_ahead_of_strangers(state, why):
    story = house()
    if state != "away":
        story.seat("wang", ready=state == "busy")
    if state == "busy":
        story.talk("wang", "cust-0")
    stranger = come(story, (), "cust-1")
    story.wait(10 * HEAD_START_MS - 1)
    call = come(story, OF_WANG, "cust-2")
    assert [(one.choice, one.agent, one.why) for one in story.facts(FirstChoiceGone)] == [
        ("own_agent", "wang", why)
    ]
    story.seat("li")
    assert story.agent("li").call == call
    assert story.call(stranger).state == "queued"


def test_a_returning_customer_reaches_his_agent_also_when_he_serves_another_queue_today():
    config = replace(CONFIG, queues=(KNOWING,), agents=(*CONFIG.agents, agent("guo", ("elsewhere", 1))))
    story = Story(config)
    story.seat("guo")
    call = come(story, (events.Known(tenant=TENANT, agent="guo", because="owner"),))
    assert story.agent("guo").call == call


def test_a_vip_with_an_agent_of_his_own_rings_there_when_the_vip_group_is_away():
    story = house()
    story.seat("li")
    story.seat("wang")
    call = come(story, (replace(OF_WANG[0], vip=True),))
    assert story.agent("wang").call == call
    assert [one.choice for one in story.facts(FirstChoiceGone)] == ["vip_group"]
    assert story.call(call).standing == "vip"


def test_a_queue_that_makes_no_difference_treats_a_vip_like_everybody():
    story = Story()
    story.seat("li")
    story.seat("wang")
    come(story, (replace(OF_WANG[0], vip=True),))
    assert story.agent("li").doing == "ringing"
    assert not story.facts(CallerKnown)


def test_what_another_company_knows_of_a_caller_makes_no_difference():
    story = house()
    story.seat("zhao")
    call = come(story, (replace(VIP[0], tenant="another company"),))
    assert story.call(call).state == "queued"
    assert not story.facts(CallerKnown)


def test_settings_that_make_no_difference_any_more_reach_those_who_wait():
    story = house()
    earlier = come(story, (), "cust-1")
    vip = come(story, VIP, "cust-2")
    plain = replace(story.state.house.config, version=2, queues=(QUEUE,))
    story.tell(events.ConfigEdited(edit=difference(story.state.house.config, plain)))
    assert story.call(vip).standing == ""
    story.seat("li")
    assert story.agent("li").call == earlier


def test_the_place_in_the_queue_counts_those_who_are_ahead_by_their_name():
    story = house()
    come(story, (), "cust-1")
    come(story, VIP, "cust-2")
    come(story, OF_WANG, "cust-3")
    assert [one.position for one in story.facts(CallQueued)] == [1, 1, 2]
