"""A switch that is away, comes back, or has died: nobody is stuck, nothing is left behind."""

import pytest

from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import (
    AnswerChannel,
    CreateBridge,
    DestroyBridge,
    DialDevice,
    HangUp,
    Join,
    Leave,
    PlayPrompt,
    StartMusic,
    StartRecording,
    SwitchCommand,
)
from zuoxi.engine.events import ChannelSeen
from zuoxi.engine.facts import AttemptEnded, CallbackOwed, CallEnded, OfferEnded, RecordingFinished


@pytest.fixture
def story() -> Story:
    story = Story()
    story.seat("li")
    return story


def lose(story: Story) -> None:
    story.tell(events.SwitchLost(node=story.node))


def seen(story: Story, **bridges: str) -> tuple[ChannelSeen, ...]:
    """All channels that we know, up; some in bridges."""
    return tuple(
        ChannelSeen(channel=one, state="up", bridge=bridges.get(one.replace("-", "_"), ""))
        for one in story.known()
    )


def test_while_the_switch_is_away_nothing_is_offered_or_ordered_and_people_are_told(story: Story):
    call = story.talk("li")
    lose(story)
    assert story.look("li").line == "down"
    assert story.ask(events.HoldRequested, "li", call=call).code == "switch_away"
    story.tell(events.DesktopLost(person="li", desktop="page-1"))
    story.tell(events.TimePassed())
    assert not [one for one in story.last if isinstance(one, SwitchCommand)]
    assert story.call(call).state == "talking"


def test_who_hangs_up_while_the_switch_is_away_is_done_with_the_call_and_it_is_ended_when_it_is_back(
    story: Story,
):
    call = story.talk("li")
    there = seen(story, cust_1=f"zb-{call}", **{story.line("li").replace("-", "_"): f"zb-{call}"})
    lose(story)
    assert story.ask(events.HangUpRequested, "li", call=call).code == "ok"
    assert not [one for one in story.last if isinstance(one, SwitchCommand)]
    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by) == ("answered", "agent")
    assert story.agent("li").doing == "wrap_up"
    story.connect(*there, bridges=(f"zb-{call}",))
    assert [one.channel for one in story.last if isinstance(one, HangUp)] == ["cust-1"]
    assert [one.bridge for one in story.last if isinstance(one, DestroyBridge)] == [f"zb-{call}"]
    assert not story.state.calls, "nobody takes what was ended for a conversation that goes on"


def test_a_free_agent_gets_the_waiting_call_only_when_the_switch_is_back(story: Story):
    story.ask(events.NotReadyRequested, "li", reason="rest")
    call = story.queue()
    lose(story)
    story.ready("li")
    assert story.call(call).state == "queued"
    story.connect(*seen(story))
    assert story.agent("li").call == call


def test_a_timeout_that_came_while_the_switch_was_away_comes_when_it_is_back(story: Story):
    story.ask(events.NotReadyRequested, "li", reason="rest")
    call = story.queue()
    story.wait(100_000)
    lose(story)
    story.wait(30_000)
    assert story.call(call).state == "queued"
    story.connect(*seen(story))
    story.wait(0)
    assert story.call(call).state == "parting"


def test_a_ring_that_nobody_could_answer_is_not_missed(story: Story):
    call = story.queue()
    lose(story)
    assert story.ask(events.AnswerRequested, "li", call=call).code == "switch_away"
    story.wait(20_000)
    story.connect(*seen(story))
    story.wait(0)
    assert story.agent("li").call == call and story.agent("li").missed == 0
    assert story.ask(events.AnswerRequested, "li", call=call).code == "ok"


def test_who_hung_up_unseen_is_found_by_the_reconciliation(story: Story):
    call = story.talk("li")
    lose(story)
    story.now += 5_000
    story.connect(*(one for one in seen(story) if one.channel != "cust-1"))
    assert call not in story.state.calls
    assert story.facts(CallEnded)[0].outcome == "answered"
    assert story.agent("li").doing == "wrap_up"


def test_a_conversation_that_still_stands_simply_goes_on(story: Story):
    call = story.talk("li")
    line = story.line("li")
    lose(story)
    bridge = f"zb-{call}"
    story.connect(
        ChannelSeen(channel="cust-1", state="up", bridge=bridge),
        ChannelSeen(channel=line, state="up", bridge=bridge),
        bridges=(bridge,),
    )
    assert story.call(call).state == "talking"
    assert not [one for one in story.last if isinstance(one, SwitchCommand)]


def test_what_got_lost_on_the_way_is_ordered_again_but_no_second_recording(story: Story):
    story.talk("li")
    lose(story)
    story.connect(*seen(story))
    assert [type(one) for one in story.now_ordered(CreateBridge, Join)] == [CreateBridge, Join]
    assert not story.now_ordered(StartRecording)


