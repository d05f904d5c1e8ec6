"""What the other side sees and hears: checked at the carrier, in the order in which the floor commands."""

import asyncio

import pytest

from tests.switch.asterisk_lab import AsteriskLab
from tests.switch.lab import ends
from tests.switch.on_a_lab import CALLEE, CUSTOMER, LINE, agent, bridged, dialling, talking
from zuoxi.engine import commands as c
from zuoxi.engine import events as e
from zuoxi.switch.asterisk.carrier import Callee, Party

pytestmark = [pytest.mark.switch, pytest.mark.asyncio(loop_scope="session")]
SHOWN = "01056781234"


async def callee_of(lab: AsteriskLab, order: c.DialCustomer, leg: str) -> Party:
    """The customer who is dialled with the agent's leg in the bridge already, once he speaks."""
    earlier = sum(party.number == CALLEE for party in lab.pair.carrier.parties)
    await lab.callee(CALLEE, "answers")
    await lab.do(c.CreateBridge(node="house", bridge=order.bridge, call=order.call))
    await lab.do(c.Join(node="house", bridge=order.bridge, channels=(leg,)))
    await lab.do(order)
    await lab.expect(e.LegAnswered, channel=order.channel)
    await lab.do(c.Join(node="house", bridge=order.bridge, channels=(order.channel,)))
    party = await lab.pair.carrier.dialled(CALLEE, after=earlier)
    await party.answered.wait()
    return party


async def phone(lab: AsteriskLab, caller: str) -> str:
    """A SIP phone that is dialled for one call."""
    address = await lab.robot("two")
    order = c.DialDevice(
        node="house",
        channel=f"phone-{caller}",
        endpoint="p-1",
        dial=address,
        standing=False,
        caller_id=caller,
    )
    await lab.do(order)
    await lab.expect(e.LegAnswered, channel=order.channel)
    return order.channel


def order(**fields) -> c.DialCustomer:
    return c.DialCustomer(
        node="house",
        trunk="carrier",
        number=CALLEE,
        call="call-out",
        **{"caller_id": SHOWN, **fields},
    )


@pytest.mark.parametrize("kind", ["standing", "phone"])
async def test_who_is_dialled_sees_the_trunks_number_hears_the_agent_and_speaks_a_law(
    asterisk: AsteriskLab, kind: str
):
    leg = await (agent(asterisk) if kind == "standing" else phone(asterisk, CALLEE))
    party = await callee_of(asterisk, order(channel=f"out-{kind}", bridge=f"far-{kind}"), leg)
    assert party.caller == SHOWN
    assert f"sip:{SHOWN}@" in party.shown and f"sip:{SHOWN}@" in party.asserted
    assert party.privacy == "" and party.codec == "alaw"
    robot = "robot-one" if kind == "standing" else "robot-two"
    await asterisk.hears(f"out-{kind}", CALLEE, {leg: robot})
    await asterisk.hears(leg, robot, {f"out-{kind}": CALLEE})


async def test_a_call_without_a_caller_id_names_nobody(asterisk: AsteriskLab):
    leg = await phone(asterisk, CALLEE)
    party = await callee_of(asterisk, order(channel="out-none", bridge="far-none", caller_id=""), leg)
    assert party.caller in ("", "anonymous")
    assert "nonymous" in party.shown and party.asserted == ""


async def test_a_customer_on_hold_hears_music_and_nobody(asterisk: AsteriskLab):
    leg = await agent(asterisk)
    party = await callee_of(asterisk, order(channel="out-hold", bridge="far-hold"), leg)
    await asterisk.hears("out-hold", CALLEE, {leg: "robot-one"})
    await asterisk.do(c.Leave(node="house", bridge="far-hold", channels=("out-hold",)))
    await asterisk.do(c.StartMusic(node="house", channel="out-hold"))
    await asterisk.hears("out-hold", CALLEE, {})
    await asterisk.hears_something(party)


async def test_what_is_recorded_is_what_the_far_end_said_and_heard(asterisk: AsteriskLab):
    leg = await agent(asterisk)
    await callee_of(asterisk, order(channel="out-rec", bridge="far-rec"), leg)
    await asterisk.do(c.StartRecording(node="house", channel="out-rec", recording="far-rec"))
    await asterisk.recording_goes_on_with("far-rec", "robot-one")
    await asterisk.do(c.StopRecording(node="house", channel="out-rec", recording="far-rec"))
    await asterisk.expect(e.RecordingStopped, recording="far-rec")
    assert asterisk.recording_tells("far-rec") == {f"in:{CALLEE}", "out:robot-one"}


async def test_an_agents_phone_shows_the_customer_and_goes_on_doing_so_in_the_bridge(asterisk: AsteriskLab):
    asterisk.pair.carrier.parties.clear()
    _, channel = await talking(asterisk)
    leg = await phone(asterisk, CUSTOMER)
    robot = await asterisk.pair.carrier.dialled("robot-two")
    assert (robot.caller, robot.standing) == (CUSTOMER, False)
    await bridged(asterisk, channel, leg)
    await asterisk.hears(leg, "robot-two", {channel: CUSTOMER})


async def test_a_number_that_is_withheld_is_shown_to_nobody(asterisk: AsteriskLab):
    await asterisk.pair.carrier.customer_calls(CUSTOMER, LINE, withheld=True)
    arrival = await asterisk.expect(e.CallArrived)
    assert (arrival.caller, arrival.dialled) == ("", LINE)
    await asterisk.do(c.TakeInventory(node="house"))
    await asterisk.expect(e.InventoryTaken)
    inventory = await asterisk.expect(e.InventoryTaken)
    assert [one.caller for one in inventory.channels] == [""]


@pytest.mark.parametrize("parameters", [";phone-context=+86", ";npdi;rn=+8610"])
async def test_parameters_in_the_dialled_number_do_not_change_it(asterisk: AsteriskLab, parameters: str):
    await asterisk.pair.carrier.customer_calls(CUSTOMER, LINE + parameters)
    assert (await asterisk.expect(e.CallArrived)).dialled == LINE


@pytest.mark.parametrize(
    ("said", "cause"), [(21, 57), (20, 20), (19, 20), (28, 28), (34, 34), (1, 1), (17, 17)]
)
async def test_a_network_that_refuses_is_neither_busy_nor_no_answer(asterisk: AsteriskLab, said, cause):
    await asterisk.pair.carrier.callee(CALLEE, Callee(behaviour="refused", talk_s=said))
    out = dialling(asterisk)
    await asterisk.do(c.CreateBridge(node="house", bridge=out.bridge, call=out.call))
    await asterisk.do(out)
    assert (await asterisk.expect(e.LegEnded, channel=out.channel)).cause == cause
    await asterisk.settle()
    assert ends(asterisk, out.channel) == 1


async def test_who_does_not_answer_has_not_answered(asterisk: AsteriskLab):
    await asterisk.pair.carrier.callee(CALLEE, Callee(behaviour="no-answer", talk_s=1))
    out = dialling(asterisk)
    await asterisk.do(c.CreateBridge(node="house", bridge=out.bridge, call=out.call))
    await asterisk.do(out)
    await asterisk.expect(e.LegProgressed, channel=out.channel, progress="ringing")
    assert (await asterisk.expect(e.LegEnded, channel=out.channel)).cause == 19


async def test_two_customers_with_one_number_call_at_once(asterisk: AsteriskLab):
    await asyncio.gather(*(asterisk.customer_calls(CUSTOMER, LINE) for _ in range(2)))
    first, second = await asterisk.expect(e.CallArrived), await asterisk.expect(e.CallArrived)
    assert first.channel != second.channel
