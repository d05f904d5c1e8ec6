"""What nobody gets from the switch by asking it in another way: strangers, devices of ours, and carriers."""

import asyncio
from urllib.parse import quote

import pytest

from tests.switch.asterisk_lab import PASSWORD, AsteriskLab
from tests.switch.sip_probe import Phone, Sender
from tests.switch.test_asterisk_doors import arrivals
from zuoxi.engine import commands as c
from zuoxi.engine import events as e
from zuoxi.switch.asterisk.node import Trunk

pytestmark = [pytest.mark.switch, pytest.mark.asyncio(loop_scope="session")]

LINE = "4008001234"
ASKED = {
    "REFER": "Refer-To: <sip:13800138000@{house}>\r\n",
    "SUBSCRIBE": "Event: presence\r\nExpires: 60\r\n",
    "MESSAGE": "",
    "PUBLISH": "Event: presence\r\nExpires: 60\r\n",
}


@pytest.mark.parametrize("method", ASKED)
async def test_nobody_transfers_watches_or_writes_by_the_telephone(asterisk: AsteriskLab, method: str):
    house = asterisk.pair.house.address
    for user, password in (("p-1", PASSWORD), ("nobody", ""), ("p-1", "")):
        phone = await Phone.at(house, user, password)
        assert await phone.asks(method, ASKED[method].format(house=house)) >= 400
        phone.close()
    assert await arrivals(asterisk) == 0


@pytest.mark.parametrize(
    "header",
    [
        "P-Asserted-Identity: <sip:01056781234@{carrier}>\r\n",
        "Route: <sip:{carrier};lr>\r\n",
        "Diversion: <sip:{line}@{carrier}>;reason=unconditional\r\n",
        "Replaces: 1@x;to-tag=1;from-tag=2\r\n",
        'Authorization: Digest username="carrier", realm="asterisk", nonce="1", uri="x", response="1"\r\n',
    ],
    ids=["asserted", "route", "diversion", "replaces", "another name"],
)
async def test_no_header_makes_a_device_or_a_stranger_a_caller(asterisk: AsteriskLab, header: str):
    carrier = asterisk.pair.carrier.settings.node.address
    extra = header.format(carrier=carrier, line=LINE)
    for user, password in (("p-1", PASSWORD), ("nobody", "")):
        phone = await Phone.at(asterisk.pair.house.address, user, password)
        for number in (LINE, "13800138000"):
            assert await phone.invite(number, extra) >= 400
        phone.close()
    assert await arrivals(asterisk) == 0


@pytest.mark.parametrize("odd", ["${SHELL(id)}", "${ENV(HOME)}", "$[1+1]", "a&b", "13800138000${EXTEN}"])
async def test_what_a_carrier_sends_is_a_text_and_is_never_worked_out(asterisk: AsteriskLab, odd: str):
    carrier = asterisk.pair.carrier.settings.node.address
    caller = await Phone.at(asterisk.pair.house.address, quote(odd, safe="$&()+"), local=carrier)
    calling = asyncio.create_task(caller.invite(LINE))
    arrival = await asterisk.expect(e.CallArrived)
    assert arrival.dialled == LINE
    assert arrival.caller in (odd, "")
    await asterisk.do(c.HangUp(node="house", channel=arrival.channel))
    assert await calling >= 400
    caller.close()


async def test_a_carrier_that_sends_us_elsewhere_is_not_followed(asterisk: AsteriskLab):
    asterisk.pair.carrier.parties.clear()
    elsewhere = asterisk.pair.carrier.settings.node.address
    sender = await Sender.at("127.0.0.86", f"sip:13800138000@{elsewhere}")
    await asterisk.provision(trunks=(Trunk(name="sends-on", host="127.0.0.86", match=("127.0.0.86",)),))
    order = c.DialCustomer(
        node="house",
        channel="sent-on",
        trunk="sends-on",
        number="13911112222",
        caller_id="01056781234",
        call="sent-on",
        bridge="nowhere",
    )
    await asterisk.do(c.CreateBridge(node="house", bridge=order.bridge, call=order.call))
    await asterisk.do(order)
    await asterisk.expect(e.LegEnded, channel="sent-on")
    assert sender.asked == 1
    assert asterisk.pair.carrier.parties == []
    sender.close()
    await asterisk.provision()
