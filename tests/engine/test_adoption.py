"""What stands in the switch and nobody knows: nobody is cut off, whoever waits is let in."""

import pytest
from msgspec.structs import replace

from tests.engine.house import CONFIG
from tests.engine.story import Story
from zuoxi.engine import events, floor
from zuoxi.engine.commands import (
    DestroyBridge,
    DialDevice,
    HangUp,
    PlayPrompt,
    StopRecording,
    SwitchCommand,
    TakeInventory,
)
from zuoxi.engine.config import TrunkConfig
from zuoxi.engine.events import ChannelSeen
from zuoxi.engine.facts import (
    CallAdopted,
    CallbackOwed,
    CallEnded,
    ColleagueAnswered,
    ColleagueCalled,
    OfferEnded,
    RecordingFinished,
    SegmentStarted,
)

BRIDGE = "zb-of-yesterday"
CUSTOMER = ChannelSeen(
    channel="cust-1",
    state="up",
    bridge=BRIDGE,
    direction="inbound",
    trunk="carrier",
    dialled="4008001234",
    caller="13800000001",
    call="of-yesterday",
    recording="rec-1",
)
DEVICE = ChannelSeen(channel="zx-li", state="up", bridge=BRIDGE, direction="outbound", endpoint="ep-li")


def lose(story: Story) -> None:
    story.tell(events.SwitchLost(node=story.node))


def harmless(story: Story) -> bool:
    """Whether nothing was ordered that could cut anybody off."""
    return not story.now_ordered(HangUp, DestroyBridge, StopRecording)


def test_a_conversation_that_nobody_knows_goes_on_and_is_its_agents_when_he_signs_in():
    story = Story()
    lose(story)
    story.connect(CUSTOMER, DEVICE, bridges=(BRIDGE,), endpoints=("ep-li",))
    assert harmless(story)
    (adopted,) = story.facts(CallAdopted)
    assert (adopted.call, adopted.customer_number, adopted.house_number) == (
        "of-yesterday",
        "13800000001",
        "4008001234",
    )
    assert story.sign_in("li").code == "ok"
    assert not story.now_ordered(DialDevice), "his line stands already"
    assert (story.look("li").state, story.look("li").call) == ("talking", "of-yesterday")
    (segment,) = story.facts(SegmentStarted)
    assert (segment.person, segment.recording) == ("li", "rec-1")
    assert story.ask(events.HangUpRequested, "li", call="of-yesterday").code == "ok"
    assert [one.channel for one in story.now_ordered(HangUp)] == ["cust-1"], "the line stays"
    assert story.facts(CallEnded)[0].outcome == "answered"
    story.tell(events.RecordingStopped(node=story.node, recording="rec-1"))
    assert story.facts(RecordingFinished)
    assert story.agent("li").doing == "wrap_up"


def test_who_has_a_session_has_the_call_at_once():
    story = Story()
    story.seat("li")
    lose(story)
    line = replace(DEVICE, channel=story.line("li"))
    story.connect(CUSTOMER, line, bridges=(BRIDGE,))
    assert harmless(story)
    assert (story.look("li").state, story.look("li").call) == ("talking", "of-yesterday")


def test_an_adopted_conversation_whose_agent_never_comes_ends_with_its_customer():
    story = Story()
    lose(story)
    story.connect(CUSTOMER, DEVICE, bridges=(BRIDGE,))
    story.leave("cust-1")
    assert story.facts(CallEnded)[0].ended_by == "customer"
    assert not story.now_ordered(HangUp), "the device's line is nobody's to end"


def test_a_line_that_stands_is_its_agents_when_he_signs_in():
    story = Story()
    lose(story)
    story.connect(replace(DEVICE, bridge=""), endpoints=("ep-li",))
    assert harmless(story)
    story.sign_in("li")
    assert not story.said(DialDevice)
    assert story.look("li").line == "up"


@pytest.mark.parametrize(("state", "call"), [("ringing", ""), ("up", "of-yesterday")])
def test_who_waits_at_the_door_or_alone_has_arrived(state: str, call: str):
    story = Story()
    story.seat("li")
    lose(story)
    found = replace(CUSTOMER, state=state, call=call, bridge="", recording="")
    story.connect(found, ChannelSeen(channel=story.line("li"), state="up"))
    assert harmless(story)
    (known,) = story.state.calls.values()
    assert (known.number, known.house_number) == ("13800000001", "4008001234")
    if state == "ringing":
        story.tell(events.LegAnswered(node=story.node, channel="cust-1"))
    assert known.id in story.state.calls
    story.hear(known.id)
    assert story.agent("li").doing == "ringing"
    story.leave("cust-1")
    assert len(story.facts(CallbackOwed)) == 1


