"""What only a real Asterisk can show: who is let in, what callers hear while we are away, who takes over."""

import asyncio
from contextlib import suppress

import pytest

from tests.switch.asterisk_lab import PASSWORD, AsteriskLab
from tests.switch.sip_probe import Phone
from tests.switch.test_contract import agent, bridged, talking
from zuoxi.engine import commands as c
from zuoxi.engine import events as e
from zuoxi.switch.ari import AriSwitch
from zuoxi.switch.asterisk.node import Endpoint
from zuoxi.switch.asterisk.process import connect_ami
from zuoxi.switch.asterisk.reach import reach
from zuoxi.switch.port import SwitchRefused, SwitchSilent, SwitchTaken

pytestmark = [pytest.mark.switch, pytest.mark.asyncio(loop_scope="session")]


async def arrivals(lab: AsteriskLab) -> int:
    await lab.settle()
    return sum(isinstance(event, e.CallArrived) for event in lab.events)


async def test_an_agents_device_dials_nobody(asterisk: AsteriskLab):
    phone = await Phone.at(asterisk.pair.house.address, "p-1", PASSWORD)
    for number in ("4008001234", "13800138000", "s", "h", "*8"):
        assert 400 <= await phone.invite(number) < 500
    phone.close()
    assert await arrivals(asterisk) == 0
    assert not [p for p in asterisk.pair.carrier.parties if p.number == "13800138000" and p.caller == "p-1"]


@pytest.mark.parametrize("name", ["p-1", "w-1"])
async def test_a_device_cannot_register_somebody_else_s_number_in_its_place(asterisk: AsteriskLab, name):
    phone = await Phone.at(asterisk.pair.house.address, name, PASSWORD)
    carrier = asterisk.pair.carrier.settings.node
    claimed = f"sip:13800138000@{carrier.address}:{carrier.sip_port}"
    assert await phone.register(contact=claimed) == 200
    ami = await connect_ami(asterisk.pair.house)
    try:
        (contact,) = [c for c in await ami.listing("PJSIPShowContacts") if c["Endpoint"] == name]
        assert phone.address in contact["Uri"]
        assert f"@{carrier.address}" not in contact["Uri"]
    finally:
        await ami.close()
        await phone.register(expires=0, contact=claimed)
        phone.close()


async def test_a_stranger_neither_calls_nor_registers(asterisk: AsteriskLab):
    for user, password in (("nobody", ""), ("anonymous", ""), ("p-1", "wrong-password"), ("carrier", "")):
        phone = await Phone.at(asterisk.pair.house.address, user, password)
        assert await phone.invite("4008001234") in (401, 403)
        assert await phone.register() in (401, 403)
        phone.close()
    assert await arrivals(asterisk) == 0


async def test_a_caller_who_comes_while_we_are_away_is_told_so_and_released(asterisk: AsteriskLab):
    await asterisk.app_dies()
    customer = await asterisk.customer_calls("13800138000", "4008001234")
    async with asyncio.timeout(20):
        await customer.ended.wait()
    assert not customer.answered.is_set()
    await asterisk.app_returns()
    assert await arrivals(asterisk) == 0


async def test_a_device_that_is_added_can_register_at_once_and_running_calls_go_on(asterisk: AsteriskLab):
    customer = await asterisk.customer_calls("13800138000", "4008001234")
    channel = (await asterisk.expect(e.CallArrived)).channel
    await asterisk.do(c.AnswerChannel(node="house", channel=channel, call="call"))
    await asterisk.expect(e.LegAnswered, channel=channel)
    newcomer = Endpoint(name="p-2", kind="sip_phone", password="another-password-2")
    assert await asterisk.provision(newcomer)
    assert not await asterisk.provision(newcomer)
    phone = await Phone.at(asterisk.pair.house.address, "p-2", "another-password-2")
    async with asyncio.timeout(5):
        while await phone.register() != 200:
            await asyncio.sleep(0.05)
    await asterisk.expect(e.DeviceRegistered, endpoint="p-2")
    assert not customer.ended.is_set()
    await phone.register(expires=0)
    phone.close()
    await asterisk.provision()


async def test_the_caller_id_and_the_standing_mark_reach_the_far_end(asterisk: AsteriskLab):
    address = await asterisk.robot("one")
    for standing in (True, False):
        asterisk.pair.carrier.parties.clear()
        order = c.DialDevice(
            node="house",
            channel=f"mark-{standing}",
            endpoint="p-1",
            dial=address,
            standing=standing,
            caller_id="13800138000",
        )
        await asterisk.do(order)
        robot = await asterisk.pair.carrier.dialled("robot-one")
        assert (robot.standing, robot.caller) == (standing, "13800138000")


async def test_nothing_but_a_number_a_name_or_a_plain_address_reaches_a_dial_string(asterisk: AsteriskLab):
    out = c.DialCustomer(
        node="house",
        channel="odd",
        trunk="carrier",
        number="1@evil/sip:x",
        caller_id="",
        call="x",
        bridge="odd",
    )
    device = c.DialDevice(node="house", channel="odd", endpoint="p-1/sip:x@y", dial="", standing=True)
    away = c.DialDevice(node="house", channel="odd", endpoint="p-1", dial="sip:x@y;z&a", standing=True)
    prompt = c.PlayPrompt(node="house", channel="odd", playback="p", prompts=("../../secret",))
    for command in (out, device, away, prompt):
        with pytest.raises(SwitchRefused, match="bad_"):
            await asterisk.do(command)


async def test_who_takes_the_node_over_is_the_one_who_gets_its_events(asterisk: AsteriskLab):
    heard: list[e.SwitchEvent] = []
    first = asyncio.create_task(asterisk.switch.run(heard.append))
    with suppress(asyncio.CancelledError):
        asterisk._run.cancel()
        await asterisk._run
    async with asyncio.timeout(5):
        while not any(isinstance(event, e.InventoryTaken) for event in heard):
            await asyncio.sleep(0.02)
    second = AriSwitch("house", reach(asterisk.pair.house))
    asterisk._run = asyncio.create_task(second.run(asterisk._deliver))
    with pytest.raises(SwitchTaken):
        async with asyncio.timeout(5):
            await first
    asterisk.switch = second


async def test_a_node_that_is_not_there_is_looked_for_until_it_comes(asterisk: AsteriskLab):
    await asterisk.node_dies()
    await asterisk.expect(e.SwitchLost)
    with pytest.raises(SwitchSilent, match="switch_away"):
        await asterisk.do(c.HangUp(node="house", channel="any"))
    await asterisk.node_returns()
    await asterisk.expect(e.SwitchConnected)


async def test_a_conversation_that_goes_on_after_an_announcement_was_cut_off_is_recorded(
    asterisk: AsteriskLab,
):
    node, recording = "house", "cut-off"
    _, channel = await talking(asterisk)
    first = await agent(asterisk)
    bridge = await bridged(asterisk, channel, first)
    await asterisk.do(c.StartRecording(node=node, channel=channel, recording=recording))
    await asterisk.recording_goes_on_with(recording, "robot-one")
    await asterisk.do(c.HangUp(node=node, channel=first))
    await asterisk.do(c.Leave(node=node, bridge=bridge, channels=(channel,)))
    await asterisk.do(c.PlayPrompt(node=node, channel=channel, playback="hold-on", prompts=("please-hold",)))
    back = await agent(asterisk)
    await asterisk.do(c.StopPrompt(node=node, channel=channel, playback="hold-on"))
    await asterisk.do(c.Join(node=node, bridge=bridge, channels=(channel, back)))
    await asterisk.recording_goes_on_with(recording, "robot-one")