def test_a_customer_on_hold_is_kept_apart_and_entertained(story: Story):
    call = story.talk("li")
    story.ask(events.HoldRequested, "li", call=call)
    lose(story)
    story.connect(*seen(story, cust_1=f"zb-{call}"))
    assert [type(one) for one in story.now_ordered(Leave, StartMusic)] == [Leave, StartMusic]


def test_an_answer_and_an_announcement_that_got_lost_are_made_up_for(story: Story):
    story.arrive("cust-1")
    greeting = story.arrive("cust-2")
    story.tell(events.LegAnswered(node=story.node, channel="cust-2"))
    playback = story.call(greeting).playback
    lose(story)
    story.connect(
        ChannelSeen(channel="cust-1", state="ringing"),
        ChannelSeen(channel="cust-2", state="up"),
        ChannelSeen(channel=story.line("li"), state="up"),
    )
    assert [one.channel for one in story.now_ordered(AnswerChannel)] == ["cust-1"]
    assert [one.playback for one in story.now_ordered(PlayPrompt)] == [playback]


def test_what_rings_for_nobody_and_empty_bridges_are_removed_but_only_ours(story: Story):
    lose(story)
    story.connect(
        *seen(story),
        ChannelSeen(channel="orphan", state="ringing", direction="outbound"),
        ChannelSeen(channel="somebody-elses", state="ringing", ours=False),
        bridges=("zb-unheard-of", "conference"),
    )
    assert [one.channel for one in story.now_ordered(HangUp)] == ["orphan"]
    assert [one.bridge for one in story.now_ordered(DestroyBridge)] == ["zb-unheard-of"]


@pytest.mark.parametrize("how", ["told", "other boot"])
def test_when_the_switch_has_died_every_call_ends_with_that_cause(story: Story, how: str):
    story.talk("li")
    story.queue("cust-2", caller="13800000002")
    if how == "told":
        story.tell(events.SwitchLost(node=story.node, restarted=True))
    else:
        lose(story)
        story.connect(boot="boot-2", endpoints=())
    assert not story.state.calls and not story.state.recordings
    assert {(one.outcome, one.ended_by) for one in story.facts(CallEnded)} == {("switch_lost", "switch")}
    assert [(one.number, one.reason) for one in story.facts(CallbackOwed)] == [
        ("13800000001", "switch_lost"),
        ("13800000002", "switch_lost"),
    ]
    assert len(story.facts(RecordingFinished)) == 1
    assert story.agent("li").doing == "wrap_up"
    assert story.agent("li").line is None


@pytest.mark.parametrize(
    ("heard_to_go", "silent_ms"), [(True, 0), (False, 4_000)], ids=["its end was heard", "it fell silent"]
)
def test_calls_of_a_switch_that_died_ended_with_its_last_sign_of_life(
    story: Story, heard_to_go: bool, silent_ms: int
):
    story.talk("li")
    story.wait(30_000)
    story.queue("cust-2", caller="13800000002")
    story.wait(10_000)
    died = story.now + story.state.offset
    story.wait(silent_ms)
    story.tell(events.SwitchLost(node=story.node, ago_ms=silent_ms))
    story.wait(2_200)
    story.connect(boot="boot-2", endpoints=())
    talked, waited = sorted(story.facts(CallEnded), key=lambda one: one.started_at)
    assert talked.ended_at == waited.ended_at == died
    assert talked.phases["talk"] == 40_000 and waited.phases["queue"] == 10_000
    assert story.facts(CallbackOwed)[-1].waited_ms == 10_000
    assert story.agent("li").doing == "wrap_up"
    assert story.agent("li").since == died - story.state.offset


def test_what_was_decided_while_the_switch_was_away_is_not_dated_before_it(story: Story):
    story.queue()
    lose(story)
    story.wait(60_000)
    assert [one.outcome for one in story.facts(OfferEnded)] == ["withdrawn"]
    withdrawn = story.now
    story.wait(700)
    story.connect(boot="boot-2", endpoints=())
    assert story.facts(CallEnded)[0].ended_at == withdrawn + story.state.offset


def test_of_a_switch_that_died_with_us_the_floors_last_moment_is_the_last_sign_of_life(story: Story):
    story.talk("li")
    story.wait(5_000)
    story.tell(events.ConfigChanged(config=story.state.house.config))
    last = story.now
    story.now += 60_000
    story.tell(events.EpochStarted(epoch=2, seed="other", offset=story.state.offset))
    story.connect(boot="boot-2", endpoints=())
    assert story.facts(CallEnded)[0].ended_at == last + story.state.offset


