"""Who is let in by a real Asterisk, and what it has loaded: devices, trunks, strangers, the control ports."""

import asyncio

import pytest

from tests.switch.asterisk_lab import PASSWORD, AsteriskLab
from tests.switch.sip_probe import Phone
from zuoxi.engine import commands as c
from zuoxi.engine import events as e
from zuoxi.live.guard import Guard
from zuoxi.live.guesses import Brake
from zuoxi.switch.ami import AmiRefused
from zuoxi.switch.asterisk.config import write_endpoints
from zuoxi.switch.asterisk.contacts import registered_at
from zuoxi.switch.asterisk.guesses import AsteriskEar
from zuoxi.switch.asterisk.loaded import NotLoaded
from zuoxi.switch.asterisk.node import Endpoint, Trunk
from zuoxi.switch.asterisk.process import connect_ami, provision
from zuoxi.switch.port import SwitchRefused

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


async def test_guesses_do_not_tell_which_devices_there_are(asterisk: AsteriskLab):
    answers = set()
    for name in ("p-1", "w-1", "p-77", "admin", "carrier", "from-carrier"):
        phone = await Phone.at(asterisk.pair.house.address, name, "wrong-password")
        answers |= {await phone.register(), await phone.invite("4008001234")}
        phone.close()
    assert answers == {401}


async def test_who_guesses_is_shut_out_for_a_while_and_the_phones_of_the_house_are_not(
    asterisk: AsteriskLab,
):
    clock, house = [0], asterisk.pair.house
    changed = asyncio.Event()
    guard = Guard([AsteriskEar(house)], now=lambda: clock[0], retry_s=0.05)
    watch = asyncio.create_task(guard.run(changed.set))
    honest = await Phone.at(house.address, "p-1", PASSWORD, local="127.0.0.81")
    careless = await Phone.at(house.address, "p-8", "wrong-password", local="127.0.0.81")
    stranger = await Phone.at(house.address, "p-9", "wrong-password", local="127.0.0.82")
    try:
        assert await honest.register() == 200
        while not guard.out:  # the ear may not have been at the node yet
            assert await stranger.register() == 401
            assert await careless.register() == 401
        assert guard.out == ("127.0.0.82",)
        await asterisk.provision(shut_out=guard.out)
        stranger.user, stranger.password = "p-1", PASSWORD
        assert await stranger.register() == 403
        assert await honest.register() == 200
        for _ in range(Brake().tries + 1):
            assert await careless.register() == 401

        changed.clear()
        clock[0] += Brake().out_ms
        await another_is_suspected(house, guard)
        await asyncio.wait_for(changed.wait(), 10)
        assert "127.0.0.82" not in guard.out
        await asterisk.provision(shut_out=guard.out)
        assert await stranger.register() == 200
        assert await stranger.register(expires=0) == 200
    finally:
        watch.cancel()
        for phone in (honest, careless, stranger):
            phone.close()
        await asterisk.provision()


async def another_is_suspected(house, guard: Guard) -> None:
    """Somebody else guesses until he is shut out: the guard looks at the time."""
    other = await Phone.at(house.address, "p-9", "wrong-password", local="127.0.0.83")
    while "127.0.0.83" not in guard.out:
        assert await other.register() == 401
    other.close()


async def test_the_switch_tells_where_phones_really_are(asterisk: AsteriskLab):
    house = asterisk.pair.house
    phone = await Phone.at(house.address, "p-1", PASSWORD, local="127.0.0.84")
    assert await phone.register(contact="sip:p-1@203.0.113.9:5060") == 200
    assert (await registered_at(house))["p-1"] == "127.0.0.84"
    assert await phone.register(expires=0) == 200
    assert "p-1" not in await registered_at(house)
    phone.close()


async def test_a_trunk_whose_addresses_are_a_phones_too_takes_no_phone_off_the_line(asterisk: AsteriskLab):
    wide = Trunk(name="wide", host="127.0.0.1", match=("127.0.0.1",))
    await asterisk.provision(trunks=(wide,))
    for name in ("p-1", "w-1"):
        phone = await Phone.at(asterisk.pair.house.address, name, PASSWORD)
        assert await phone.register() == 200
        assert 400 <= await phone.invite("4008001234") < 500
        await phone.register(expires=0)
        phone.close()
    assert await arrivals(asterisk) == 0
    await asterisk.provision()


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


async def test_a_lost_reload_is_seen_and_made_up_for_and_a_withdrawn_password_is_dead(asterisk: AsteriskLab):
    house = asterisk.pair.house
    old, new = (
        Endpoint(name="p-3", kind="sip_phone", password=f"{age}-password-3") for age in ("old", "new")
    )
    await asterisk.provision(old)
    devices = [asterisk.pair.phone, asterisk.pair.browser, new]
    write_endpoints(house, devices, [asterisk.pair.trunk])  # written, but Asterisk was never told
    assert await asterisk.registers(old) == 200
    assert await provision(house, devices, [asterisk.pair.trunk])
    assert await asterisk.registers(old) == 401
    assert await asterisk.registers(new) == 200
    await asterisk.provision()


async def test_a_node_that_is_away_has_not_loaded_what_it_should(asterisk: AsteriskLab):
    await asterisk.node_dies()
    with pytest.raises(NotLoaded):
        await asterisk.provision(Endpoint(name="p-4", kind="sip_phone", password="a-password-4"))
    await asterisk.node_returns()
    assert not await asterisk.provision(Endpoint(name="p-4", kind="sip_phone", password="a-password-4"))
    await asterisk.provision()


async def test_a_flood_of_control_connections_without_a_login_keeps_nobody_out(asterisk: AsteriskLab):
    house = asterisk.pair.house
    flood = [await asyncio.open_connection(house.control_address, house.ami_port) for _ in range(100)]
    try:
        device = Endpoint(name="p-5", kind="sip_phone", password="a-password-5")
        assert await asterisk.provision(device)
        assert await asterisk.registers(device) == 200
        await (await connect_ami(house)).close()
    finally:
        for _, writer in flood:
            writer.close()
    await asterisk.provision()


async def test_the_control_user_may_do_no_more_than_it_needs(asterisk: AsteriskLab):
    ami = await connect_ami(asterisk.pair.house)
    refused = {
        "Setvar": {"Variable": "X", "Value": "1"},
        "Redirect": {"Channel": "x", "Context": "from-carrier", "Exten": "1", "Priority": "1"},
        "Originate": {"Channel": "Local/1@from-carrier", "Application": "Wait"},
        "Command": {"Command": "core show version"},
        "UpdateConfig": {"SrcFilename": "pjsip.conf", "DstFilename": "pjsip.conf"},
    }
    try:
        for action, fields in refused.items():
            with pytest.raises(AmiRefused, match="ermission"):
                await ami.action(action, **fields)
    finally:
        await ami.close()


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
    alias = c.DialDevice(node="house", channel="odd", endpoint="p-1", dial="sip:66@127.23", standing=True)
    prompt = c.PlayPrompt(node="house", channel="odd", playback="p", prompts=("../../secret",))
    for command in (out, device, away, alias, prompt):
        with pytest.raises(SwitchRefused, match="bad_"):
            await asterisk.do(command)
