"""In conversation and after it: hold, mute, keys, who hung up, wrap-up (T10, T11, T14)."""

from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import (
    HangUp,
    Join,
    Leave,
    Mute,
    SendKeys,
    StartMusic,
    StartRecording,
    StopMusic,
    StopRecording,
)
from zuoxi.engine.facts import (
    AgentStateChanged,
    CallEnded,
    DispositionGiven,
    LegEndedFact,
    LegStarted,
    RecordingFinished,
    SegmentEnded,
    SegmentStarted,
    WrapUpEnded,
)
from zuoxi.engine.media import wanted


def talking() -> tuple[Story, str]:
    story = Story()
    story.seat("li")
    return story, story.talk("li")


def test_hold_and_resume_are_counted_apart_from_talk():
    story, call = talking()
    story.now += 10_000
    assert story.ask(events.HoldRequested, "li", call=call).code == "ok"
    assert [one.channels for one in story.now_ordered(Leave)] == [("cust-1",)]
    assert story.now_ordered(StartMusic)
    assert story.call(call).phase == "hold"
    story.now += 4_000
    assert story.ask(events.ResumeRequested, "li", call=call).code == "ok"
    assert [type(one) for one in story.now_ordered(StopMusic, Join)] == [StopMusic, Join]
    story.now += 6_000
    story.leave("cust-1")
    (segment,) = story.facts(SegmentEnded)
    assert (segment.talk_ms, segment.hold_ms, segment.ended_by) == (16_000, 4_000, "customer")
    (ended,) = story.facts(CallEnded)
    assert (ended.phases["talk"], ended.phases["hold"], ended.ended_by) == (16_000, 4_000, "customer")


def test_the_time_on_the_bar_counts_from_the_answer_whatever_was_held_since():
    story, call = talking()
    answered = story.look("li").since
    story.now += 10_000
    story.ask(events.HoldRequested, "li", call=call)
    assert story.look("li").since == answered + 10_000, "how long the customer has been on hold"
    story.now += 4_000
    story.ask(events.ResumeRequested, "li", call=call)
    assert story.look("li").since == answered


def test_a_customer_who_hangs_up_on_hold_ends_the_call_and_frees_the_agent():
    story, call = talking()
    story.ask(events.HoldRequested, "li", call=call)
    story.leave("cust-1")
    assert story.agent("li").doing == "wrap_up"
    assert call not in story.state.calls


def test_muting_is_undone_when_the_call_ends_because_the_line_stays():
    story, call = talking()
    line = story.line("li")
    assert story.ask(events.MuteRequested, "li", call=call, muted=True).code == "ok"
    assert wanted(story.call(call)).muted == {line}
    story.ask(events.MuteRequested, "li", call=call, muted=True)
    assert len(story.said(Mute)) == 1, "what holds already is not ordered again"
    story.leave("cust-1")
    assert [(one.channel, one.muted) for one in story.said(Mute)] == [(line, True), (line, False)]


def test_keys_go_to_the_customers_side_and_nonsense_is_refused():
    story, call = talking()
    assert story.ask(events.KeysRequested, "li", call=call, digits="12*#").code == "ok"
    assert [(one.channel, one.digits) for one in story.said(SendKeys)] == [("cust-1", "12*#")]
    for nonsense in ("", "1 2", "x", "1" * 33):
        assert story.ask(events.KeysRequested, "li", call=call, digits=nonsense).code == "bad_keys"


def test_what_the_state_does_not_allow_is_refused():
    story, call = talking()
    assert story.ask(events.ResumeRequested, "li", call=call).code == "wrong_state"
    assert story.ask(events.WrapUpFinished, "li", call=call).code == "wrong_state"
    assert story.ask(events.SignOutRequested, "li").code == "in_call"
    assert story.ask(events.HoldRequested, "wang", call=call).code == "no_session"