@pytest.mark.parametrize(("number", "says", "owed"), [("13900000002", "all-busy", 1), ("", "sorry", 0)])
def test_a_customer_whom_we_called_and_who_is_alone_is_told_and_called_again(
    number: str, says: str, owed: int
):
    story = Story()
    lose(story)
    alone = ChannelSeen(
        channel="callee-1",
        state="up",
        bridge=BRIDGE,
        direction="outbound",
        trunk="carrier",
        dialled=number,
        call="of-yesterday",
    )
    story.connect(alone, bridges=(BRIDGE,))
    (told,) = story.now_ordered(PlayPrompt)
    assert (told.channel, told.prompts) == ("callee-1", (says,))
    assert not story.now_ordered(HangUp), "he hears it to its end"
    (adopted,) = story.facts(CallAdopted)
    assert (adopted.call, adopted.direction, adopted.customer_number) == ("of-yesterday", "outbound", number)
    assert [(one.number, one.reason) for one in story.facts(CallbackOwed)] == [(number, "dropped")] * owed
    story.hear("of-yesterday")
    assert [one.channel for one in story.now_ordered(HangUp)] == ["callee-1"]
    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by) == ("dropped", "system")


def test_a_conversation_with_a_customer_whom_we_called_goes_on_and_is_its_agents():
    story = Story()
    story.seat("li")
    lose(story)
    callee = replace(CUSTOMER, direction="outbound", dialled="13900000002", caller="")
    story.connect(callee, replace(DEVICE, channel=story.line("li")), bridges=(BRIDGE,))
    assert harmless(story)
    assert (story.look("li").state, story.look("li").call) == ("talking", "of-yesterday")
    assert story.facts(CallAdopted)[0].customer_number == "13900000002"


def test_a_caller_with_a_broken_arrival_is_found_by_the_next_inventories():
    """Only what two of them show counts: what is coming or going just now explains itself."""
    story = Story()
    story.wait(60_000)
    assert story.now_ordered(TakeInventory), "once a minute"
    story.look_around(replace(CUSTOMER, state="ringing", bridge="", call="", recording=""))
    assert not story.state.calls
    story.wait(2_000)
    story.look_around(replace(CUSTOMER, state="ringing", bridge="", call="", recording=""))
    assert len(story.state.calls) == 1


def test_a_caller_who_went_while_the_inventory_was_taken_is_no_new_caller():
    story = Story()
    story.arrive("cust-9", dialled="10010")
    story.wait(60_000)
    story.leave("cust-9")
    story.look_around(ChannelSeen(channel="cust-9", state="up", direction="inbound", call="x"))
    assert not story.state.calls
    story.wait(2_000)
    story.look_around()
    assert not story.state.calls and len(story.facts(CallEnded)) == 1


def test_the_rings_of_a_phone_outlive_our_process_and_it_may_be_taken_up():
    story = Story()
    story.seat("qian")
    call = story.queue()
    phone = story.phone(call)
    story.tell(events.EpochStarted(epoch=2, seed="other"))
    assert not story.facts(OfferEnded)
    story.connect(ChannelSeen(channel="cust-1", state="up"), ChannelSeen(channel=phone, state="ringing"))
    assert not story.now_ordered(HangUp)
    story.tell(events.LegAnswered(node=story.node, channel=phone))
    assert story.look("qian").state == "talking"


def test_the_ring_on_a_page_outlives_our_process_if_the_page_comes_back():
    story = Story()
    story.seat("li")
    call = story.queue()
    line = story.line("li")
    story.tell(events.EpochStarted(epoch=2, seed="other"))
    story.connect(ChannelSeen(channel="cust-1", state="up"), ChannelSeen(channel=line, state="up"))
    assert story.sign_in("li").code == "ok"
    assert story.ask(events.AnswerRequested, "li", call=call).code == "ok"
    assert [one.outcome for one in story.facts(OfferEnded)] == ["answered"]


def test_the_ring_on_a_page_that_does_not_come_back_goes_to_somebody_else():
    story = Story()
    story.seat("li")
    story.queue()
    story.tell(events.EpochStarted(epoch=2, seed="other"))
    story.connect(
        ChannelSeen(channel="cust-1", state="up"), ChannelSeen(channel=story.line("li"), state="up")
    )
    story.wait(5_000)
    assert [one.outcome for one in story.facts(OfferEnded)] == ["withdrawn"]


