"""Colleagues call each other, and a leader talks to an agent who has no call (T23, T12)."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.engine.house import CONFIG, NODE, TENANT
from tests.engine.shown import as_wanted
from tests.engine.story import Story
from tests.engine.truths import check
from zuoxi.engine import events, floor
from zuoxi.engine.commands import Join, StartMusic, StartRecording, StopMusic, StopRecording
from zuoxi.engine.encoding import dump, load
from zuoxi.engine.events import (
    AnswerRequested,
    ColleagueCallRequested,
    DeclineRequested,
    ForcedReleaseRequested,
    HangUpRequested,
    NotReadyRequested,
    ReadyRequested,
    SuperviseRequested,
    TalkRequested,
)
from zuoxi.engine.facts import (
    AgentStateChanged,
    CallEnded,
    CallStarted,
    ColleagueAnswered,
    ColleagueCalled,
    LeaderActed,
    OfferMade,
    RecordingFinished,
    SegmentStarted,
)
from zuoxi.engine.handlers.intercom import CAME_TO_NOTHING, RING_MS
from zuoxi.engine.refusals import REFUSALS
from zuoxi.engine.view import CallView

NUMBERS = {"li": "1007", "wang": "1008", "zhao": "1009", "qian": "1010", "sun": "1011"}
NUMBERED = replace(
    CONFIG,
    agents=tuple(replace(one, number=NUMBERS[one.person_id]) for one in CONFIG.agents),
)
LEADER = events.Leader(name="陈班长", tenant=TENANT, paths=("/root/hall/",))
ELSEWHERE = events.Leader(name="外人", tenant=TENANT, paths=("/root/other/",))


def at_work(config: Any = NUMBERED, **ready: bool) -> Story:
    """Li and Wang are at their desks, ready unless it is said otherwise."""
    story = Story(config)
    for person in ("li", "wang"):
        story.seat(person, ready=ready.get(person, True))
    story.wait(5_000)
    return story


def calls(story: Story, person: str = "li", **whom: Any) -> str:
    """The answer to somebody who calls a colleague: `ok` or the refusal."""
    return story.ask(ColleagueCallRequested, person, **(whom or {"to": "wang"})).code


def rings(story: Story, person: str = "li", **whom: Any) -> str:
    """It rings at the colleague; the id of the call."""
    reply = story.ask(ColleagueCallRequested, person, **(whom or {"to": "wang"}))
    assert reply.code == "ok"
    return str(reply.data["call"])


def speak(story: Story, person: str = "li", **whom: Any) -> str:
    """The two speak."""
    call = rings(story, person, **whom)
    assert story.ask(AnswerRequested, story.call(call).colleague, call=call).code == "ok"
    return call


def ended(story: Story) -> CallEnded:
    return story.facts(CallEnded)[-1]


def doing(story: Story) -> tuple[str, str]:
    return story.agent("li").doing, story.agent("wang").doing


class TestACallBetweenTwo:
    def test_rings_at_the_colleague_who_sees_who_calls_and_they_speak(self):
        story = at_work()
        call = rings(story, number="1008")
        assert doing(story) == ("calling", "ringing")
        assert [(one.channel, one.music) for one in story.now_ordered(StartMusic)] == [
            (story.line("li"), "ringback")
        ]
        view = story.shown[f"call:{call}"]
        assert isinstance(view, CallView)
        assert (view.direction, view.customer_number, view.decline_needs_reason) == ("internal", "", False)
        assert [(one.name, one.agent_number, one.state) for one in view.hands] == [
            ("Li", "1007", "calling"),
            ("Wang", "1008", "ringing"),
        ]
        story.wait(3_000)
        assert story.ask(AnswerRequested, "wang", call=call).code == "ok"
        assert doing(story) == ("intercom", "intercom")
        assert [one.channel for one in story.now_ordered(StopMusic)] == [story.line("li")]
        (joined,) = story.now_ordered(Join)
        assert set(joined.channels) == {story.line("li"), story.line("wang")}
        check(story.state)

    @pytest.mark.parametrize("who", ["li", "wang"])
    def test_ends_when_either_hangs_up_and_both_are_free_without_work_after_it(self, who: str):
        story = at_work()
        call = speak(story)
        story.wait(60_000)
        assert story.ask(HangUpRequested, who, call=call).code == "ok"
        assert doing(story) == ("ready", "ready")
        assert (ended(story).outcome, ended(story).ended_by) == ("answered", "agent")
        assert ended(story).phases == {"ring": 0, "talk": 60_000}
        assert not story.state.calls

    def test_leaves_each_in_the_state_that_he_had_and_the_ready_in_their_turn(self):
        story = at_work()
        story.ask(NotReadyRequested, "wang", reason="meal")
        was = story.agent("li").idle_since
        call = speak(story)
        story.wait(30_000)
        story.ask(HangUpRequested, "li", call=call)
        assert (story.agent("wang").state, story.agent("wang").reason) == ("not_ready", "meal")
        assert (story.agent("li").state, story.agent("li").idle_since) == ("ready", was)

    def test_who_became_ready_in_it_has_been_idle_only_since_then(self):
        story = at_work()
        story.ask(NotReadyRequested, "wang", reason="meal")
        story.wait(600_000)
        call = speak(story)
        story.wait(1_000)
        story.ask(ReadyRequested, "wang")
        story.ask(HangUpRequested, "li", call=call)
        assert story.agent("wang").state == "ready"
        assert story.agent("wang").idle_since > story.agent("li").idle_since

    def test_is_no_conversation_no_offer_and_no_call_of_a_customer(self):
        story = at_work()
        call = speak(story)
        story.wait(10_000)
        story.ask(HangUpRequested, "li", call=call)
        (started,) = story.facts(CallStarted)
        assert (started.direction, started.customer_number, started.path) == (
            "internal",
            "",
            "/root/hall/team",
        )
        assert [(one.person, one.colleague, one.leading) for one in story.facts(ColleagueCalled)] == [
            ("li", "wang", False)
        ]
        assert not story.facts(SegmentStarted) and not story.facts(OfferMade)
        assert story.agent("wang").taken == 0

    def test_is_time_of_its_own_in_the_day_of_both(self):
        story = at_work()
        call = rings(story)
        story.wait(4_000)
        story.ask(AnswerRequested, "wang", call=call)
        story.wait(50_000)
        story.ask(HangUpRequested, "wang", call=call)
        lasted = [
            (one.person, one.previous, one.lasted_ms)
            for one in story.facts(AgentStateChanged)
            if one.previous in ("calling", "ringing", "intercom")
        ]
        assert sorted(lasted) == [
            ("li", "calling", 4_000),
            ("li", "intercom", 50_000),
            ("wang", "intercom", 50_000),
            ("wang", "ringing", 4_000),
        ]


class TestTheColleague:
    def test_may_decline_without_a_reason_and_stays_as_he_was(self):
        story = at_work()
        call = rings(story)
        assert story.ask(DeclineRequested, "wang", call=call, reason="").code == "ok"
        assert (ended(story).outcome, ended(story).ended_by) == ("busy", "agent")
        assert doing(story) == ("ready", "ready")
        assert story.agent("wang").missed == 0

    def test_who_does_not_answer_is_rung_up_no_longer_and_nothing_is_held_against_him(self):
        story = at_work()
        rings(story)
        story.wait(RING_MS)
        assert ended(story).outcome == "no_answer"
        assert doing(story) == ("ready", "ready") and story.agent("wang").missed == 0

    def test_is_rung_up_no_longer_when_the_caller_gives_up(self):
        story = at_work()
        call = rings(story)
        assert story.ask(HangUpRequested, "li", call=call).code == "ok"
        assert ended(story).outcome == "cancelled" and doing(story) == ("ready", "ready")

    def test_whose_page_goes_is_not_reached(self):
        story = at_work()
        rings(story)
        story.tell(events.DesktopLost(person="wang", desktop="page-1"))
        assert ended(story).outcome == "unreachable" and story.agent("li").doing == "ready"

    @pytest.mark.parametrize("who", ["li", "wang"])
    def test_nobody_is_held_for_one_whose_line_is_lost(self, who: str):
        story = at_work()
        speak(story)
        story.leave(story.line(who), 38)
        assert (ended(story).outcome, ended(story).ended_by) == ("answered", "system")
        assert doing(story) == ("ready", "ready")

    def test_is_offered_no_customer_meanwhile_who_comes_to_him_at_once_afterwards(self):
        story = at_work()
        call = speak(story)
        waiting = story.queue()
        assert story.call(waiting).state == "queued"
        story.wait(10_000)
        story.ask(HangUpRequested, "wang", call=call)
        assert story.call(waiting).state == "ringing"

    def test_every_way_in_which_it_may_come_to_nothing_has_its_row(self):
        assert set(CAME_TO_NOTHING) == {"missed", "declined", "withdrawn", "failed"}


class TestRefusals:
    def test_a_customer_goes_first(self):
        story = at_work()
        story.talk("li")
        assert calls(story, "wang", to="li") == "colleague_busy"
        assert calls(story, "li", to="wang") == "in_call"

    def test_so_does_the_work_after_his_call(self):
        story = at_work()
        call = story.talk("li")
        story.ask(HangUpRequested, "li", call=call)
        assert story.agent("li").state == "wrap_up"
        assert calls(story, "wang", to="li") == "colleague_busy"
        assert calls(story, "li", to="wang") == "wrap_up_first"

    def test_whom_nobody_can_reach(self):
        story = at_work()
        assert calls(story, number="1007") == "colleague_yourself"
        assert calls(story, number="4711") == "no_such_colleague"
        assert calls(story, to="somebody") == "no_such_colleague"
        assert calls(story, number="1009") == "colleague_signed_out"
        story.tell(events.DesktopLost(person="wang", desktop="page-1"))
        assert calls(story) == "colleague_absent"

    def test_nobody_of_another_company(self):
        other = replace(NUMBERED.agents[1], tenant="another")
        story = at_work(replace(NUMBERED, agents=(NUMBERED.agents[0], other, *NUMBERED.agents[2:])))
        assert calls(story) == calls(story, number="1008") == "no_such_colleague"

    def test_without_a_line_or_a_switch_nobody_calls(self):
        story = at_work()
        story.leave(story.line("li"))
        assert calls(story) == "line_down"
        story.tell(events.SwitchLost(node=NODE))
        assert calls(story, "wang", to="li") in ("switch_away", "colleague_absent")

    @pytest.mark.parametrize(
        "code",
        [
            *("no_such_colleague", "colleague_yourself", "colleague_signed_out", "colleague_absent"),
            *("colleague_busy", "whisper_instead"),
        ],
    )
    def test_each_says_what_to_do_in_both_languages(self, code: str):
        assert all(REFUSALS[code])


class TestPhones:
    def test_who_calls_by_a_sip_phone_takes_that_up_first(self):
        story = at_work()
        story.seat("qian")
        call = rings(story, "qian")
        assert (story.agent("qian").doing, story.agent("wang").doing) == ("calling", "ready")
        assert story.dialled_device().caller_id == "1008"
        story.tell(events.LegAnswered(node=NODE, channel=story.phone(call)))
        assert story.agent("wang").doing == "ringing"
        story.ask(AnswerRequested, "wang", call=call)
        assert story.call(call).state == "intercom"
        check(story.state)

    def test_a_colleague_who_has_got_a_call_meanwhile_is_not_disturbed(self):
        story = at_work()
        story.seat("qian", ready=False)
        call = rings(story, "qian")
        story.queue()
        story.queue("cust-2")
        phone = story.phone(call)
        story.tell(events.LegAnswered(node=NODE, channel=phone))
        assert ended(story).outcome == "busy" and story.agent("qian").state == "not_ready"

    def test_who_never_takes_his_phone_up_calls_nobody(self):
        story = at_work()
        story.seat("qian")
        rings(story, "qian")
        story.wait(60_000)
        assert ended(story).outcome == "cancelled" and story.agent("qian").doing == "ready"

    def test_a_sip_phone_rings_with_the_number_of_who_calls_and_its_receiver_answers(self):
        story = at_work()
        story.seat("qian")
        call = rings(story, to="qian")
        assert story.dialled_device().caller_id == "1007"
        assert story.ask(AnswerRequested, "qian", call=call).code == "answer_at_phone"
        phone = story.dialled_device().channel
        story.tell(events.LegAnswered(node=NODE, channel=phone))
        assert story.call(call).state == "intercom"
        story.leave(phone)
        assert ended(story).ended_by == "agent" and story.agent("li").doing == "ready"


class TestALeader:
    def test_talks_to_an_agent_who_has_no_call_and_that_is_told(self):
        story = at_work(li=False)
        assert story.ask(TalkRequested, "li", leader=LEADER, agent="wang").code == "ok"
        assert doing(story) == ("calling", "ringing")
        assert [(one.leader, one.act, one.agent) for one in story.facts(LeaderActed)] == [
            ("li", "called", "wang")
        ]
        assert [one.leading for one in story.facts(ColleagueCalled)] == [True]

    @pytest.mark.parametrize(
        ("leader", "agent", "code"),
        [
            (ELSEWHERE, "wang", "not_in_reach"),
            (LEADER, "li", "not_yourself"),
            (LEADER, "zhao", "agent_absent"),
        ],
    )
    def test_reaches_as_far_as_he_leads(self, leader: events.Leader, agent: str, code: str):
        story = at_work()
        assert story.ask(TalkRequested, "li", leader=leader, agent=agent).code == code

    def test_whispers_to_one_who_speaks_with_a_customer(self):
        story = at_work(li=False)
        story.talk("wang")
        assert story.ask(TalkRequested, "li", leader=LEADER, agent="wang").code == "whisper_instead"

    def test_may_end_it_but_listens_to_nobody_in_it(self):
        story = at_work()
        story.seat("zhao", ready=False)
        call = speak(story)
        heard = story.ask(SuperviseRequested, "zhao", leader=LEADER, agent="li", call=call, way="monitor")
        assert heard.code == "wrong_state"
        freed = story.ask(ForcedReleaseRequested, "zhao", leader=LEADER, agent="li", call=call)
        assert freed.code == "ok" and ended(story).ended_by == "supervisor"


class TestTheRecord:
    def test_no_call_between_colleagues_is_recorded_unless_their_company_says_so(self):
        story = at_work()
        speak(story)
        assert not story.said(StartRecording)

    def test_where_it_does_the_line_of_who_called_is_as_long_as_they_speak(self):
        story = at_work(replace(NUMBERED, records_internal=(TENANT,)))
        call = rings(story)
        assert not story.said(StartRecording)
        story.ask(AnswerRequested, "wang", call=call)
        (begun,) = story.said(StartRecording)
        (told,) = story.facts(ColleagueAnswered)
        assert (begun.channel, begun.recording) == (story.line("li"), told.recording)
        view = story.shown[f"call:{call}"]
        assert isinstance(view, CallView) and view.recording
        story.ask(HangUpRequested, "wang", call=call)
        assert [one.recording for one in story.said(StopRecording)] == [told.recording]
        story.tell(events.RecordingStopped(node=NODE, recording=told.recording))
        (finished,) = story.facts(RecordingFinished)
        assert (finished.recording, finished.lacking) == (told.recording, "")

    def test_one_that_the_switch_refuses_is_told_and_not_asked_for_again(self):
        story = at_work(replace(NUMBERED, records_internal=(TENANT,)))
        speak(story)
        (begun,) = story.said(StartRecording)
        failed = {"command": "StartRecording", "subject": begun.channel, "recording": begun.recording}
        story.tell(events.CommandFailed(node=NODE, reason="no", gone=False, **failed))
        assert [one.lacking for one in story.facts(RecordingFinished)] == ["refused"]
        assert len(story.said(StartRecording)) == 1


def recorded(story: Story) -> tuple[str, str]:
    """The two speak, and that is recorded: the call, and the recording."""
    call = speak(story)
    return call, story.facts(ColleagueAnswered)[-1].recording


def runs_on(story: Story, recording: str, *, asked: bool = False) -> None:
    """An inventory shows that it is still recorded on Li's line."""
    shown = as_wanted(story.state, NODE, story.state.nodes[NODE].asked if asked else 0)
    channels = tuple(
        replace(one, recording=recording) if one.channel == story.line("li") else one
        for one in shown.channels
    )
    if not asked:
        story.tell(events.SwitchConnected(node=NODE))
    story.tell(replace(shown, channels=channels))


