"""Sessions: sign-in, take-over, lost desktops, sign-out (T10)."""

import pytest
from msgspec.structs import replace

from tests.engine.house import CONFIG
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import HangUp
from zuoxi.engine.facts import AgentSignedIn, AgentSignedOut, AgentStateChanged


@pytest.fixture
def story() -> Story:
    story = Story()
    story.seat("li")
    return story


def test_a_shift_begins_not_ready():
    story = Story()
    assert story.sign_in("li").data["resumed"] == 0
    assert (story.agent("li").doing, story.agent("li").reason) == ("not_ready", "signed_in")
    assert story.facts(AgentSignedIn)[0].session == story.agent("li").session


def test_who_may_not_sign_in_is_told_why(story: Story):
    assert story.sign_in("nobody").code == "unknown_agent"
    assert story.ask(events.SignInRequested, "wang", device="dev-li", desktop="p").code == "unknown_device"
    assert story.ask(events.SignInRequested, "wang", device="", desktop="p").code == "ok"


def test_a_reloaded_page_comes_back_to_the_same_session_and_state(story: Story):
    session = story.agent("li").session
    story.tell(events.DesktopLost(person="li", desktop="page-1"))
    story.now += 3_000
    assert story.sign_in("li").data == {"session": session, "resumed": 1}
    story.wait(700_000)
    assert story.agent("li").doing == "ready"
    assert story.look("li").line == "up"


def test_a_desktop_that_stays_away_makes_not_ready_and_then_signs_out(story: Story):
    line = story.line("li")
    story.tell(events.DesktopLost(person="li", desktop="page-1"))
    story.wait(5_000)
    assert (story.agent("li").doing, story.agent("li").reason) == ("not_ready", "disconnected")
    story.wait(595_000)
    assert "li" not in story.state.agents
    assert "agent:li" not in story.shown
    assert [one.cause for one in story.facts(AgentSignedOut)] == ["expired"]
    assert line in [one.channel for one in story.said(HangUp)]


def test_a_session_does_not_expire_during_a_call(story: Story):
    call = story.talk("li")
    story.tell(events.DesktopLost(person="li", desktop="page-1"))
    story.wait(700_000)
    assert story.call(call).state == "talking"
    story.leave("cust-1")
    story.wait(40_000)
    assert "li" not in story.state.agents


def test_whose_desktop_went_during_the_call_is_not_ready_after_it(story: Story):
    story.talk("li")
    story.tell(events.DesktopLost(person="li", desktop="page-1"))
    story.wait(6_000)
    story.leave("cust-1")
    story.wait(30_000)
    assert (story.agent("li").doing, story.agent("li").reason) == ("not_ready", "disconnected")


def test_an_old_page_that_goes_after_a_take_over_changes_nothing(story: Story):
    assert story.sign_in("li", "page-2", takeover=True).code == "ok"
    story.tell(events.DesktopLost(person="li", desktop="page-1"))
    assert story.agent("li").connected
    assert story.look("li").desktop == "page-2"


def test_another_page_may_come_when_the_first_is_gone(story: Story):
    story.tell(events.DesktopLost(person="li", desktop="page-1"))
    assert story.sign_in("li", "page-2").code == "ok"


def test_signing_out_hangs_up_the_line_and_ends_the_session(story: Story):
    line = story.line("li")
    assert story.ask(events.SignOutRequested, "li").code == "ok"
    assert [one.channel for one in story.said(HangUp)] == [line]
    assert story.facts(AgentStateChanged)[-1].state == "signed_out"
    assert story.facts(AgentSignedOut)[0].cause == "agent"
    assert story.ask(events.ReadyRequested, "li").code == "no_session"


def test_one_device_serves_one_agent_at_a_time():
    shared = replace(CONFIG.agents[1], devices=CONFIG.agents[0].devices)
    story = Story(replace(CONFIG, agents=(CONFIG.agents[0], shared)))
    story.seat("li")
    assert story.ask(events.SignInRequested, "wang", device="dev-li", desktop="p").code == "device_in_use"


def test_an_agent_may_change_his_device_between_calls():
    both = replace(CONFIG.agents[0], devices=(*CONFIG.agents[0].devices, *CONFIG.agents[3].devices))
    story = Story(replace(CONFIG, agents=(both,)))
    story.seat("li")
    line = story.line("li")
    story.tell(events.DeviceRegistered(node=story.node, endpoint="ep-qian"))
    assert story.ask(events.SignInRequested, "li", device="dev-qian", desktop="page-1").code == "ok"
    assert [one.channel for one in story.said(HangUp)] == [line]
    story.queue()
    assert story.dialled_device().endpoint == "ep-qian"


def test_after_a_new_live_process_the_desktops_come_back_by_themselves(story: Story):
    story.tell(events.EpochStarted(epoch=2, seed="other"))
    assert not story.agent("li").connected
    channels = tuple(events.ChannelSeen(channel=one, state="up") for one in story.known())
    story.connect(*channels)
    assert story.sign_in("li").data["resumed"] == 1
    story.queue()
    assert story.agent("li").doing == "ringing"
