"""The sample floor comes to life by a switch, on the real switch; and its leader supposes a day."""

import contextlib
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.conftest import TIMERS
from tests.journeys.desktop import chromium, desktop
from tests.journeys.sample import Sample, sample_centre
from zuoxi.assembly.check.desk import Line, Person

COMES_ALIVE_MS = 120_000

pytestmark = [pytest.mark.browser, pytest.mark.switch, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample():
    async with sample_centre(TIMERS) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser():
    async with chromium() as running:
        yield running


@contextlib.asynccontextmanager
async def watching(person: Person) -> AsyncIterator[Line]:
    """The floor as a leader's page has it."""
    line = await person.line()
    try:
        await line.watch("floor")
        yield line
    finally:
        await line.close()


async def test_a_visitor_lets_the_floor_live_and_be_still_again(sample: Sample, browser):
    async with desktop(browser, sample.url) as leader, desktop(browser, sample.url) as agent:
        await agent.sign_in("wangfang", sample.passwords["wangfang"])
        await agent.come_to_work()
        await leader.sign_in("zhouting", sample.passwords["zhouting"])
        await leader.page.goto("/floor")
        await leader.act("traffic-on")
        await leader.page.get_by_role("menuitem").nth(2).click()
        await expect(leader.page.locator("[data-act=traffic-off]")).to_be_visible()
        async with sample.person("zhouting") as eyes, watching(eyes) as line:
            await line.until(
                lambda: any(one["state"] == "talking" for one in line.seen("agent", "floor")),
                "an agent who talks",
                COMES_ALIVE_MS / 1000,
            )
            robots = [one for one in line.seen("agent", "floor") if one["device_kind"] == "sip_phone"]
            assert robots, "sample agents sit at robots' phones"
            mine = [one for one in line.seen("agent", "floor") if one["name"] == "王芳"]
            assert [one["device_kind"] for one in mine] == ["webrtc"], "who works himself keeps his desk"
            await leader.act("traffic-off")
            await line.until(
                lambda: not any(one["device_kind"] == "sip_phone" for one in line.seen("agent", "floor")),
                "a floor without robots",
                COMES_ALIVE_MS / 1000,
            )
        await expect(leader.page.locator("[data-act=traffic-on]")).to_be_visible()
        assert leader.faults == [] and agent.faults == []


async def test_a_leader_supposes_a_day_and_compares_it(sample: Sample, browser):
    async with desktop(browser, sample.url) as leader:
        page = leader.page
        await leader.sign_in("zhouting", sample.passwords["zhouting"])
        await page.goto("/what-if")
        await page.locator("#name").fill("如常")
        await leader.act("save")
        beside = page.get_by_test_id("what-if-beside")
        await expect(beside).to_be_visible(timeout=COMES_ALIVE_MS)
        await expect(beside.locator("thead th")).to_have_count(4)
        await expect(page.get_by_test_id("what-if-formula")).to_contain_text("Erlang A")

        await page.get_by_test_id("what-if-formula").get_by_role("button").click()
        await page.locator("#name").fill("按公式")
        await leader.act("save")
        await expect(page.get_by_test_id("what-if-run").get_by_role("heading", name="按公式")).to_be_visible()
        await expect(beside).to_be_visible(timeout=COMES_ALIVE_MS)
        await expect(page.locator("svg [data-dashed=true]").first).to_be_attached()
        await expect(page.get_by_test_id("what-if-runs").get_by_role("row")).to_have_count(3)

        await page.get_by_test_id("what-if-run").get_by_role("combobox").first.click()
        await page.locator(".ant-select-item-option", has_text="如常").click()
        await expect(beside.locator("thead th")).to_have_count(3)
        assert leader.faults == []