class TestARecordingOutlastsNoCall:
    """The line on which it runs stands on after the call, and a customer may be next on it."""

    def test_when_they_hang_up_while_the_switch_is_away_it_is_ended_as_soon_as_that_is_back(self):
        story = at_work(replace(NUMBERED, records_internal=(TENANT,)))
        call, recording = recorded(story)
        story.tell(events.SwitchLost(node=NODE))
        story.ask(HangUpRequested, "wang", call=call)
        assert call not in story.state.calls and not story.said(StopRecording)
        story.wait(15_000)
        assert not story.facts(RecordingFinished), "it runs on"
        runs_on(story, recording)
        assert [(one.channel, one.recording) for one in story.now_ordered(StopRecording)] == [
            (story.line("li"), recording)
        ]
        story.tell(events.RecordingStopped(node=NODE, recording=recording))
        assert [one.lacking for one in story.facts(RecordingFinished)] == [""]
        check(story.state)

    def test_when_nobody_knows_whether_it_was_ended_it_is_ended_again(self):
        story = at_work(replace(NUMBERED, records_internal=(TENANT,)))
        call, recording = recorded(story)
        story.ask(HangUpRequested, "wang", call=call)
        story.tell(
            events.CommandUnknown(
                node=NODE, command="StopRecording", subject=story.line("li"), reason="no_answer"
            )
        )
        story.wait(9_000)
        runs_on(story, recording, asked=True)
        assert [one.recording for one in story.now_ordered(StopRecording)] == [recording]
        story.wait(9_000)
        assert not story.facts(RecordingFinished), "its end is awaited anew"
        story.tell(events.RecordingStopped(node=NODE, recording=recording))
        assert [one.lacking for one in story.facts(RecordingFinished)] == [""]

    def test_what_has_ended_while_the_switch_was_away_is_told_when_that_is_back(self):
        story = at_work(replace(NUMBERED, records_internal=(TENANT,)))
        call, recording = recorded(story)
        story.tell(events.SwitchLost(node=NODE))
        story.ask(HangUpRequested, "wang", call=call)
        story.wait(15_000)
        runs_on(story, "")
        assert [one.recording for one in story.facts(RecordingFinished)] == [recording]
        assert not story.said(StopRecording)

    def test_one_that_is_wanted_is_not_ended(self):
        story = at_work(replace(NUMBERED, records_internal=(TENANT,)))
        _, recording = recorded(story)
        story.wait(1_000)
        story.tell(events.SwitchLost(node=NODE))
        runs_on(story, recording)
        assert not story.said(StopRecording)


