"""Pausing a recording for what it must not hold: silence goes into it, and the facts say where and why."""

from tests.engine.story import Story
from tests.engine.test_leading import Led
from zuoxi.engine import events
from zuoxi.engine.commands import HushRecording, Remark, StopRecording
from zuoxi.engine.facts import RecordingContinued, RecordingPaused, SegmentStarted
from zuoxi.engine.media import wanted


def talking():
    story = Story()
    story.seat("li")
    return story, story.talk("li")


def pause(story, call, paused, who="li"):
    return story.ask(events.RecordingPauseRequested, who, call=call, paused=paused).code


def shown(story, call):
    return [part.paused for part in story.shown[f"call:{call}"].hands]


def test_silence_goes_into_it_until_it_is_continued_and_the_facts_say_when_and_by_whom():
    story, call = talking()
    (segment,) = story.facts(SegmentStarted)
    assert pause(story, call, paused=True) == "ok"
    assert [(one.recording, one.hushed) for one in story.now_ordered(HushRecording)] == [
        (segment.recording, True)
    ]
    assert shown(story, call) == [True]
    story.now += 8_000
    assert pause(story, call, paused=False) == "ok"
    assert [one.hushed for one in story.now_ordered(HushRecording)] == [False]
    assert shown(story, call) == [False]
    (paused,) = story.facts(RecordingPaused)
    assert (paused.segment, paused.recording, paused.why, paused.person) == (
        segment.segment,
        segment.recording,
        "agent",
        segment.person,
    )
    (continued,) = story.facts(RecordingContinued)
    assert (continued.segment, continued.person) == (segment.segment, segment.person)


def test_asked_twice_it_is_done_once():
    story, call = talking()
    for _ in range(2):
        assert pause(story, call, paused=True) == "ok"
    assert len(story.facts(RecordingPaused)) == 1
    for _ in range(2):
        assert pause(story, call, paused=False) == "ok"
    assert len(story.facts(RecordingContinued)) == 1


def test_it_holds_while_the_customer_is_on_hold_and_after():
    story, call = talking()
    pause(story, call, paused=True)
    story.ask(events.HoldRequested, "li", call=call)
    story.ask(events.ResumeRequested, "li", call=call)
    assert len(wanted(story.call(call)).hushed) == 1
    assert not story.facts(RecordingContinued)


def test_who_is_not_in_the_call_pauses_nothing():
    story, call = talking()
    story.seat("wang")
    assert pause(story, call, paused=True, who="wang") == "not_your_call"
    assert not story.facts(RecordingPaused)


def test_a_conversation_that_is_not_recorded_has_nothing_to_pause():
    story, call = talking()
    channel = story.call(call).channel
    (segment,) = story.facts(SegmentStarted)
    story.tell(
        events.CommandFailed(
            node="house",
            command="StartRecording",
            subject=channel,
            reason="refused",
            recording=segment.recording,
        )
    )
    assert pause(story, call, paused=True) == "not_recorded"


def test_a_switch_that_keeps_no_silence_ends_the_recording_rather_than_hold_what_it_must_not():
    story, call = talking()
    pause(story, call, paused=True)
    (segment,) = story.facts(SegmentStarted)
    story.tell(
        events.CommandFailed(
            node="house",
            command="HushRecording",
            subject=story.call(call).channel,
            reason="refused",
            recording=segment.recording,
        )
    )
    assert [one.recording for one in story.now_ordered(StopRecording)] == [segment.recording]
    assert story.call(call).state == "talking", "the conversation goes on"


def test_a_recording_that_never_began_is_not_ended_for_its_want_of_silence():
    story, call = talking()
    (segment,) = story.facts(SegmentStarted)
    channel, refused = story.call(call).channel, {"recording": segment.recording, "reason": "no"}
    assert pause(story, call, paused=True) == "ok"
    for command in ("StartRecording", "HushRecording"):
        story.tell(events.CommandFailed(node="house", command=command, subject=channel, **refused))
    assert not [one for one in story.said(Remark) if one.code == "recording_ended_unsilenced"]


def test_while_the_customer_goes_through_a_flow_nothing_of_it_is_recorded_and_the_facts_say_so():
    led = Led()
    led.keys("4711#")
    led.answer({"name": "王小明"})
    (paused,), (continued,) = led.story.facts(RecordingPaused), led.story.facts(RecordingContinued)
    assert (paused.why, paused.segment) == ("flow", continued.segment)
    assert not wanted(led.call).hushed


def test_what_his_agent_has_paused_stays_paused_when_the_customer_comes_back_from_a_flow():
    led = Led()
    assert pause(led.story, led.id, paused=True) == "ok"
    led.keys("4711#")
    led.answer({"name": "王小明"})
    assert led.call.state == "talking"
    assert len(wanted(led.call).hushed) == 1
    assert not led.story.facts(RecordingContinued)
    assert pause(led.story, led.id, paused=False) == "ok"
    assert not wanted(led.call).hushed


def test_a_colleague_who_is_conferred_in_while_it_is_paused_records_silence_too():
    story = Story()
    for person in ("li", "wang"):
        story.seat(person)
    call = story.talk("li")
    pause(story, call, paused=True)
    story.ask(events.ConsultRequested, "li", call=call, target=events.Target(kind="agent", id="wang"))
    story.ask(events.AnswerRequested, "wang", call=call)
    story.ask(events.ConferenceRequested, "li", call=call)
    media = wanted(story.call(call))
    assert len(media.recordings) == 2
    assert media.hushed == frozenset(media.recordings)
    assert pause(story, call, paused=False, who="wang") == "ok"
    assert not wanted(story.call(call)).hushed
    assert len(story.facts(RecordingContinued)) == 2
