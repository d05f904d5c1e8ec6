"""Passing a customer on, asking somebody first, three who speak with each other (T11)."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.engine.centre import Centre
from tests.engine.house import CONFIG, NODE, QUEUE
from tests.engine.ledger import Ledger
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import DialCustomer, HangUp, StartRecording
from zuoxi.engine.events import (
    CompleteRequested,
    ConferenceRequested,
    ConsultRequested,
    ReturnRequested,
    Target,
    TransferRequested,
)
from zuoxi.engine.facts import (
    CallbackOwed,
    CallEnded,
    CallQueued,
    CallStarted,
    LegStarted,
    OfferEnded,
    SegmentEnded,
    SegmentStarted,
    TransferBegan,
    TransferEnded,
    WrapUpEnded,
)
from zuoxi.engine.media import wanted
from zuoxi.engine.refusals import REFUSALS

WANG = Target(kind="agent", id="wang")
OUTSIDE = Target(kind="outside")
QUEUED = Target(kind="queue", id="orders")


def talking(*others: str, config: Any = CONFIG) -> tuple[Story, str]:
    """Li has a customer, whom he has spoken to for ten seconds; the others are ready."""
    story = Story(config)
    story.seat("li")
    call = story.talk("li")
    story.wait(10_000)
    for other in others:
        story.seat(other)
    return story, call


def asked(story: Story, call: str, who: str = "wang") -> None:
    """Li asks somebody, who answers."""
    assert story.ask(ConsultRequested, "li", call=call, target=Target(kind="agent", id=who)).code == "ok"
    assert story.ask(events.AnswerRequested, who, call=call).code == "ok"


def in_the_bridge(story: Story, call: str) -> set[str]:
    return set(wanted(story.call(call)).members)


def came_of_it(story: Story) -> list[tuple[str, str]]:
    return [(one.outcome, one.then) for one in story.facts(TransferEnded)]


# -- blind ---------------------------------------------------------------------------------------------


def test_a_customer_who_is_passed_on_hears_music_until_the_other_agent_answers():
    story, call = talking("wang")
    assert story.ask(TransferRequested, "li", call=call, target=WANG).code == "ok"
    assert story.agent("li").doing == "wrap_up", "he is done with him"
    assert story.agent("wang").doing == "ringing"
    assert (story.call(call).state, story.call(call).phase) == ("transferring", "transfer")
    assert story.call(call).customer.sound is not None and not in_the_bridge(story, call)
    story.wait(5_000)
    story.ask(events.AnswerRequested, "wang", call=call)
    assert in_the_bridge(story, call) == {"cust-1", story.line("wang")}
    assert came_of_it(story) == [("completed", "")]
    story.wait(7_000)
    story.leave("cust-1")
    first, second = story.facts(SegmentEnded)
    assert (first.talk_ms, first.ended_by) == (10_000, "agent")
    assert (second.talk_ms, second.ended_by) == (7_000, "customer")
    one, other = story.facts(SegmentStarted)
    assert (one.person, other.person) == ("li", "wang") and one.recording != other.recording
    (ended,) = story.facts(CallEnded)
    assert ended.phases["transfer"] == 5_000 and len(story.facts(CallStarted)) == 1


@pytest.mark.parametrize("why", ["missed", "declined"])
def test_a_customer_whom_nobody_took_rings_at_his_agent_again(why: str):
    story, call = talking("wang")
    story.ask(TransferRequested, "li", call=call, target=WANG)
    if why == "declined":
        story.ask(events.DeclineRequested, "wang", call=call, reason="rest")
    else:
        story.wait(15_000)
    assert came_of_it(story) == [(why, "agent")]
    assert story.agent("li").doing == "ringing" and story.agent("wang").call == ""
    story.ask(events.AnswerRequested, "li", call=call)
    assert in_the_bridge(story, call) == {"cust-1", story.line("li")}
    assert [one.person for one in story.facts(SegmentStarted)] == ["li", "li"]
    assert len(story.facts(WrapUpEnded)) == 1, "his work after it has ended, for it goes on"
    assert len(story.facts(CallStarted)) == 1 and not story.facts(CallbackOwed)


def test_a_customer_whom_not_even_his_agent_takes_waits_at_the_head_of_his_queue():
    story, call = talking("wang")
    story.ask(TransferRequested, "li", call=call, target=WANG)
    story.wait(15_000)
    story.ask(events.NotReadyRequested, "wang", reason="rest")
    other = story.queue("cust-2")
    story.wait(15_000)
    assert story.call(call).state == "queued" or story.agent("li").calls == (call,)
    assert came_of_it(story) == [("missed", "agent")], "what came of it is told once"
    assert story.call(call).sent_back
    assert other in story.state.calls


def test_a_customer_whose_agent_has_gone_goes_into_the_queue():
    story, call = talking("wang")
    story.ask(TransferRequested, "li", call=call, target=WANG)
    story.ask(events.WrapUpFinished, "li", call=call, ready=False)
    story.wait(15_000)
    assert came_of_it(story) == [("missed", "queue")]
    assert story.facts(CallQueued)[-1].position == 1


@pytest.mark.parametrize(("plan", "then"), [("queue", "queue"), ("callback", "callback")])
def test_where_the_queue_says_so_he_does_not_come_back(plan: str, then: str):
    queue = replace(QUEUE, after_transfer=plan)
    story, call = talking("wang", config=replace(CONFIG, queues=(queue,)))
    story.ask(TransferRequested, "li", call=call, target=WANG)
    story.wait(15_000)
    assert came_of_it(story) == [("missed", then)]
    if then == "callback":
        assert [one.reason for one in story.facts(CallbackOwed)] == ["dropped"]
        assert story.call(call).state == "parting"
        story.hear(call)
        (ended,) = story.facts(CallEnded)
        assert ended.outcome == "answered"


def test_a_customer_whom_an_agent_had_called_is_owed_a_call_when_nobody_takes_him():
    story = Story()
    story.seat("li")
    story.seat("wang")
    story.dial("li")
    story.tell(events.LegAnswered(node=NODE, channel=story.call("call-out").channel))
    story.ask(TransferRequested, "li", call="call-out", target=WANG)
    story.ask(events.NotReadyRequested, "li", reason="rest")
    story.wait(20_000)
    assert came_of_it(story) == [("missed", "callback")]
    assert [one.number for one in story.facts(CallbackOwed)] == ["13800000001"]


@pytest.mark.parametrize("kind", [TransferRequested, ConsultRequested])
def test_a_caller_who_leaves_while_it_rings_releases_whom_it_rings_at_at_once(kind: type[events.Request]):
    story, call = talking("qian")
    story.ask(kind, "li", call=call, target=Target(kind="agent", id="qian"))
    phone = story.dialled_device().channel
    story.leave("cust-1")
    assert phone in {one.channel for one in story.now_ordered(HangUp)}
    assert story.agent("qian").doing == "ready" and story.agent("li").doing == "wrap_up"
    assert [one.outcome for one in story.facts(OfferEnded)][-1] == "abandoned"
    assert came_of_it(story) == [("abandoned", "")]
    assert call not in story.state.calls


def test_a_customer_who_is_passed_to_a_queue_waits_there_before_others():
    queues = (QUEUE, replace(QUEUE, id="help", name="帮助", groups=()))
    story, call = talking(config=replace(CONFIG, queues=queues))
    assert story.ask(TransferRequested, "li", call=call, target=Target(kind="queue", id="help")).code == "ok"
    assert story.call(call).state == "queued" and story.facts(CallQueued)[-1].queue == "help"
    assert story.agent("li").doing == "wrap_up"
    (began,) = story.facts(TransferBegan)
    assert (began.target, began.to) == ("queue", "help") and not story.facts(TransferEnded)
    story.wait(QUEUE.timeout_ms)
    assert [one.reason for one in story.facts(CallbackOwed)] == ["queue_timeout"]


def test_a_group_is_whoever_of_it_is_free_the_longest():
    story, call = talking("wang", "qian")
    story.ask(TransferRequested, "li", call=call, target=Target(kind="group", id="first"))
    assert story.agent("wang").doing == "ringing" and story.agent("qian").doing == "ready"


# -- refusals ------------------------------------------------------------------------------------------


def _busy(story: Story) -> None:
    story.talk("wang", "cust-2")


def _at_rest(story: Story) -> None:
    story.ask(events.NotReadyRequested, "wang", reason="rest")


@pytest.mark.parametrize("kind", [TransferRequested, ConsultRequested])
@pytest.mark.parametrize(
    ("before", "target", "code"),
    [
        (None, Target(kind="agent", id="li"), "target_yourself"),
        (None, Target(kind="agent", id="zhao"), "target_absent"),
        (None, Target(kind="agent", id="nobody"), "no_such_target"),
        (_busy, WANG, "target_busy"),
        (_at_rest, WANG, "target_not_ready"),
        (_at_rest, Target(kind="group", id="first"), "target_nobody_free"),
        (None, Target(kind="group", id="none"), "no_such_target"),
        (None, Target(kind="queue", id="none"), "no_such_target"),
        (None, OUTSIDE, "permit_invalid"),
    ],
)
def test_who_cannot_take_a_customer_is_refused_with_the_reason(
    kind: type[events.Request], before: Any, target: Target, code: str
):
    story, call = talking("wang")
    if before is not None:
        before(story)
    state = story.call(call)
    assert story.ask(kind, "li", call=call, target=target).code == code
    assert story.call(call) == state, "nothing of it has happened"
    assert all(REFUSALS[code])


def test_a_full_queue_takes_nobody_and_says_so():
    full = replace(QUEUE, id="full", capacity=0, groups=())
    story, call = talking(config=replace(CONFIG, queues=(QUEUE, full)))
    assert story.ask(TransferRequested, "li", call=call, target=Target(kind="queue", id="full")).code == (
        "target_full"
    )
    assert story.call(call).state == "talking"


def test_a_permit_is_good_for_one_call_and_for_a_moment():
    story, call = talking()
    permit = story.permit("li", "beyond")
    stale = story.ask(TransferRequested, "li", call=call, target=OUTSIDE, permit=permit, age_ms=2_001)
    assert stale.code == "permit_expired"
    assert story.ask(ConsultRequested, "li", call=call, target=OUTSIDE, permit=permit).code == "ok"
    story.ask(ReturnRequested, "li", call=call)
    assert story.ask(ConsultRequested, "li", call=call, target=OUTSIDE, permit=permit).code == "permit_used"


# -- asking first --------------------------------------------------------------------------------------


def test_two_agents_speak_while_the_customer_hears_music_and_his_recording_goes_on():
    story, call = talking("wang")
    asked(story, call)
    assert in_the_bridge(story, call) == {story.line("li"), story.line("wang")}
    assert story.call(call).customer.sound is not None
    assert (story.agent("li").doing, story.agent("wang").doing) == ("holding", "talking")
    assert story.call(call).phase == "hold" and len(story.said(StartRecording)) == 1
    assert len(story.facts(SegmentStarted)) == 1, "what is asked among colleagues is no conversation"


def test_handing_over_leaves_the_first_agent_his_wrap_up_and_the_second_a_conversation_of_his_own():
    story, call = talking("wang")
    asked(story, call)
    story.wait(3_000)
    assert story.ask(CompleteRequested, "li", call=call).code == "ok"
    assert story.agent("li").doing == "wrap_up"
    assert in_the_bridge(story, call) == {"cust-1", story.line("wang")}
    first, second = story.said(StartRecording)
    assert first.recording != second.recording
    assert list(wanted(story.call(call)).recordings) == [second.recording]
    (done,) = story.facts(SegmentEnded)
    assert (done.talk_ms, done.hold_ms) == (10_000, 3_000)
    story.leave("cust-1")
    assert story.agent("wang").doing == "wrap_up"
    assert came_of_it(story) == [("completed", "")] and len(story.facts(CallEnded)) == 1


@pytest.mark.parametrize("how", ["missed", "declined", "left", "returned", "line"])
def test_the_customer_comes_back_to_his_agent_with_the_same_recording_and_the_same_record(how: str):
    story, call = talking("wang")
    story.ask(ConsultRequested, "li", call=call, target=WANG)
    if how == "missed":
        story.wait(15_000)
    elif how == "declined":
        story.ask(events.DeclineRequested, "wang", call=call, reason="rest")
    else:
        story.ask(events.AnswerRequested, "wang", call=call)
        if how == "left":
            story.ask(events.HangUpRequested, "wang", call=call)
        elif how == "returned":
            story.ask(ReturnRequested, "li", call=call)
        else:
            story.leave(story.line("wang"))
    assert in_the_bridge(story, call) == {"cust-1", story.line("li")}
    assert (story.call(call).state, story.agent("li").doing) == ("talking", "talking")
    assert len(story.said(StartRecording)) == 1 and len(wanted(story.call(call)).recordings) == 1
    expected = {"line": ("left", "agent"), "returned": ("returned", "")}.get(how, (how, "agent"))
    assert came_of_it(story) == [expected]
    assert len(story.facts(CallStarted)) == len(story.facts(SegmentStarted)) == 1
    assert not story.agent("wang").calls and story.agent("wang").doing != "wrap_up"


def test_handing_over_before_there_is_an_answer_lets_the_customer_wait_for_it():
    story, call = talking("wang")
    story.ask(ConsultRequested, "li", call=call, target=WANG)
    assert story.ask(ConferenceRequested, "li", call=call).code == "not_answered_yet"
    assert story.ask(CompleteRequested, "li", call=call).code == "ok"
    assert (story.call(call).state, story.agent("li").doing) == ("transferring", "wrap_up")
    story.ask(events.AnswerRequested, "wang", call=call)
    assert in_the_bridge(story, call) == {"cust-1", story.line("wang")}
    assert came_of_it(story) == [("completed", "")]


def test_an_agent_whose_line_is_lost_while_he_asks_leaves_his_customer_to_whoever_speaks():
    story, call = talking("wang")
    asked(story, call)
    story.leave(story.line("li"))
    assert in_the_bridge(story, call) == {"cust-1", story.line("wang")}
    assert story.agent("li").doing == "wrap_up"


def test_while_it_only_rings_the_customer_is_held_for_the_agent_whose_line_was_lost():
    story, call = talking("wang")
    story.ask(ConsultRequested, "li", call=call, target=WANG)
    story.leave(story.line("li"))
    assert story.call(call).state == "reconnecting" and story.agent("wang").doing == "ready"
    story.tell(events.LegEnded(node=NODE, channel="unheard-of"))
    story.wait(2_000)
    story.take_line("li")
    assert story.call(call).state == "talking"


# -- several -------------------------------------------------------------------------------------------


def conference(*others: str) -> tuple[Story, str]:
    story, call = talking("wang", *others)
    asked(story, call)
    assert story.ask(ConferenceRequested, "li", call=call).code == "ok"
    return story, call


def test_three_speak_and_each_conversation_has_a_recording_of_its_own():
    story, call = conference()
    assert in_the_bridge(story, call) == {"cust-1", story.line("li"), story.line("wang")}
    assert wanted(story.call(call)).sounds == {}
    assert len(wanted(story.call(call)).recordings) == 2
    assert (story.agent("li").doing, story.agent("wang").doing) == ("talking", "talking")
    assert story.call(call).phase == "talk" and came_of_it(story) == [("conference", "")]
    story.wait(4_000)
    story.leave("cust-1")
    first, second = story.facts(SegmentEnded)
    assert (first.talk_ms, second.talk_ms) == (14_000, 4_000)
    assert {story.agent("li").doing, story.agent("wang").doing} == {"wrap_up"}


@pytest.mark.parametrize("leaver", ["li", "wang"])
def test_one_of_three_leaves_and_the_others_go_on(leaver: str):
    story, call = conference()
    (stays,) = {"li", "wang"} - {leaver}
    assert story.ask(events.HangUpRequested, leaver, call=call).code == "ok"
    assert in_the_bridge(story, call) == {"cust-1", story.line(stays)}
    assert story.call(call).state == "talking" and story.agent(leaver).doing == "wrap_up"
    assert len(wanted(story.call(call)).recordings) == 1
    assert story.ask(events.HoldRequested, stays, call=call).code == "ok"


def test_whoever_began_the_conference_ends_it_and_nobody_else():
    story, call = conference()
    assert story.ask(ReturnRequested, "wang", call=call).code == "not_your_conference"
    assert story.ask(ReturnRequested, "li", call=call).code == "ok"
    assert in_the_bridge(story, call) == {"cust-1", story.line("li")}
    assert story.agent("wang").doing == "wrap_up"


def test_a_customer_can_be_passed_on_from_agent_to_agent_to_agent():
    story, call = conference("qian")
    story.ask(CompleteRequested, "li", call=call)
    story.ask(ConsultRequested, "wang", call=call, target=Target(kind="agent", id="qian"))
    phone = story.dialled_device().channel
    story.tell(events.LegAnswered(node=NODE, channel=phone))
    story.ask(CompleteRequested, "wang", call=call)
    assert in_the_bridge(story, call) == {"cust-1", phone}
    story.leave("cust-1")
    assert [one.person for one in story.facts(SegmentStarted)] == ["li", "wang", "qian"]
    assert len({one.recording for one in story.facts(SegmentStarted)}) == 3


# -- outside -------------------------------------------------------------------------------------------


def outside(story: Story, call: str, kind: type[events.Request]) -> str:
    """Li wants somebody outside; the channel of his line."""
    permit = story.permit("li", "beyond", number="13900000009")
    assert story.ask(kind, "li", call=call, target=OUTSIDE, permit=permit).code == "ok"
    return story.dialled_customer().channel


def test_the_agent_hears_the_line_of_somebody_outside_before_the_answer():
    story, call = talking()
    line = outside(story, call, ConsultRequested)
    (dialled,) = story.said(DialCustomer)
    assert (dialled.bridge, dialled.number) == (story.call(call).bridge, "13900000009")
    story.tell(events.LegAnswered(node=NODE, channel=line))
    assert in_the_bridge(story, call) == {story.line("li"), line}
    story.ask(ConferenceRequested, "li", call=call)
    assert in_the_bridge(story, call) == {story.line("li"), line, "cust-1"}
    story.ask(events.HangUpRequested, "li", call=call)
    assert in_the_bridge(story, call) == {line, "cust-1"}
    assert story.agent("li").doing == "wrap_up" and not wanted(story.call(call)).recordings
    story.leave(line)
    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by) == ("answered", "external")
    assert {one.channel for one in story.now_ordered(HangUp)} == {"cust-1"}


@pytest.mark.parametrize(
    ("cause", "came"), [(17, "busy"), (19, "missed"), (1, "unreachable"), (38, "failed"), (0, "missed")]
)
def test_a_line_outside_that_is_not_answered_gives_the_customer_back(cause: int, came: str):
    for kind in (ConsultRequested, TransferRequested):
        story, call = talking()
        line = outside(story, call, kind)
        if cause:
            story.leave(line, cause)
        else:
            story.wait(70_000)
        (told,) = story.facts(TransferEnded)
        assert told.outcome == came
        if kind is ConsultRequested:
            assert in_the_bridge(story, call) == {"cust-1", story.line("li")}
        if cause:
            assert (story.agent("li").doing, told.then) in (("talking", "agent"), ("ringing", "agent"))


def test_somebody_outside_to_whom_a_customer_was_passed_speaks_with_him():
    story, call = talking()
    line = outside(story, call, TransferRequested)
    (begun,) = (one for one in story.facts(LegStarted) if one.kind == "external")
    assert begun.attempt == story.facts(TransferBegan)[-1].attempt != ""
    assert story.said(DialCustomer)[-1].bridge == "" and not in_the_bridge(story, call)
    story.tell(events.LegAnswered(node=NODE, channel=line))
    assert in_the_bridge(story, call) == {line, "cust-1"}
    story.leave("cust-1")
    assert line in {one.channel for one in story.now_ordered(HangUp)}


# -- what lasts ----------------------------------------------------------------------------------------


def test_the_desktop_sees_who_has_the_call_in_hand():
    story, call = talking()
    line = outside(story, call, ConsultRequested)
    story.tell(events.LegAnswered(node=NODE, channel=line))
    view: Any = story.shown[f"call:{call}"]
    assert [(one.person, one.state, one.number) for one in view.hands] == [
        ("li", "consulting", ""),
        ("", "consulted", "13900000009"),
    ]
    story.check_views()


@pytest.mark.parametrize("several", ["consulting", "conferring"])
def test_whoever_asks_or_confers_goes_on_when_our_process_is_replaced(several: str):
    centre = Centre()
    for person in ("li", "wang"):
        centre.come_to_work(person)
    customer = centre.customer_calls()
    call = centre.only_call().id
    centre.ask(events.AnswerRequested, "li", call=call)
    assert centre.ask(ConsultRequested, "li", call=call, target=WANG) == "ok"
    centre.ask(events.AnswerRequested, "wang", call=call)
    if several == "conferring":
        centre.ask(ConferenceRequested, "li", call=call)
    heard = {name: centre.switch.hears(name) for name in centre.switch.channels}
    centre.switch.disconnect()
    centre.tell(events.EpochStarted(epoch=2, seed="seed-2"))
    centre.switch.connect(centre._told.append)  # type: ignore[arg-type]
    centre.settle()
    assert {name: centre.switch.hears(name) for name in centre.switch.channels} == heard
    assert centre.only_call().state == several
    assert len(centre.switch.recordings) == (2 if several == "conferring" else 1)
    assert centre.ask(CompleteRequested, "li", call=call) == "ok"
    line = centre.agent("wang").line
    assert line is not None and centre.switch.hears(customer) == {line.channel}
    assert isinstance(centre.ledger, Ledger) and not centre.refused