class TestTheToneOfAPhoneThatRings:
    """It is on the line of who calls, which stands on after the call."""

    def shown(self, story: Story, sound: str) -> None:
        seen = as_wanted(story.state, NODE, 0)
        channels = tuple(
            replace(one, sound=sound) if one.channel == story.line("li") else one for one in seen.channels
        )
        story.tell(events.SwitchConnected(node=NODE))
        story.tell(replace(seen, channels=channels))

    def test_does_not_stay_in_his_headset_when_he_gives_up_while_the_switch_is_away(self):
        story = at_work()
        call = rings(story)
        story.tell(events.SwitchLost(node=NODE))
        story.ask(HangUpRequested, "li", call=call)
        assert call not in story.state.calls
        self.shown(story, "music ringback")
        assert [(one.channel, one.music) for one in story.now_ordered(StopMusic)] == [
            (story.line("li"), "ringback")
        ]

    def test_is_ended_as_what_it_is_when_they_speak_already(self):
        story = at_work()
        speak(story)
        story.tell(events.SwitchLost(node=NODE))
        self.shown(story, "music ringback")
        assert [one.music for one in story.now_ordered(StopMusic)] == ["ringback"]

    def test_goes_on_while_it_rings_and_other_music_gives_way_to_it(self):
        story = at_work()
        rings(story)
        story.tell(events.SwitchLost(node=NODE))
        self.shown(story, "music ringback")
        assert not story.now_ordered(StartMusic, StopMusic)
        story.tell(events.SwitchLost(node=NODE))
        self.shown(story, "music default")
        assert [one.music for one in story.now_ordered(StopMusic)] == ["default"]
        assert [one.music for one in story.now_ordered(StartMusic)] == ["ringback"]


