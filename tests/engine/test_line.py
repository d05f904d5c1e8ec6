"""The agent's line: dialled as the device registers, lost and found again, also in mid-call."""

import pytest

from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import DialDevice, HangUp, Join, Leave, PlayPrompt, StartMusic
from zuoxi.engine.facts import CallEnded, SegmentEnded


@pytest.fixture
def story() -> Story:
    story = Story()
    story.seat("li")
    return story


def test_a_device_is_dialled_when_it_registers_and_its_agent_has_a_session():
    story = Story()
    story.tell(events.DeviceRegistered(node=story.node, endpoint="ep-li"))
    assert not story.said(DialDevice)
    story.sign_in("li")
    (dial,) = story.said(DialDevice)
    assert dial.standing and dial.channel.startswith("zx-")
    assert story.look("li").line == "dialling"
    story.take_line("li")
    assert story.look("li").line == "up"


def test_a_lost_line_is_dialled_again_while_the_device_is_registered(story: Story):
    story.leave(story.line("li"))
    assert story.agent("li").line is None
    story.wait(1_999)
    assert len(story.said(DialDevice)) == 1
    story.wait(1)
    assert len(story.said(DialDevice)) == 2


def test_a_line_is_not_dialled_to_a_device_that_is_gone(story: Story):
    story.tell(events.DeviceUnregistered(node=story.node, endpoint="ep-li"))
    story.leave(story.line("li"))
    story.wait(60_000)
    assert len(story.said(DialDevice)) == 1
    story.tell(events.DeviceRegistered(node=story.node, endpoint="ep-li"))
    assert len(story.said(DialDevice)) == 2


def test_a_line_that_the_device_never_takes_is_given_up_and_tried_again():
    story = Story()
    story.sign_in("li")
    story.tell(events.DeviceRegistered(node=story.node, endpoint="ep-li"))
    first = story.dialled_device().channel
    story.wait(18_000)
    assert [one.channel for one in story.said(HangUp)] == [first]
    story.wait(2_000)
    assert story.dialled_device().channel != first


def test_an_agent_who_comes_back_in_time_simply_goes_on(story: Story):
    call = story.talk("li")
    answered = story.look("li").since
    story.now += 5_000
    story.leave(story.line("li"))
    assert [one.channels for one in story.now_ordered(Leave)] == [("cust-1",)]
    assert [one.prompts for one in story.now_ordered(PlayPrompt)] == [("please-hold",)]
    assert (story.agent("li").doing, story.call(call).phase) == ("reconnecting", "hold")
    story.hear(call)
    assert story.now_ordered(StartMusic)
    story.wait(2_000)
    story.take_line("li")
    assert story.agent("li").doing == "talking"
    assert story.look("li").since == answered, "a page that was reloaded counts on"
    assert story.said(Join)[-1].channels == ("cust-1", story.line("li"))
    story.wait(60_000)
    story.leave("cust-1")
    (segment,) = story.facts(SegmentEnded)
    assert (segment.talk_ms, segment.hold_ms) == (65_000, 2_000)


def test_an_agent_who_does_not_come_back_loses_the_caller_to_the_head_of_the_queue(story: Story):
    call = story.talk("li")
    waiting = story.queue("cust-2")
    story.tell(events.DeviceUnregistered(node=story.node, endpoint="ep-li"))
    story.leave(story.line("li"))
    story.wait(30_000)
    assert story.call(call).state == "queued"
    assert story.facts(SegmentEnded)[0].ended_by == "system"
    assert story.agent("li").doing == "wrap_up"
    story.seat("wang")
    assert story.agent("wang").call == call
    assert story.call(waiting).state == "queued"


def test_a_called_customer_is_released_with_an_apology_when_the_agent_does_not_come_back(story: Story):
    story.dial("li")
    channel = story.dialled_customer().channel
    story.tell(events.LegAnswered(node=story.node, channel=channel))
    story.tell(events.DeviceUnregistered(node=story.node, endpoint="ep-li"))
    story.leave(story.line("li"))
    story.wait(30_000)
    assert [one.prompts for one in story.now_ordered(PlayPrompt)] == [("sorry",)]
    story.hear("call-out")
    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by) == ("answered", "system")


def test_a_customer_may_hang_up_while_the_agent_is_lost(story: Story):
    call = story.talk("li")
    story.leave(story.line("li"))
    story.leave("cust-1")
    assert call not in story.state.calls
    assert story.agent("li").doing == "wrap_up"


def test_a_closed_browser_leaves_the_call_up_until_its_device_is_gone_too(story: Story):
    call = story.talk("li")
    line = story.line("li")
    story.tell(events.DesktopLost(person="li", desktop="page-1"))
    assert story.call(call).state == "talking"
    story.tell(events.DeviceUnregistered(node=story.node, endpoint="ep-li"))
    assert story.call(call).state == "reconnecting"
    assert line in [one.channel for one in story.said(HangUp)]
    assert story.sign_in("li").data["resumed"] == 1
    story.tell(events.DeviceRegistered(node=story.node, endpoint="ep-li"))
    story.take_line("li")
    assert story.call(call).state == "talking"


def test_a_device_that_went_before_the_desktop_is_gone_too(story: Story):
    call = story.talk("li")
    story.tell(events.DeviceUnregistered(node=story.node, endpoint="ep-li"))
    assert story.call(call).state == "talking", "the leg itself tells whether it is lost"
    story.tell(events.DesktopLost(person="li", desktop="page-1"))
    assert story.call(call).state == "reconnecting"


def test_another_page_that_takes_over_in_mid_call_gets_the_call(story: Story):
    call = story.talk("li")
    old = story.line("li")
    assert story.sign_in("li", "page-2").code == "desktop_in_use"
    assert story.sign_in("li", "page-2", takeover=True).data["resumed"] == 1
    assert old in [one.channel for one in story.said(HangUp)]
    assert story.call(call).state == "reconnecting"
    story.tell(events.LegEnded(node=story.node, channel=old))
    story.tell(events.DeviceRegistered(node=story.node, endpoint="ep-li"))
    story.take_line("li")
    assert story.call(call).state == "talking"


def test_a_page_that_registered_before_it_took_over_is_dialled_a_moment_later(story: Story):
    story.sign_in("li", "page-2", takeover=True)
    assert story.agent("li").line is None
    story.wait(2_000)
    assert story.agent("li").line is not None


def test_a_channel_of_ours_that_answers_although_nobody_knows_it_is_hung_up(story: Story):
    story.tell(events.LegAnswered(node=story.node, channel="zx-unheard-of"))
    assert [one.channel for one in story.now_ordered(HangUp)] == ["zx-unheard-of"]