def test_a_node_that_is_away_for_long_ends_no_conversation(story: Story):
    call = story.talk("li")
    lose(story)
    story.wait(3_600_000)
    assert story.call(call).state == "talking"
    bridge = f"zb-{call}"
    story.connect(
        *(ChannelSeen(channel=one, state="up", bridge=bridge) for one in story.known()),
        bridges=(bridge,),
    )
    assert not story.now_ordered(SwitchCommand)
    story.ask(events.HangUpRequested, "li", call=call)
    assert story.facts(CallEnded)[0].phases == {"ivr": 0, "announcement": 0, "queue": 0, "ring": 0} | {
        "talk": 3_600_000
    }


def test_offers_that_nobody_can_answer_are_withdrawn_after_a_while(story: Story):
    story.queue()
    lose(story)
    story.wait(60_000)
    assert [one.outcome for one in story.facts(OfferEnded)] == ["withdrawn"]
    assert story.agent("li").doing == "ready" and story.agent("li").missed == 0


def test_after_a_death_the_lines_come_back_as_the_devices_do(story: Story):
    story.tell(events.SwitchLost(node=story.node, restarted=True))
    story.connect(boot="boot-2", endpoints=())
    assert story.agent("li").doing == "ready"
    assert len(story.said(DialDevice)) == 1
    story.tell(events.DeviceRegistered(node=story.node, endpoint="ep-li"))
    story.take_line("li")
    story.queue()
    assert story.agent("li").doing == "ringing"


def test_a_line_that_the_inventory_misses_is_dialled_once_and_taken(story: Story):
    lose(story)
    story.connect(boot="boot-2", endpoints=("ep-li",))
    assert len(story.now_ordered(DialDevice)) == 1
    assert story.look("li").line == "dialling"
    story.take_line("li")
    assert story.look("li").line == "up"


def test_an_offer_that_a_death_ends_is_withdrawn(story: Story):
    story.queue()
    story.tell(events.SwitchLost(node=story.node, restarted=True))
    assert [one.outcome for one in story.facts(OfferEnded)] == ["withdrawn"]
    assert story.agent("li").doing == "ready" and story.agent("li").missed == 0


def test_a_customer_who_answered_unseen_is_talked_to(story: Story):
    story.dial("li")
    lose(story)
    story.connect(*seen(story))
    assert story.agent("li").doing == "talking"


def test_a_dialling_that_never_reached_the_switch_has_failed(story: Story):
    story.dial("li")
    line = story.line("li")
    lose(story)
    story.connect(ChannelSeen(channel=line, state="up"))
    assert story.facts(AttemptEnded)[0].outcome == "failed"
    assert story.agent("li").doing == "ready"


def test_a_new_live_process_takes_the_conversation_over(story: Story):
    call = story.talk("li")
    story.tell(events.EpochStarted(epoch=2, seed="other"))
    assert story.call(call).state == "talking"
    bridge = f"zb-{call}"
    story.connect(
        *(ChannelSeen(channel=one, state="up", bridge=bridge) for one in story.known()),
        bridges=(bridge,),
    )
    assert story.sign_in("li").data["resumed"] == 1
    assert story.ask(events.HangUpRequested, "li", call=call).code == "ok"
    assert story.facts(CallEnded)[0].outcome == "answered"


def test_a_phone_that_was_never_dialled_because_we_died_is_not_waited_for():
    story = Story()
    story.seat("qian")
    call = story.queue()
    phone = story.dialled_device().channel
    lose(story)
    caller = ChannelSeen(channel="cust-1", state="up")
    story.connect(caller, ChannelSeen(channel=phone, state="created"))
    assert [one.channel for one in story.now_ordered(HangUp)] == [phone]
    assert story.facts(OfferEnded)[0].outcome == "failed"
    assert story.dialled_device().channel != phone and story.agent("qian").call == call, "it is offered anew"


def test_a_phone_that_has_not_rung_yet_goes_on_being_dialled():
    story = Story()
    story.seat("qian")
    story.queue()
    phone = story.dialled_device().channel
    lose(story)
    story.connect(ChannelSeen(channel="cust-1", state="up"), ChannelSeen(channel=phone, state="down"))
    assert not story.now_ordered(HangUp, DialDevice) and not story.facts(OfferEnded)
    story.tell(events.LegAnswered(node=story.node, channel=phone))
    assert story.agent("qian").doing == "talking"


def test_a_customer_who_was_never_dialled_because_we_died_ends_the_call_at_once(story: Story):
    story.dial("li")
    customer = story.dialled_customer().channel
    line = ChannelSeen(channel=story.line("li"), state="up")
    lose(story)
    story.connect(line, ChannelSeen(channel=customer, state="created"))
    assert [one.channel for one in story.now_ordered(HangUp)] == [customer]
    assert story.facts(AttemptEnded)[0].outcome == "failed"
