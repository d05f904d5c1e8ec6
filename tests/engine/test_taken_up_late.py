"""A phone is taken up while our process stands still: whoever it rang for is with him only when we go on."""

import pytest
from msgspec.structs import replace

from tests.engine.house import CONFIG
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import HangUp, Join, RecordFact, StartMusic
from zuoxi.engine.events import ChannelSeen
from zuoxi.engine.facts import CallbackOwed, CallEnded, OfferEnded, SegmentStarted
from zuoxi.engine.handlers.offering import TOGETHER_MS

STOPPED = 12_000
"""So long ago the phone was taken up; our process goes on now."""


@pytest.fixture
def story() -> Story:
    story = Story()
    story.seat("qian")
    return story


def taken_up(story: Story) -> tuple[str, str]:
    """A caller's call, and the phone that was taken up for him, of which we hear only now."""
    call = story.queue()
    phone = story.dialled_device().channel
    story.now += STOPPED + 1_000
    story.tell(events.LegAnswered(node=story.node, channel=phone), STOPPED)
    return call, phone


def test_the_two_are_put_together_at_once_and_talk_from_then_on(story: Story):
    call, phone = taken_up(story)
    assert story.said(Join)[-1].channels == ("cust-1", phone)
    assert story.look("qian").state == "ringing"
    together = story.now
    story.wait(TOGETHER_MS)
    assert story.look("qian").state == "talking"
    (began,) = [one for one in story.said(RecordFact) if isinstance(one.fact, SegmentStarted)]
    assert began.occurred_at == together + story.state.offset
    assert story.call(call).answered_at == together
    assert story.facts(OfferEnded)[0].outcome == "answered"


def test_a_caller_who_left_meanwhile_has_spoken_with_nobody_and_is_owed_a_call(story: Story):
    _, phone = taken_up(story)
    story.tell(events.LegEnded(node=story.node, channel="cust-1", cause=16), STOPPED - 5_000)
    story.wait(0)
    (ended,), (owed,) = story.facts(CallEnded), story.facts(CallbackOwed)
    assert (ended.outcome, ended.ended_by, ended.answered_at) == ("abandoned", "customer", 0)
    assert ended.ended_at == story.now + story.state.offset - (STOPPED - 5_000)
    assert owed.reason == "abandoned"
    assert story.facts(SegmentStarted) == []
    assert phone in {one.channel for one in story.said(HangUp)}
    assert (story.look("qian").state, story.agent("qian").missed) == ("ready", 0)


def test_a_caller_who_leaves_as_soon_as_they_are_together_has_not_been_spoken_to(story: Story):
    taken_up(story)
    story.wait(TOGETHER_MS - 1)
    story.tell(events.LegEnded(node=story.node, channel="cust-1", cause=16))
    (ended,), (owed,) = story.facts(CallEnded), story.facts(CallbackOwed)
    assert (ended.outcome, ended.answered_at, owed.reason) == ("abandoned", 0, "abandoned")
    assert (story.look("qian").state, story.agent("qian").missed) == ("ready", 0)


def test_a_phone_that_the_next_process_finds_taken_up_is_judged_in_the_same_way(story: Story):
    call = story.queue()
    phone = story.dialled_device().channel
    story.tell(events.SwitchLost(node=story.node))
    story.now += 2_000
    story.connect(*(ChannelSeen(channel=one, state="up") for one in ("cust-1", phone)))
    together = story.now
    assert set(story.said(Join)[-1].channels) == {"cust-1", phone}
    assert story.look("qian").state == "ringing"
    story.wait(TOGETHER_MS)
    assert (story.look("qian").state, story.call(call).answered_at) == ("talking", together)


def test_an_agent_who_put_down_again_meanwhile_is_not_blamed_and_the_caller_waits_first(story: Story):
    call, phone = taken_up(story)
    story.tell(events.LegEnded(node=story.node, channel=phone, cause=16), 1_000)
    assert story.facts(OfferEnded)[0].outcome == "withdrawn"
    assert story.agent("qian").missed == 0
    assert not story.call(call).customer.hears
    assert story.call(call).state == "ringing", "it rings at him again, for nobody else is there"
    story.wait(0)
    assert story.call(call).state == "ringing"


def test_nobody_to_ring_again_means_music(story: Story):
    call, phone = taken_up(story)
    assert story.ask(events.NotReadyRequested, "qian", reason="meeting").code == "ok"
    story.tell(events.LegEnded(node=story.node, channel=phone, cause=16), 1_000)
    assert story.call(call).state == "queued"
    assert story.now_ordered(StartMusic)


def test_it_does_not_ring_out_while_the_phone_is_up(story: Story):
    call, _ = taken_up(story)
    assert f"call:{call}:ring" not in story.state.timers
    story.wait(CONFIG.queues[0].ring_timeout_ms + 1)
    assert story.look("qian").state == "talking"


@pytest.mark.parametrize("agent_is_free", [True, False])
def test_who_is_passed_to_a_phone_that_was_taken_up_and_put_down_hears_music_again(
    story: Story, agent_is_free: bool
):
    story.ask(events.NotReadyRequested, "qian", reason="rest")
    story.seat("li")
    call = story.talk("li")
    story.ready("qian")
    wanted = events.Target(kind="agent", id="qian")
    assert story.ask(events.TransferRequested, "li", call=call, target=wanted).code == "ok"
    if not agent_is_free:
        story.ask(events.NotReadyRequested, "li", reason="rest")
    phone = story.dialled_device().channel
    story.now += STOPPED + 1_000
    story.tell(events.LegAnswered(node=story.node, channel=phone), STOPPED)
    story.tell(events.LegEnded(node=story.node, channel=phone, cause=16), 1_000)
    customer = story.call(call).customer
    assert not customer.hears and customer.sound is not None and customer.sound.music
    assert "cust-1" in {one.channel for one in story.now_ordered(StartMusic)}


@pytest.mark.parametrize("strategy", ["longest_idle", "ring_all"])
def test_a_new_process_withdraws_no_offer_and_whoever_took_up_meanwhile_has_the_caller(strategy: str):
    queue = replace(CONFIG.queues[0], strategy=strategy)
    story = Story(replace(CONFIG, queues=(queue,)))
    story.seat("qian")
    if strategy == "ring_all":
        story.seat("li")
    call = story.queue()
    phone = story.dialled_device().channel
    story.now += 4_000
    story.tell(events.EpochStarted(epoch=2, seed="other"))
    story.connect(*(ChannelSeen(channel=one, state="ringing") for one in (phone,)), *up(story, but=phone))
    assert not story.facts(OfferEnded), "it rings on"
    assert phone not in {one.channel for one in story.said(HangUp)}
    story.now += 2_000
    story.tell(events.EpochStarted(epoch=3, seed="another"))
    story.connect(*up(story))
    assert set(story.said(Join)[-1].channels) == {"cust-1", phone}
    story.wait(TOGETHER_MS)
    assert (story.look("qian").state, story.call(call).state) == ("talking", "talking")
    assert [one.outcome for one in story.facts(OfferEnded) if one.person == "qian"] == ["answered"]
    assert {one.outcome for one in story.facts(OfferEnded) if one.person == "li"} <= {"withdrawn"}


def up(story: Story, but: str = "") -> list[ChannelSeen]:
    """All channels that the floor knows, answered."""
    return [ChannelSeen(channel=one, state="up") for one in story.known() if one != but]
