"""A flow is drawn, tried and published in the browser; on the real switch a key leads a caller through it to
an agent, and another leaves a message, which is heard and answered."""

import asyncio

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.journeys.conftest import TIMERS
from tests.journeys.desktop import Desktop, chromium, desktop
from tests.journeys.sample import Sample, sample_centre
from zuoxi.simulator import names
from zuoxi.simulator.sample import SALES_NUMBER
from zuoxi.switch.asterisk.carrier import Party

THREE_SECONDS = 48_000
"""Bytes of a recording's side."""

pytestmark = [pytest.mark.browser, pytest.mark.switch, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample():
    async with sample_centre(TIMERS) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser():
    async with chromium() as running:
        yield running


async def test_a_flow_is_drawn_published_and_called(sample: Sample, browser):
    async with desktop(browser, sample.url) as boss, desktop(browser, sample.url) as agent:
        await boss.sign_in("admin", sample.passwords["admin"])
        await drawn(boss.page)
        await tried(boss.page)
        await published(boss.page)
        await chosen(boss.page)
        await agent.sign_in("wangfang", sample.passwords["wangfang"])
        await agent.come_to_work()
        await led_to_an_agent(sample, agent, boss.page)
        await leaves_a_message(sample, boss.page)
        assert boss.faults == [] and agent.faults == []


async def drawn(page: Page) -> None:
    """From the template of day and night only the menu is kept, with a message on key 2."""
    await page.goto("/ivr")
    await page.locator("[data-act=add]").first.click()
    await page.locator("#name").fill("销售菜单")
    await page.locator("#org_unit").click()
    await page.locator(".ant-select-tree-title, .ant-select-item-option").first.click()
    await page.locator("[data-act=save]").click()
    await page.locator("[data-act=design]").first.click()
    await page.locator("[data-template=day_night]").click()
    for node in ("condition-1", "hang_up-1", "queue-2"):
        await page.locator(f".react-flow__node[data-id={node}]").click()
        await page.locator("[data-act=remove-node]").click()
    await page.locator(".react-flow__node[data-id=menu-1]").click()
    await page.get_by_test_id("exits").get_by_label("按 2", exact=True).click()
    await page.locator(".ant-select-item-option").filter(has_text="留言").last.click()
    await expect(page.locator(".react-flow__node[data-id^=voicemail]")).to_be_visible()


async def tried(page: Page) -> None:
    """Without a phone: key 2 leads to the message."""
    await page.get_by_role("tab", name="试拨").click()
    await page.locator("[data-act=try-start]").click()
    await page.locator("[data-testid=try] [data-key='2']").click()
    await expect(page.get_by_test_id("try-path")).to_have_attribute("data-node", "voicemail-1")


async def published(page: Page) -> None:
    await expect(page.get_by_test_id("saving")).to_have_attribute("data-saved", "true")
    await page.locator("[data-act=publish]").click()
    await page.locator(".ant-modal .ant-btn-primary").click()
    await expect(page.locator("[data-act=versions]")).to_contain_text("1")


async def chosen(page: Page) -> None:
    """The sales number leads through it; its record says so."""
    await page.goto("/telephony?tab=numbers")
    row = page.locator("tbody tr.ant-table-row").filter(has_text="400 800 1234")
    await row.locator("[data-act=edit]").click()
    await page.locator("#flow").click()
    await page.locator(".ant-select-item-option").filter(has_text="销售菜单").click()
    await page.locator("[data-act=save]").click()
    await expect(page.get_by_test_id("said")).to_be_visible()


async def presses_until(party: Party, key: str, come: Locator) -> None:
    """The recording notice comes first: he presses when the menu has come, as often as it takes."""
    async with asyncio.timeout(40):
        while not await come.count():
            await party.press(key)


async def led_to_an_agent(sample: Sample, agent: Desktop, page: Page) -> None:
    party = await sample.carrier.customer_calls(names.customer_number(3), SALES_NUMBER)
    await presses_until(party, "1", agent.page.locator("[data-testid=softphone][data-state=ringing]"))
    await agent.page.keyboard.press("F4")
    await agent.talk_for_a_while()
    await agent.page.keyboard.press("F8")
    await agent.state("wrap_up")
    await page.goto("/calls")
    await page.locator("tbody tr.ant-table-row").first.click()
    way = page.get_by_test_id("call-way")
    await expect(way).to_contain_text("按键 1")
    await expect(way).to_contain_text("王芳")


async def leaves_a_message(sample: Sample, page: Page) -> None:
    """It comes into the inbox, is heard, and closed with what came of it."""
    spool = sample.trial.home / "recordings" / "spool"
    before = set(spool.glob("*-in.wav"))
    party = await sample.carrier.customer_calls(names.customer_number(5), SALES_NUMBER)
    async with asyncio.timeout(60):
        while not (tape := set(spool.glob("*-in.wav")) - before):
            await party.press("2")
        while sum(file.stat().st_size for file in tape) < THREE_SECONDS:
            await asyncio.sleep(0.1)
    await party.hang_up()
    await page.goto("/messages")
    row = page.locator("tbody tr.ant-table-row")
    await expect(row).to_have_count(1)
    await row.click()
    player = page.get_by_test_id("player")
    await player.locator("[data-act=play]").click()
    await expect(page.get_by_text("陈管理").last).to_be_visible()
    await page.locator("[data-act=take-message]").first.click()
    await page.locator("[data-act=close-message]").first.click()
    await page.locator(".ant-dropdown-menu-item").filter(has_text="已联系上").click()
    await expect(page.get_by_test_id("said")).to_be_visible()
    await expect(row).to_have_count(0)