def test_equal_names_of_channels_on_two_nodes_are_two_channels():
    story = Story(replace(CONFIG, trunks=(*CONFIG.trunks, TrunkConfig(id="b", node="B", endpoint="c"))))
    story.tell(events.SwitchConnected(node="B"))
    story.tell(events.InventoryTaken(node="B", channels=(), bridges=(), endpoints=(), boot="x"))
    story.arrive("1764096000.1", caller="13800000001")
    story.tell(
        events.CallArrived(
            node="B", channel="1764096000.1", trunk="c", dialled="4008001234", caller="13800000002"
        )
    )
    assert sorted((call.node, call.number) for call in story.state.calls.values()) == [
        ("B", "13800000002"),
        ("house", "13800000001"),
    ]
    story.tell(events.LegEnded(node="B", channel="1764096000.1"))
    assert [call.number for call in story.state.calls.values()] == ["13800000001"]
    assert floor.next_deadline(story.state) is not None


def test_a_short_break_releases_no_caller_in_set_up_and_ends_no_reconnecting():
    story = Story()
    story.seat("li")
    talked = story.talk("li", "cust-1")
    story.seat("wang")
    story.ask(events.NotReadyRequested, "wang", reason="rest")
    waiting = story.arrive("cust-2")
    story.tell(
        events.CommandFailed(node=story.node, command="AnswerChannel", subject="cust-2", reason="switch_away")
    )
    story.leave(story.line("li"), 44)
    lose(story)
    story.wait(31_000)
    story.connect(
        ChannelSeen(channel="cust-1", state="up"),
        ChannelSeen(channel="cust-2", state="ringing"),
        endpoints=("ep-li", "ep-wang"),
    )
    assert [type(one).__name__ for one in story.now_ordered(SwitchCommand)].count("AnswerChannel") == 1
    story.wait(0)
    assert story.call(talked).state == "reconnecting" and story.call(waiting).state == "setting_up"
    story.take_line("li")
    assert story.look("li").state == "talking"


def test_a_customer_lost_while_his_agent_reconnects_is_owed_a_callback():
    story = Story()
    story.seat("li")
    story.talk("li")
    story.leave(story.line("li"), 44)
    story.leave("cust-1")
    assert len(story.facts(CallbackOwed)) == 1


def test_two_who_consult_while_their_customer_hears_music_are_no_call_of_colleagues():
    story = Story()
    lose(story)
    waits = replace(CUSTOMER, bridge="", recording="", sound="music default")
    two = (DEVICE, replace(DEVICE, channel="zx-wang", endpoint="ep-wang"))
    story.connect(waits, *two, bridges=(BRIDGE,), endpoints=("ep-li", "ep-wang"))
    assert harmless(story)
    assert [call.direction for call in story.state.calls.values()] == ["inbound"]
    assert "of-yesterday" not in story.state.calls and not story.facts(ColleagueCalled)


def test_two_who_speak_while_nobody_waits_for_them_are_one():
    story = Story()
    lose(story)
    two = (DEVICE, replace(DEVICE, channel="zx-wang", endpoint="ep-wang"))
    stranger = replace(CUSTOMER, call="another", bridge="", recording="")
    story.connect(stranger, *two, bridges=(BRIDGE,), endpoints=("ep-li", "ep-wang"))
    assert story.call("of-yesterday").direction == "internal"
    assert len(story.facts(ColleagueCalled)) == 1


RECORDED = (replace(DEVICE, channel="zx-wang", endpoint="ep-wang"), replace(DEVICE, recording="rec-1"))


def test_what_is_recorded_of_two_who_are_found_speaking_is_theirs():
    """It runs on the line of who called."""
    story = Story()
    lose(story)
    story.connect(*RECORDED, bridges=(BRIDGE,), endpoints=("ep-li", "ep-wang"))
    assert harmless(story)
    (told,) = story.facts(ColleagueAnswered)
    assert (told.caller, told.person, told.recording) == ("li", "wang", "rec-1")
    assert [(one.person, one.colleague) for one in story.facts(ColleagueCalled)] == [("li", "wang")]
    assert [call.recording for call in story.call("of-yesterday").hands] == ["rec-1", ""]
    story.sign_in("wang")
    story.ask(events.HangUpRequested, "wang", call="of-yesterday")
    assert [(one.channel, one.recording) for one in story.now_ordered(StopRecording)] == [("zx-li", "rec-1")]
    story.tell(events.RecordingStopped(node=story.node, recording="rec-1"))
    assert [one.recording for one in story.facts(RecordingFinished)] == ["rec-1"]


def test_of_somebody_whom_nobody_knows_no_recording_goes_on():
    story = Story()
    lose(story)
    stranger, li = RECORDED
    stranger = replace(stranger, endpoint="ep-of-nobody")
    story.connect(stranger, li, bridges=(BRIDGE,), endpoints=("ep-li",))
    assert story.call("of-yesterday").direction == "internal"
    assert [(one.channel, one.recording) for one in story.now_ordered(StopRecording)] == [("zx-li", "rec-1")]
    assert not story.state.recordings and not story.facts(ColleagueAnswered)
