"""A conversation ends, and its customer rates it on his telephone by the link that he was sent."""

import asyncio
import re
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.journeys.conftest import TIMERS
from tests.journeys.desktop import Desktop, chromium, desktop
from tests.journeys.sample import Sample, sample_centre
from zuoxi.messaging.folder import FOLDER
from zuoxi.simulator import names
from zuoxi.simulator.sample import SALES_NUMBER

CUSTOMER = names.customer_number(3)
"""He has ordered three times, and the last order is on its way (`simulator/orders.py`)."""
QUEUE = "订购（短信评价）"

pytestmark = [pytest.mark.browser, pytest.mark.switch, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample():
    async with sample_centre(TIMERS) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser():
    async with chromium() as running:
        yield running


async def test_a_customer_rates_by_the_link_in_his_message(sample: Sample, browser: Browser):
    async with desktop(browser, sample.url) as boss, desktop(browser, sample.url) as agent:
        await sends_links(sample)
        await agent.sign_in("wangfang", sample.passwords["wangfang"])
        await agent.come_to_work()
        await speaks(sample, agent)
        text = await arrived(sample.trial.home / FOLDER)
        assert f"To: {CUSTOMER}\n" in text and "【示例公司】" in text
        found = re.search(r"http\S+/r/\S+", text)
        assert found
        await rates(browser, found[0])
        await is_written_down(sample)
        await boss.sign_in("admin", sample.passwords["admin"])
        await reads_the_score(boss)
        assert boss.faults == agent.faults == []


async def sends_links(sample: Sample) -> None:
    """The queue of orders asks by a link, at any hour, and the floor goes by it."""
    async with sample.person("admin") as person:
        hours = await person.call("GET", "/api/dial-hours")
        whole = {"weekly": [[[0, 1440]]] * 7, "days": {}, "version": hours["version"]}
        await person.call("PUT", "/api/dial-hours", whole)
        numbers = (await person.call("GET", f"/api/access-numbers?q={SALES_NUMBER}"))["items"]
        line = await person.line()
        await line.watch("floor")
        fields = {"rating_link": True, "name": QUEUE}
        await person.call("PATCH", f"/api/queues/{numbers[0]['queue']['id']}", fields)
        shown = lambda: any(one["name"] == QUEUE for one in line.seen("queue", "floor"))  # noqa: E731
        await line.until(shown, "a floor that goes by it")
        await line.close()


async def speaks(sample: Sample, agent: Desktop) -> None:
    """The agent reads what other areas know of him while he speaks; the customer hangs up."""
    party = await sample.carrier.customer_calls(CUSTOMER, SALES_NUMBER)
    await agent.state("ringing")
    await agent.page.keyboard.press("F4")
    await agent.talk_for_a_while()
    await expect(agent.page.get_by_test_id("goal")).to_contain_text("确认收货情况")
    await agent.page.get_by_role("tab", name="订单 3").click()
    await expect(agent.page.get_by_test_id("brought")).to_contain_text("配送中")
    await party.hang_up()
    await agent.state("wrap_up")
    await agent.page.get_by_role("radio").first.click()
    await agent.act("finish")
    await agent.state("ready")


async def arrived(folder: Path) -> str:
    """The message, as it lies in the folder."""
    async with asyncio.timeout(60):
        while not (found := list(folder.glob("*.txt"))):
            await asyncio.sleep(0.1)
    return found[0].read_text()


async def rates(browser: Browser, link: str) -> None:
    """On a telephone: a stranger's, that is not signed in."""
    context = await browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, locale="zh-CN"
    )
    faults: list[str] = []
    try:
        page = await context.new_page()
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        await page.goto(link)
        await expect(page.locator("header")).to_have_text("示例公司")
        wide = await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert wide, "nothing stands beside the screen"
        await page.get_by_text("满意", exact=True).tap()
        await page.locator("textarea").fill("讲得很清楚 <b>谢谢</b>")
        await page.get_by_role("button").tap()
        await expect(page.get_by_role("status")).to_contain_text("已收到")
        await page.goto(link)
        await expect(page.get_by_role("status")).to_contain_text("已经评价过")
        assert not await context.cookies() and faults == []
    finally:
        await context.close()


async def is_written_down(sample: Sample) -> None:
    """The floor has been told, and its fact has come to the records."""
    async with sample.person("admin") as person, asyncio.timeout(60):
        while not (await person.call("GET", "/api/calls?rating=answered"))["items"]:
            await asyncio.sleep(0.1)


async def reads_the_score(boss: Desktop) -> None:
    """It stands on the call, with how he was asked."""
    await boss.page.goto(f"/calls?q={CUSTOMER}&rating=answered")
    await boss.page.locator("tbody tr.ant-table-row").first.click()
    rating = boss.page.get_by_test_id("rating").first
    await expect(rating).to_contain_text("短信链接评价")
    await expect(rating).to_contain_text("讲得很清楚 <b>谢谢</b>")
    await expect(rating.get_by_role("img", name="4 分")).to_be_visible()
