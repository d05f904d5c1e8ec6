"""An agent sends his customer through a flow, which asks who he is, and has him back (T11)."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.engine.flows import ASK, CHECK, PIN, flow
from tests.engine.house import CONFIG, NODE
from tests.engine.ledger import Ledger
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import AskData, HushRecording, RecordFact, StartRecording, StopRecording
from zuoxi.engine.encoding import dump
from zuoxi.engine.events import ConsultRequested, Target, TransferRequested
from zuoxi.engine.facts import (
    CallbackOwed,
    CallEnded,
    CallQueued,
    IvrEntered,
    IvrLeft,
    SegmentEnded,
    SegmentStarted,
    TransferBegan,
    TransferEnded,
)
from zuoxi.engine.ivr import flow as f
from zuoxi.engine.media import wanted
from zuoxi.engine.view import CallView, FoundView

ONE_WAY = f.Flow(start="bye", nodes=(f.HangUpNode(id="bye"),))
HOUSE = replace(CONFIG, flows=(flow("check"), flow("menu", ONE_WAY), flow("theirs", tenant="another")))
TO_CHECK = Target(kind="flow", id="check")


class Led:
    """Li has a customer and sends him through the flow."""

    def __init__(
        self, *others: str, config: Any = HOUSE, way: type[events.Passing] = ConsultRequested
    ) -> None:
        self.story = Story(config)
        self.story.seat("li")
        self.id = self.story.talk("li")
        self.story.wait(10_000)
        for other in others:
            self.story.seat(other)
        self.reply = self.story.ask(way, "li", call=self.id, target=TO_CHECK)

    @property
    def call(self) -> Any:
        return self.story.call(self.id)

    def keys(self, digits: str) -> None:
        for digit in digits:
            self.story.tell(events.KeyPressed(node=NODE, channel="cust-1", digit=digit))

    def answer(self, outputs: dict[str, str] | None) -> None:
        asked = next(one for one in reversed(self.story.commands) if isinstance(one, AskData))
        self.story.tell(events.DataAnswered(call=self.id, number=asked.number, outputs=outputs))

    def ask(self, kind: type[events.Request], **fields: Any) -> str:
        return str(self.story.ask(kind, "li", call=self.id, **fields).code)

    def sees(self) -> Any:
        view = self.story.shown[f"call:{self.id}"]
        assert isinstance(view, CallView)
        return view.lead

    def in_the_bridge(self) -> set[str]:
        return set(wanted(self.call).members)


def test_the_customer_is_asked_by_the_flow_while_his_agent_waits_and_sees_where_he_is():
    led = Led()
    assert led.reply.code == "ok"
    assert (led.call.state, led.call.phase) == ("led", "ivr")
    assert led.call.customer.sound.prompts == ("enter-pin",) and led.in_the_bridge() == {led.story.line("li")}
    assert led.story.agent("li").doing == "holding"
    assert (led.sees().name, led.sees().node, led.sees().node_kind) == ("身份核验", "输入密码", "collect")


def test_he_comes_back_with_what_the_flow_found_and_never_with_a_secret():
    led = Led()
    led.keys("4711#")
    (asked,) = [one for one in led.story.last if isinstance(one, AskData)]
    assert asked.secret == {"pin": "4711"}
    led.answer({"name": "王小明"})

    assert led.call.state == "talking" and led.in_the_bridge() == {"cust-1", led.story.line("li")}
    assert led.story.agent("li").doing == "talking"
    assert led.sees().came == "found"
    assert [(one.label, one.value) for one in led.sees().found] == [("身份核验", "通过"), ("name", "王小明")]
    (left,) = led.story.facts(IvrLeft)
    assert (left.to, left.found) == ("agent", (("身份核验", "通过"), ("name", "王小明")))
    assert [(one.way, one.target, one.to) for one in led.story.facts(TransferBegan)] == [
        ("attended", "flow", "check")
    ]
    assert [(one.outcome, one.then) for one in led.story.facts(TransferEnded)] == [("completed", "")]
    assert not led.story.state.secrets and b"4711" not in dump(led.story.state)
    assert not [one for one in led.story.said(RecordFact) if "4711" in repr(one)]
    led.story.check_views()


def test_it_is_one_conversation_with_one_recording_into_which_silence_goes_meanwhile():
    led = Led()
    (begun,) = led.story.said(StartRecording)
    assert [(one.recording, one.hushed) for one in led.story.said(HushRecording)] == [(begun.recording, True)]
    led.story.wait(4_000)
    led.keys("4711#")
    led.answer(None)
    assert [one.hushed for one in led.story.said(HushRecording)] == [True, False]
    led.story.wait(6_000)
    led.ask(events.HangUpRequested)

    assert len(led.story.facts(SegmentStarted)) == 1 and len(led.story.said(StopRecording)) == 1
    (segment,), (ended,) = led.story.facts(SegmentEnded), led.story.facts(CallEnded)
    assert (segment.talk_ms, segment.hold_ms) == (16_000, 4_000)
    assert ended.outcome == "answered" and ended.phases["ivr"] >= 4_000 and ended.phases["talk"] == 16_000


def test_a_new_look_at_the_switch_hushes_again_what_nobody_can_see():
    led = Led()
    led.story.wait(10)
    led.story.tell(
        events.CommandUnknown(node=NODE, subject="cust-1", command="HushRecording", reason="silent")
    )
    led.story.look_around()
    assert [one.hushed for one in led.story.now_ordered(HushRecording)] == [True]


def test_the_agent_takes_him_back_before_the_end():
    led = Led()
    led.keys("47")
    assert led.ask(events.ReturnRequested) == "ok"

    assert led.call.state == "talking" and led.call.customer.sound is None
    assert led.sees().came == "taken_back" and not led.story.state.secrets
    assert [one.outcome for one in led.story.facts(TransferEnded)] == ["returned"]
    led.keys("11#")
    led.story.wait(60_000)
    assert led.call.state == "talking", "the flow is over for him"


def test_whoever_is_not_found_comes_back_with_that():
    led = Led()
    led.keys("4711#")
    led.answer(None)
    assert led.sees().found[0] == FoundView(label="身份核验", value="未通过")


def test_a_flow_that_says_goodbye_brings_him_back_and_releases_nobody():
    led = Led()
    led.story.wait(200_000)
    assert led.call.state == "talking" and led.sees().came == "ended"


def test_a_flow_that_breaks_brings_him_back_with_a_word():
    gone = replace(CHECK, nodes=(replace(PIN, exits={"next": "nowhere"}), *CHECK.nodes[1:]))
    led = Led(config=replace(HOUSE, flows=(flow("check", gone),)))
    led.keys("4711#")
    assert led.call.state == "talking" and led.sees().came == "broken"
    assert [(one.outcome, one.then) for one in led.story.facts(TransferEnded)] == [("failed", "agent")]
    assert [(one.to, one.why) for one in led.story.facts(IvrLeft)] == [("broken", "no_such_node")]


@pytest.mark.parametrize("keys", ["", "47", "4711#"])
def test_the_customer_may_hang_up_at_each_step(keys):
    led = Led()
    led.keys(keys)
    led.story.leave("cust-1")
    (ended,) = led.story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by) == ("answered", "customer")
    assert led.story.agent("li").doing == "wrap_up" and led.story.agent("li").segment
    assert [one.outcome for one in led.story.facts(TransferEnded)] == ["abandoned"]
    assert not led.story.state.secrets and not any(led.id in timer for timer in led.story.state.timers)


def test_an_agent_who_hangs_up_leaves_him_to_the_flow_and_after_it_he_waits_before_others():
    led = Led()
    assert led.ask(events.HangUpRequested) == "ok"
    assert led.story.agent("li").doing == "wrap_up"
    assert led.call.state == "in_ivr" and not led.in_the_bridge()
    assert [one.outcome for one in led.story.facts(TransferEnded)] == ["left"]
    led.keys("4711#")
    led.answer({"name": "王小明"})
    assert led.call.state == "queued" and led.call.sent_back
    led.story.seat("wang")
    assert led.story.agent("wang").doing == "ringing"


def test_whoever_is_passed_on_into_a_flow_has_no_agent_any_more():
    led = Led(way=TransferRequested)
    assert led.reply.code == "ok" and led.story.agent("li").doing == "wrap_up"
    assert led.call.state == "in_ivr" and [one.flow for one in led.story.facts(IvrEntered)] == ["check"]
    led.story.wait(200_000)
    led.story.tell(
        events.PromptFinished(node=NODE, channel="cust-1", playback=led.call.customer.sound.playback)
    )
    (ended,) = led.story.facts(CallEnded)
    assert ended.outcome == "answered", "he has been served, and the flow said goodbye"
    assert not led.story.facts(CallbackOwed) and len(led.story.facts(CallQueued)) == 1


def test_whoever_was_called_and_comes_to_the_end_alone_is_owed_a_call():
    story = Story(HOUSE)
    story.seat("li")
    story.dial("li")
    story.tell(events.LegAnswered(node=NODE, channel=story.dialled_customer().channel))
    call = next(iter(story.state.calls))
    story.ask(TransferRequested, "li", call=call, target=TO_CHECK)
    for digit in "4711#":
        story.tell(events.KeyPressed(node=NODE, channel=story.call(call).channel, digit=digit))
    asked = next(one for one in story.last if isinstance(one, AskData))
    story.tell(events.DataAnswered(call=call, number=asked.number, outputs=None))
    assert story.call(call).state == "parting" and len(story.facts(CallbackOwed)) == 1


class TestTheAgentsLineIsLost:
    def lost(self) -> Led:
        led = Led()
        line = led.story.line("li")
        led.story.tell(events.LegEnded(node=NODE, channel=line))
        assert led.call.state == "led", "the customer goes on"
        led.story.wait(2_000)  # the line is dialled again
        return led

    def test_he_is_held_when_he_comes_back_before_it(self):
        led = self.lost()
        led.keys("4711#")
        led.answer(None)
        assert led.call.state == "reconnecting" and led.call.customer.sound.prompts == ("please-hold",)
        led.story.take_line("li")
        assert led.call.state == "talking" and led.in_the_bridge() == {"cust-1", led.story.line("li")}

    def test_he_comes_back_to_it_when_it_is_there_again(self):
        led = self.lost()
        led.story.take_line("li")
        led.keys("4711#")
        led.answer(None)
        assert led.call.state == "talking" and led.in_the_bridge() == {"cust-1", led.story.line("li")}


def test_a_phone_that_is_put_down_leaves_him_to_the_flow():
    story = Story(HOUSE)
    story.seat("qian")
    call = story.queue()
    story.tell(events.LegAnswered(node=NODE, channel=story.phone(call)))
    assert story.ask(ConsultRequested, "qian", call=call, target=TO_CHECK).code == "ok"
    story.tell(events.LegEnded(node=NODE, channel=story.phone(call)))
    assert story.call(call).state == "in_ivr" and story.agent("qian").doing == "wrap_up"


@pytest.mark.parametrize("id", ["nothing", "menu", "theirs"])
def test_only_flows_of_the_house_that_can_lead_back_are_for_agents(id):
    led = Led()
    led.ask(events.ReturnRequested)
    assert led.ask(ConsultRequested, target=Target(kind="flow", id=id)) == "no_such_target"


def test_a_version_that_is_published_no_more_goes_on_for_him():
    led = Led()
    led.story.tell(events.ConfigChanged(config=replace(HOUSE, version=2, flows=())))
    led.keys("4711#")
    led.answer({"name": "王小明"})
    assert led.sees().came == "found"


def test_the_ledger_is_content():
    led = Led()
    led.keys("4711#")
    led.answer({"name": "王小明"})
    led.ask(events.HangUpRequested)
    ledger = Ledger()
    ledger.read(tuple(led.story.commands))
    assert not ledger.open_calls()


def test_what_an_earlier_flow_has_asked_is_no_answer_to_a_later_one():
    ask = replace(ASK, exits=dict.fromkeys(("found", "not_found", "failed"), "back"))
    back = f.ToAgent(id="back", shows=(f.Shown(variable="name"),))
    asks = f.Flow(start="ask", nodes=(ask, back))
    led = Led(config=replace(CONFIG, flows=(flow("check", asks),)))
    (first,) = led.story.said(AskData)
    assert led.ask(events.ReturnRequested) == "ok"
    assert led.ask(ConsultRequested, target=TO_CHECK) == "ok"
    led.story.tell(events.DataAnswered(call=led.id, number=first.number, outputs={"name": "某人"}))
    assert led.call.state == "led"
    led.answer({"name": "王小明"})
    assert [one.value for one in led.sees().found] == ["王小明"]
