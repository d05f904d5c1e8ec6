"""What a person does in a real browser, with real calls."""

import asyncio

import pytest
from playwright.async_api import expect

from tests.journeys.browser import window
from tests.journeys.desktop import chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.switch,
    pytest.mark.asyncio(loop_scope="session"),
]


async def test_an_agent_takes_a_call_in_the_browser_and_a_leader_watches(town):
    async with (
        chromium() as browser,
        window(browser, town, "boss") as boss,
        window(browser, town, "agent") as agent,
    ):
        await boss.page.goto(f"{boss.url}/floor")
        await agent.start_work()
        card = boss.page.get_by_test_id("agent-card")
        await expect(card).to_have_attribute("data-state", "ready")

        await town.customer_calls("13800138030")
        await agent.is_("ringing")
        await expect(agent.page.get_by_test_id("workbench-call")).to_be_visible(timeout=1_000)
        await agent.page.keyboard.press("F4")
        await agent.is_("talking")
        await expect(card).to_have_attribute("data-state", "talking")
        await expect(card).to_contain_text("138 0013 8030")
        await expect(agent.page.get_by_test_id("call-strip")).to_contain_text("138 0013 8030")

        await agent.page.get_by_test_id("note").fill("客户询问套餐")
        await agent.page.keyboard.press("F6")
        await agent.is_("holding")
        await agent.page.keyboard.press("F6")
        await agent.is_("talking")

        await agent.page.reload()
        await agent.is_("talking")
        await expect(agent.page.get_by_test_id("note")).to_have_value("客户询问套餐")

        await agent.page.keyboard.press("F8")
        await agent.is_("wrap_up")
        async with town.person("boss") as reader:
            record = await town.call_record(reader, "13800138030")
        assert (record["outcome"], record["ended_by"]) == ("answered", "agent")
        assert [recording["state"] for recording in record["recordings"]] == ["verified"]


async def test_an_agent_dials_out_and_is_told_why_another_number_is_refused(town):
    async with chromium() as browser, window(browser, town, "stranger") as agent:
        await agent.start_work()
        box = agent.page.get_by_test_id("dial-number")
        await box.fill("13700137000")
        await box.press("Enter")
        await expect(agent.page.get_by_text("免打扰")).to_be_visible()
        await box.fill("13900139030")
        await box.press("Enter")
        customer = await town.carrier.dialled("13900139030")
        await agent.is_("talking")
        await agent.page.keyboard.press("F8")
        await agent.is_("wrap_up")
        await asyncio.wait_for(customer.ended.wait(), 5)