class TestWhatBreaks:
    def test_a_process_that_takes_over_finds_it_as_it_was(self):
        story = at_work()
        call = speak(story)
        story.state = load(dump(story.state))
        story.tell(events.EpochStarted(epoch=2, seed="seed-2"))
        _, orders = floor.step(
            story.state, as_wanted(story.state, NODE, asked=story.state.now + 1), story.now
        )
        assert not [one for one in orders if isinstance(one, (Join, StartMusic))]
        story.ask(HangUpRequested, "wang", call=call)
        assert doing(story) == ("ready", "ready")

    def test_a_switch_that_dies_ends_it(self):
        story = at_work()
        speak(story)
        story.tell(events.SwitchLost(node=NODE, restarted=True))
        assert ended(story).outcome == "switch_lost"
        assert {story.agent("li").doing, story.agent("wang").doing} == {"ready"}

    def test_two_who_are_found_speaking_and_of_whom_nobody_knows_speak_on(self):
        story = Story(NUMBERED)
        for person in ("li", "wang"):
            story.tell(events.DeviceRegistered(node=NODE, endpoint=f"ep-{person}"))
        seen = [
            events.ChannelSeen(
                channel=f"zx-{one}", state="up", bridge="zb-old", direction="outbound", endpoint=f"ep-{one}"
            )
            for one in ("li", "wang")
        ]
        story.tell(events.SwitchLost(node=NODE))
        story.connect(*seen, bridges=("zb-old",))
        assert (story.call("old").direction, story.call("old").state) == ("internal", "intercom")
        assert story.sign_in("li").code == "ok" and story.agent("li").doing == "intercom"
        check(story.state)
        story.sign_in("wang")
        assert [(one.person, one.colleague) for one in story.facts(ColleagueCalled)] == [("li", "wang")]
        story.ask(HangUpRequested, "wang", call="old")
        assert doing(story) == ("not_ready", "not_ready")
        assert not story.facts(SegmentStarted)
