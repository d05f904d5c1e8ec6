"""The way of a customer's call: door, greeting, queue, ring, talk, wrap-up."""

from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import (
    AnswerChannel,
    CreateBridge,
    DestroyBridge,
    HangUp,
    Join,
    PlayPrompt,
    StartMusic,
    StartRecording,
    StopMusic,
    StopRecording,
)
from zuoxi.engine.facts import (
    CallEnded,
    PhaseEntered,
    RecordingFinished,
    SegmentEnded,
)


def test_a_customer_is_greeted_answered_recorded_and_released():
    story = Story()
    story.seat("li")
    call = story.arrive()
    assert story.now_ordered(AnswerChannel)
    story.now += 300
    story.tell(events.LegAnswered(node=story.node, channel="cust-1"))
    (prompt,) = story.now_ordered(PlayPrompt)
    assert prompt.prompts == ("welcome", "recorded")
    story.now += 4_000
    story.hear(call)
    assert story.now_ordered(StartMusic)
    assert story.agent("li").doing == "ringing"
    story.now += 2_000
    assert story.ask(events.AnswerRequested, "li", call=call).code == "ok"
    line = story.line("li")
    assert [type(one) for one in story.now_ordered(StopMusic, CreateBridge, Join, StartRecording)] == [
        StopMusic,
        CreateBridge,
        Join,
        StartRecording,
    ]
    assert story.said(Join)[-1].channels == ("cust-1", line)
    story.now += 60_000
    assert story.ask(events.HangUpRequested, "li", call=call).code == "ok"
    assert [one.channel for one in story.now_ordered(HangUp)] == ["cust-1"]
    assert story.now_ordered(StopRecording)
    assert story.now_ordered(DestroyBridge)
    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by) == ("answered", "agent")
    assert ended.phases == {"ivr": 300, "announcement": 4_000, "queue": 0, "ring": 2_000, "talk": 60_000}
    assert sum(ended.phases.values()) == ended.ended_at - ended.started_at
    assert [one.phase for one in story.facts(PhaseEntered)] == [
        "ivr",
        "announcement",
        "queue",
        "ring",
        "talk",
    ]
    assert story.facts(SegmentEnded)[0].talk_ms == 60_000
    story.tell(events.RecordingStopped(node=story.node, recording=story.said(StopRecording)[0].recording))
    assert len(story.facts(RecordingFinished)) == 1
    assert story.agent("li").doing == "wrap_up"
    story.wait(30_000)
    assert story.agent("li").doing == "ready"
    story.check_views()