def test_a_segment_is_recorded_on_the_customers_channel_from_answer_to_end():
    story, call = talking()
    (segment,) = story.facts(SegmentStarted)
    (start,) = story.said(StartRecording)
    assert (start.channel, start.recording) == ("cust-1", segment.recording)
    assert wanted(story.call(call)).recordings
    story.ask(events.HangUpRequested, "li", call=call)
    assert [one.recording for one in story.said(StopRecording)] == [segment.recording]
    assert not story.facts(RecordingFinished)
    story.tell(events.RecordingStopped(node=story.node, recording=segment.recording))
    story.tell(events.RecordingStopped(node=story.node, recording=segment.recording))
    assert [one.recording for one in story.facts(RecordingFinished)] == [segment.recording]


def test_a_recording_whose_end_is_never_told_is_finished_all_the_same():
    story, call = talking()
    story.ask(events.HangUpRequested, "li", call=call)
    story.wait(10_000)
    assert len(story.facts(RecordingFinished)) == 1


def test_the_standing_line_is_a_leg_of_each_call_and_stays_up_after_it():
    story, call = talking()
    line = story.line("li")
    story.ask(events.HangUpRequested, "li", call=call)
    started = {one.leg for one in story.facts(LegStarted)}
    assert {one.kind for one in story.facts(LegStarted)} == {"customer", "agent"}
    assert {one.leg for one in story.facts(LegEndedFact)} == started
    assert line not in [one.channel for one in story.said(HangUp)]
    assert story.look("li").line == "up"


def test_wrap_up_ends_with_a_result_and_the_agent_is_ready():
    story, call = talking()
    story.ask(events.HangUpRequested, "li", call=call)
    assert story.ask(events.WrapUpFinished, "li", call="other").code == "not_your_call"
    story.now += 9_000
    assert story.ask(events.WrapUpFinished, "li", call=call, disposition="sold").code == "ok"
    (given,) = story.facts(DispositionGiven)
    (ended,) = story.facts(WrapUpEnded)
    segment = story.facts(SegmentStarted)[0].segment
    assert (given.disposition, given.segment) == ("sold", segment)
    assert (ended.wrap_up_ms, ended.segment) == (9_000, segment)
    assert story.agent("li").doing == "ready"
    story.wait(60_000)
    assert story.agent("li").doing == "ready"


def test_a_wrap_up_that_its_timer_ends_is_measured_too():
    story, call = talking()
    story.ask(events.HangUpRequested, "li", call=call)
    story.wait(60_000)
    (ended,) = story.facts(WrapUpEnded)
    assert (ended.call, ended.person, ended.wrap_up_ms) == (call, story.agent("li").person, 30_000)
    assert story.facts(DispositionGiven) == []


def test_not_ready_asked_for_during_a_call_holds_afterwards():
    story, call = talking()
    story.ask(events.NotReadyRequested, "li", reason="meal")
    assert story.agent("li").next_reason == "meal"
    story.ask(events.HangUpRequested, "li", call=call)
    story.wait(30_000)
    assert (story.agent("li").doing, story.agent("li").reason) == ("not_ready", "meal")
    assert story.agent("li").next_reason == ""


def test_ready_takes_the_wish_for_a_pause_back():
    story, call = talking()
    story.ask(events.NotReadyRequested, "li", reason="meal")
    story.ready("li")
    story.ask(events.HangUpRequested, "li", call=call)
    story.ready("li")
    assert story.agent("li").doing == "ready"


def test_every_change_of_an_agent_tells_cause_and_person():
    story, call = talking()
    story.ask(events.HangUpRequested, "li", call=call)
    story.wait(30_000)
    told = [(one.state, one.cause, one.by) for one in story.facts(AgentStateChanged)]
    assert told == [
        ("not_ready", "agent", "li"),
        ("ready", "agent", "li"),
        ("ringing", "call", ""),
        ("talking", "agent", "li"),
        ("wrap_up", "call", ""),
        ("ready", "timer", ""),
    ]


def test_an_unknown_reason_is_refused():
    story = Story()
    story.seat("li")
    assert story.ask(events.NotReadyRequested, "li", reason="nonsense").code == "bad_reason"


def test_a_hang_up_that_the_switch_does_not_confirm_is_ordered_again():
    story, call = talking()
    story.ask(events.HangUpRequested, "li", call=call)
    story.wait(60_000)
    assert [one.channel for one in story.said(HangUp)] == ["cust-1"] * 3
    assert story.state.closing, "it is known until it has gone"
    story.look_around()
    assert not story.state.closing
