"""What a leader does at once: pick up, pass on, release, make ready or not, sign out, write (T12)."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.engine.house import NODE, TENANT
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import DialDevice, RecordFact
from zuoxi.engine.facts import (
    AgentSignedOut,
    AgentStateChanged,
    CallEnded,
    HelpAsked,
    HelpEnded,
    LeaderActed,
    OfferEnded,
    TransferBegan,
)
from zuoxi.engine.refusals import REFUSALS

LEADER = events.Leader(name="陈班长", tenant=TENANT, paths=("/root/hall",))
ELSEWHERE = events.Leader(name="外人", tenant=TENANT, paths=("/root/other",))


def floor_with(*ready: str, leader: str = "zhao") -> Story:
    story = Story()
    for person in ready:
        story.seat(person)
    story.seat(leader, ready=False)
    return story


def leads(story: Story, kind: type[events.Request], who: str = "zhao", **fields: Any) -> str:
    return story.ask(kind, who, **{"leader": LEADER, **fields}).code


def acts(story: Story) -> list[tuple[str, str]]:
    return [(fact.act, fact.agent) for fact in story.facts(LeaderActed)]


def told(story: Story, person: str) -> list[tuple[str, str, str]]:
    return [(word.kind, word.by, word.text) for word in story.look(person).words]


class TestPickingUp:
    def test_a_call_that_rings_at_an_agent_is_his(self):
        story = floor_with("li")
        call = story.queue()
        assert story.agent("li").doing == "ringing"
        assert leads(story, events.PickUpRequested, call=call) == "ok"
        assert story.agent("zhao").doing == "talking" and story.agent("li").doing == "ready"
        assert [(fact.person, fact.outcome) for fact in story.facts(OfferEnded)] == [
            ("zhao", "answered"),
            ("li", "withdrawn"),
        ]
        assert acts(story) == [("picked_up", "li")]
        assert told(story, "li") == [("picked_up", "陈班长", "")]
        story.leave("cust-1")
        story.wait(60_000)
        assert story.agent("zhao").doing == "not_ready", "he is what he was before"

    def test_a_call_that_waits_is_his(self):
        story = floor_with()
        call = story.queue()
        assert story.call(call).state == "queued"
        assert leads(story, events.PickUpRequested, call=call) == "ok"
        assert story.call(call).state == "talking" and story.agent("zhao").calls == (call,)
        assert acts(story) == [("picked_up", "")]

    def test_his_sip_phone_rings_first(self):
        story = floor_with(leader="qian")
        call = story.queue()
        assert leads(story, events.PickUpRequested, "qian", call=call) == "ok"
        assert story.call(call).state == "ringing"
        story.tell(events.LegAnswered(node=NODE, channel=story.said(DialDevice)[-1].channel))
        assert story.call(call).state == "talking" and story.agent("qian").calls == (call,)

    def test_that_comes_to_nothing_at_his_sip_phone_leaves_him_what_he_was(self):
        story = floor_with(leader="qian")
        call = story.queue()
        assert leads(story, events.PickUpRequested, "qian", call=call) == "ok"
        story.leave("cust-1")
        assert story.agent("qian").doing == "not_ready"
        call = story.queue("cust-2")
        assert leads(story, events.PickUpRequested, "qian", call=call) == "ok"
        story.leave(story.phone(call))
        assert story.agent("qian").doing == "not_ready" and story.call(call).state == "queued"

    def test_what_cannot_be_picked_up_says_why(self):
        story = floor_with("li", "wang")
        call = story.talk("li")
        assert leads(story, events.PickUpRequested, call=call) == "nothing_to_pick_up"
        assert leads(story, events.PickUpRequested, call="over") == "no_such_call"
        other = story.queue("cust-2")
        assert leads(story, events.PickUpRequested, call=other, leader=ELSEWHERE) == "not_in_reach"
        assert leads(story, events.PickUpRequested, "li", call=other) == "in_call"
        story.leave(story.line("zhao"))
        assert leads(story, events.PickUpRequested, call=other) == "line_down"
        assert not acts(story)


class TestPassingOn:
    def test_an_agents_customer_goes_to_somebody_else(self):
        story = floor_with("li")
        call = story.talk("li")
        story.seat("wang")
        fields = {"agent": "li", "call": call, "target": events.Target(kind="agent", id="wang")}
        assert leads(story, events.ForcedTransferRequested, **fields) == "ok"
        assert story.agent("wang").doing == "ringing" and story.agent("li").doing == "wrap_up"
        assert [(fact.person, fact.to) for fact in story.facts(TransferBegan)] == [("li", "wang")]
        assert acts(story) == [("transferred", "li")]
        assert told(story, "li") == [("transferred", "陈班长", "")]

    def test_into_a_queue(self):
        story = floor_with("li")
        call = story.talk("li")
        fields = {"agent": "li", "call": call, "target": events.Target(kind="queue", id="orders")}
        assert leads(story, events.ForcedTransferRequested, **fields) == "ok"
        assert story.call(call).state == "queued"

    def test_whose_agent_is_none_any_more_and_is_signed_out_by_it(self):
        story = floor_with("li")
        call = story.talk("li")
        was = story.state.house.config
        others = tuple(one for one in was.agents if one.person_id != "li")
        at_once = tuple(replace(one, wrap_up_ms=0) for one in was.queues)
        story.tell(events.ConfigChanged(config=replace(was, version=2, agents=others, queues=at_once)))
        fields = {"agent": "li", "call": call, "target": events.Target(kind="queue", id="orders")}
        assert leads(story, events.ForcedTransferRequested, **fields) == "ok"
        assert story.call(call).state == "queued" and "li" not in story.state.agents

    def test_a_target_that_is_not_there_changes_nothing(self):
        story = floor_with("li")
        call = story.talk("li")
        fields = {"agent": "li", "call": call, "target": events.Target(kind="agent", id="wang")}
        assert leads(story, events.ForcedTransferRequested, **fields) == "target_absent"
        assert story.call(call).state == "talking" and not acts(story)


class TestReleasing:
    def test_an_agents_call_is_over_and_he_is_told_why(self):
        story = floor_with("li")
        call = story.talk("li")
        fields = {"agent": "li", "call": call, "why": "骚扰电话"}
        assert leads(story, events.ForcedReleaseRequested, **fields) == "ok"
        assert call not in story.state.calls
        (ended,) = story.facts(CallEnded)
        assert (ended.ended_by, ended.outcome) == ("supervisor", "answered")
        assert told(story, "li") == [("released", "陈班长", "骚扰电话")]
        (acted,) = story.facts(LeaderActed)
        assert (acted.act, acted.agent, acted.call, acted.why) == ("released", "li", call, "骚扰电话")

    def test_of_a_conference_only_he_is_out(self):
        story = floor_with("li")
        call = story.talk("li")
        story.seat("wang")
        target = events.Target(kind="agent", id="wang")
        for kind, who, fields in (
            (events.ConsultRequested, "li", {"target": target}),
            (events.AnswerRequested, "wang", {}),
            (events.ConferenceRequested, "li", {}),
        ):
            assert story.ask(kind, who, call=call, **fields).code == "ok"
        assert leads(story, events.ForcedReleaseRequested, agent="li", call=call) == "ok"
        assert story.call(call).state == "talking" and story.agent("wang").calls == (call,)


class TestStates:
    def test_not_ready_and_ready_at_once_by_whom_and_why(self):
        story = floor_with("li")
        fields = {"agent": "li", "reason": "meal", "why": "先去吃饭"}
        assert leads(story, events.ForcedStateRequested, **fields) == "ok"
        assert (story.agent("li").doing, story.agent("li").reason) == ("not_ready", "meal")
        change = story.facts(AgentStateChanged)[-1]
        assert (change.person, change.cause, change.by) == ("li", "supervisor", "zhao")
        assert leads(story, events.ForcedStateRequested, agent="li") == "ok"
        assert story.agent("li").doing == "ready"
        assert told(story, "li") == [
            ("made_not_ready", "陈班长", "先去吃饭"),
            ("made_ready", "陈班长", ""),
        ]

    def test_in_a_call_it_holds_afterwards(self):
        story = floor_with("li")
        call = story.talk("li")
        assert leads(story, events.ForcedStateRequested, agent="li", reason="meal") == "ok"
        assert story.agent("li").doing == "talking"
        story.leave("cust-1")
        story.wait(60_000)
        assert story.agent("li").doing == "not_ready" and call not in story.state.calls

    def test_it_ends_a_wrap_up(self):
        story = floor_with("li")
        story.talk("li")
        story.leave("cust-1")
        assert story.agent("li").doing == "wrap_up"
        assert leads(story, events.ForcedStateRequested, agent="li") == "ok"
        assert story.agent("li").doing == "ready"
        assert story.facts(AgentStateChanged)[-1].by == "zhao"

    def test_signing_out_is_told_of_the_leader(self):
        story = floor_with("li")
        assert leads(story, events.ForcedSignOutRequested, agent="li", why="换班") == "ok"
        assert "li" not in story.state.agents
        assert [fact.cause for fact in story.facts(AgentSignedOut)] == ["supervisor"]
        change = story.facts(AgentStateChanged)[-1]
        assert (change.state, change.cause, change.by) == ("signed_out", "supervisor", "zhao")
        assert acts(story) == [("signed_out", "li")]

    @pytest.mark.parametrize(
        ("kind", "fields", "code"),
        [
            (events.ForcedSignOutRequested, {"agent": "li"}, "agent_in_call"),
            (events.ForcedSignOutRequested, {"agent": "wang"}, "agent_absent"),
            (events.ForcedSignOutRequested, {"agent": "zhao"}, "not_yourself"),
            (events.ForcedStateRequested, {"agent": "li", "reason": "nonsense"}, "bad_reason"),
            (events.ForcedStateRequested, {"agent": "li", "leader": ELSEWHERE}, "not_in_reach"),
            (events.ForcedReleaseRequested, {"agent": "li", "call": "over"}, "no_such_call"),
        ],
    )
    def test_what_cannot_be_done_says_why(self, kind: Any, fields: dict[str, Any], code: str):
        story = floor_with("li")
        story.talk("li")
        assert leads(story, kind, **fields) == code
        assert code in REFUSALS and not acts(story)

    def test_a_leader_without_a_session_leads_as_well(self):
        story = floor_with("li")
        assert leads(story, events.ForcedStateRequested, "director", agent="li", reason="meal") == "ok"
        assert story.facts(AgentStateChanged)[-1].by == "director"


class TestTexts:
    def test_to_one_until_he_has_seen_it(self):
        story = floor_with("li", "wang")
        assert leads(story, events.TextSent, agents=("li",), text=" 请放慢语速 ") == "ok"
        assert told(story, "li") == [("text", "陈班长", "请放慢语速")] and not told(story, "wang")
        (word,) = story.look("li").words
        assert story.ask(events.WordsSeen, "li", ids=(word.id,)).code == "ok"
        assert not told(story, "li")
        (acted,) = story.facts(LeaderActed)
        assert (acted.act, acted.agent, acted.why) == ("text", "li", "请放慢语速")

    def test_to_all_whom_he_leads_and_who_are_there(self):
        story = floor_with("li", "wang")
        reply = story.ask(events.TextSent, "zhao", leader=LEADER, agents=(), text="五分钟后开会")
        assert (reply.code, reply.data) == ("ok", {"people": 2})
        assert told(story, "li") == told(story, "wang") == [("text", "陈班长", "五分钟后开会")]
        assert not told(story, "zhao")
        assert story.facts(LeaderActed)[0].agents == ("li", "wang")

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"agents": ("li",), "text": "  "}, "bad_text"),
            ({"agents": ("li",), "text": "长" * 501}, "bad_text"),
            ({"agents": (), "text": "好", "leader": ELSEWHERE}, "nobody_there"),
            ({"agents": ("li", "sun"), "text": "好"}, "agent_absent"),
        ],
    )
    def test_what_cannot_be_sent_says_why(self, fields: dict[str, Any], code: str):
        story = floor_with("li")
        assert leads(story, events.TextSent, **fields) == code
        assert code in REFUSALS and not told(story, "li")

    def test_only_the_latest_wait_for_somebody_who_does_not_look(self):
        story = floor_with("li")
        for n in range(25):
            leads(story, events.TextSent, agents=("li",), text=f"第{n}条")
        words = told(story, "li")
        assert len(words) == 20 and words[-1][2] == "第24条"


class TestHelp:
    def test_it_is_asked_for_and_withdrawn_once(self):
        story = floor_with("li")
        call = story.talk("li")
        for wanted in (True, True, False, False):
            assert story.ask(events.HelpRequested, "li", wanted=wanted).code == "ok"
            story.wait(1_000)
        (asked,), (ended,) = story.facts(HelpAsked), story.facts(HelpEnded)
        assert asked.call == call and (ended.how, ended.ms) == ("withdrawn", 2_000)
        story.check_views()

    def test_it_is_told_with_its_call_so_that_the_calls_way_can_be_made_again(self):
        story = floor_with("li")
        call = story.talk("li")
        for wanted in (True, False):
            story.ask(events.HelpRequested, "li", wanted=wanted)
        told = [one for one in story.said(RecordFact) if isinstance(one.fact, HelpAsked | HelpEnded)]
        assert [one.stream for one in told] == [call, call]

    def test_it_ends_with_the_session(self):
        story = floor_with("li")
        story.ask(events.HelpRequested, "li", wanted=True)
        assert story.ask(events.SignOutRequested, "li").code == "ok"
        assert [fact.how for fact in story.facts(HelpEnded)] == ["signed_out"]
