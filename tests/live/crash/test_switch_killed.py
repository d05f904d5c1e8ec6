"""The house's Asterisk dies: every call is closed with that cause, and all recover by themselves."""

import asyncio

import pytest

from tests.live.until import soon

pytestmark = pytest.mark.switch


async def test_each_of_twenty_calls_is_closed_as_soon_as_the_next_boot_shows_and_all_recover_by_themselves(
    lab,
):
    await lab.customer_calls("13800138000")
    await lab.customer_calls("13800138001")
    await soon(lambda: len([call for call in lab.robots.calls if call.phase == "talk"]) == 2, 15)
    for number in range(2, 20):
        await lab.customer_calls(f"138001380{number:02}")
    await soon(lambda: len([call for call in lab.robots.calls if call.phase == "queue"]) == 18, 30)
    epoch, process = (await lab.robots.client.ping()).epoch, lab.live.pid
    await lab.asterisk.kill()
    async with asyncio.timeout(10):
        while (await lab.robots.client.ping()).switch["house"]:
            await asyncio.sleep(0.05)
    assert lab.robots.calls, "that the node has died shows when it is back, by its other boot"
    await lab.asterisk.start()
    await soon(lambda: not lab.robots.calls, 10)
    await lab.phones_register()
    await soon(lab.at_rest, 30)
    assert ((await lab.robots.client.ping()).epoch, lab.live.pid) == (epoch, process)
    customer = await lab.customer_calls("13800138020")
    await soon(lambda: lab.call("talk"), 15)
    await soon(lambda: lab.heard_lately(customer))
    await customer.hang_up()
    await lab.finish()
    outcomes = lab.rows("SELECT outcome, COUNT(*) FROM calls_call GROUP BY outcome ORDER BY outcome")
    assert dict(outcomes)["switch_lost"] + dict(outcomes).get("answered", 0) == 21
    closed = lab.rows("SELECT ended_by FROM calls_call WHERE outcome = 'switch_lost'")
    assert set(closed) == {("switch",)}
    assert lab.rows("SELECT COUNT(DISTINCT number) FROM calls_callbacktask") == [(20,)], "each is owed a call"
