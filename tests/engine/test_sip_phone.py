"""Agents with a SIP phone: dialled per call, answered and hung up at the phone (T11)."""

import pytest

from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import AskGate, DialCustomer, DialDevice, HangUp, Join, StopMusic
from zuoxi.engine.facts import AgentStateChanged, AttemptEnded, CallEnded, OfferEnded


@pytest.fixture
def story() -> Story:
    story = Story()
    story.seat("qian")
    return story


def test_the_offer_rings_at_the_phone_and_its_answer_is_the_answer(story: Story):
    call = story.queue()
    dial = story.dialled_device()
    assert (dial.endpoint, dial.standing, dial.call, dial.caller_id) == (
        "ep-qian",
        False,
        call,
        "13800000001",
    )
    assert dial.timeout_ms == 15_000
    assert story.ask(events.AnswerRequested, "qian", call=call).code == "answer_at_phone"
    story.tell(events.LegAnswered(node=story.node, channel=dial.channel))
    assert story.agent("qian").doing == "talking"
    assert story.now_ordered(StopMusic)
    assert story.said(Join)[-1].channels == ("cust-1", dial.channel)


def test_putting_the_receiver_down_ends_the_call(story: Story):
    story.queue()
    phone = story.dialled_device().channel
    story.tell(events.LegAnswered(node=story.node, channel=phone))
    story.leave(phone)
    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by) == ("answered", "agent")
    assert [one.channel for one in story.said(HangUp)] == ["cust-1"]


def test_hanging_up_at_the_desktop_hangs_up_the_phone(story: Story):
    call = story.queue()
    phone = story.dialled_device().channel
    story.tell(events.LegAnswered(node=story.node, channel=phone))
    assert story.ask(events.HangUpRequested, "qian", call=call).code == "ok"
    assert {one.channel for one in story.said(HangUp)} == {"cust-1", phone}


@pytest.mark.parametrize(("cause", "outcome"), [(17, "missed"), (19, "missed"), (38, "failed")])
def test_a_phone_that_does_not_take_the_call_gives_it_back(story: Story, cause: int, outcome: str):
    call = story.queue()
    story.leave(story.dialled_device().channel, cause)
    assert story.facts(OfferEnded)[0].outcome == outcome
    assert story.agent("qian").missed == 1
    story.leave(story.dialled_device().channel, cause)
    assert (story.agent("qian").doing, story.agent("qian").reason) == ("not_ready", "missed")
    assert story.call(call).state == "queued"


def test_a_ring_that_times_out_hangs_up_the_phone(story: Story):
    story.queue()
    phone = story.dialled_device().channel
    story.wait(15_000)
    assert phone in [one.channel for one in story.said(HangUp)]


def test_a_phone_that_is_not_registered_is_not_offered_calls(story: Story):
    story.tell(events.DeviceUnregistered(node=story.node, endpoint="ep-qian"))
    assert story.look("qian").line == "down"
    assert story.call(story.queue()).state == "queued"


def test_a_phone_that_went_during_a_call_is_not_offered_the_next(story: Story):
    call = story.queue()
    story.tell(events.LegAnswered(node=story.node, channel=story.dialled_device().channel))
    story.tell(events.DeviceUnregistered(node=story.node, endpoint="ep-qian"))
    story.ask(events.HangUpRequested, "qian", call=call)
    story.ready("qian")
    assert story.call(story.queue("cust-2")).state == "queued"


def test_a_phone_with_an_address_of_its_own_needs_no_registration():
    story = Story()
    story.sign_in("sun")
    story.ready("sun")
    story.queue()
    assert story.dialled_device().dial == "PJSIP/sun@10.0.0.9"


def test_the_phone_is_dialled_first_and_then_the_customer(story: Story):
    assert story.dial("qian").code == "ok"
    phone = story.dialled_device()
    story.tell(events.LegAnswered(node=story.node, channel=phone.channel))
    assert not story.said(DialCustomer)
    assert story.said(AskGate) == [AskGate(call="call-out", attempt="attempt", person="qian")]
    story.tell(events.GateAnswered(call="call-out"))
    customer = story.dialled_customer()
    assert story.said(Join)[-1].channels == (phone.channel,)
    story.tell(events.LegAnswered(node=story.node, channel=customer.channel))
    assert story.agent("qian").doing == "talking"


@pytest.mark.parametrize("refusal", ["hours", "do_not_call", "blacklist", "being_dialled", "nobody"])
def test_what_has_come_up_while_the_phone_rang_forbids_the_call(story: Story, refusal: str):
    """The gate's word may be seventeen seconds old when the phone is taken up; it is asked again."""
    story.dial("qian")
    story.wait(14_000)
    phone = story.dialled_device().channel
    story.take_up(phone, refusal)
    assert not story.said(DialCustomer)
    assert story.facts(AttemptEnded)[0].outcome == "cancelled"
    assert phone in [one.channel for one in story.said(HangUp)]
    assert story.agent("qian").state == "ready"


def test_a_gate_that_does_not_answer_dials_nobody(story: Story):
    story.dial("qian")
    story.tell(events.LegAnswered(node=story.node, channel=story.dialled_device().channel))
    story.wait(3_000)
    assert story.facts(AttemptEnded)[0].outcome == "cancelled"
    story.tell(events.GateAnswered(call="call-out"))
    assert not story.said(DialCustomer)


def test_a_phone_that_is_not_taken_up_calls_nobody(story: Story):
    story.dial("qian")
    story.leave(story.dialled_device().channel, 19)
    (ended,) = story.facts(AttemptEnded)
    assert (ended.outcome, ended.ended_by, ended.ms) == ("cancelled", "agent", 0)
    assert not story.said(DialCustomer)
    assert story.agent("qian").doing == "ready"


def test_a_phone_that_was_taken_up_while_nobody_looked_dials_nobody_long_afterwards(story: Story):
    story.dial("qian")
    phone = story.dialled_device().channel
    story.now += 600_000  # the floor was away: the permit of then is no permit of now
    story.tell(events.EpochStarted(epoch=2, seed="seed"))
    story.connect(events.ChannelSeen(channel=phone, state="up"))
    story.wait(1_000)
    assert not story.said(DialCustomer)
    assert story.facts(AttemptEnded)[0].outcome == "cancelled"
    assert phone in [one.channel for one in story.said(HangUp)]
    assert story.agent("qian").doing == "ready"


def test_a_phone_put_down_while_dialling_gives_the_customer_up(story: Story):
    story.dial("qian")
    phone = story.dialled_device().channel
    story.take_up(phone)
    story.leave(phone)
    assert story.facts(AttemptEnded)[0].outcome == "cancelled"
    assert [one.channel for one in story.said(HangUp)] == [story.dialled_customer().channel]


def test_a_lost_desktop_ends_neither_the_call_nor_the_phone(story: Story):
    call = story.queue()
    story.tell(events.LegAnswered(node=story.node, channel=story.dialled_device().channel))
    story.tell(events.DesktopLost(person="qian", desktop="page-1"))
    story.wait(60_000)
    assert story.call(call).state == "talking"
    assert "reconnecting" not in [one.state for one in story.facts(AgentStateChanged)]
    assert len(story.said(DialDevice)) == 1
