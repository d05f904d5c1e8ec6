"""Makes the pictures of docs/pictures anew, as the pages are now: `python -m tests.journeys.pictures`.

The sample company on the real switch: a conversation with a note, one on hold, somebody in a meeting, and a
caller who waits.
"""

import asyncio
import os
from pathlib import Path

from playwright.async_api import Browser, expect

from tests.journeys.desktop import Desktop, chromium, desktop
from tests.journeys.sample import Sample, sample_centre
from tests.run.needs import NEEDS
from zuoxi.simulator import names

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
SIZE = {"width": 1440, "height": 900}
NOTE = "客户问上周的订单什么时候到，已查物流，明天下午送达；送达前请先打电话。"


async def main() -> None:
    """All of them, in one run."""
    for need in ("asterisk", "chromium", "fonts"):
        os.environ.update(NEEDS[need]())
    async with (
        sample_centre({}) as sample,
        chromium() as browser,
        desktop(browser, sample.url) as talking,
        desktop(browser, sample.url) as holding,
        desktop(browser, sample.url) as meeting,
    ):
        async with sample.person("admin") as administrator:
            listed = (await administrator.call("GET", "/api/access-numbers"))["items"]
        sales, service = sorted(one["number"] for one in listed)
        await _talk(sample, talking, "wangfang", 3, service)
        await _talk(sample, holding, "lina", 5, sales)
        await holding.act("hold")
        await holding.state("holding")
        await _come(sample, meeting, "zhangwei")
        await meeting.page.get_by_test_id("agent-state").click()
        await meeting.page.get_by_role("menuitem").filter(has_text="会议").click()
        await meeting.state("not_ready")
        await sample.carrier.customer_calls(names.customer_number(10), sales)
        await _floor(sample, browser)
        await _workbench(talking)


async def _come(sample: Sample, desk: Desktop, username: str) -> None:
    await desk.page.set_viewport_size(SIZE)  # type: ignore[arg-type]
    await desk.sign_in(username, sample.passwords[username])
    await desk.page.goto("/work")
    await desk.come_to_work()


async def _talk(sample: Sample, desk: Desktop, username: str, customer: int, number: str) -> None:
    await _come(sample, desk, username)
    await sample.carrier.customer_calls(names.customer_number(customer), number)
    await desk.state("ringing")
    await desk.act("answer")
    await desk.state("talking")


async def _floor(sample: Sample, browser: Browser) -> None:
    async with desktop(browser, sample.url) as desk:
        await desk.page.set_viewport_size(SIZE)  # type: ignore[arg-type]
        await desk.sign_in("zhouting", sample.passwords["zhouting"])
        await desk.page.goto("/floor")
        await expect(desk.page.get_by_text("会议").first).to_be_visible()
        await expect(
            desk.page.get_by_text(names.customer_name(10)).or_(desk.page.get_by_text("139")).first
        ).to_be_visible()
        await desk.page.screenshot(path=PICTURES / "floor.zh.png")


async def _workbench(desk: Desktop) -> None:
    await desk.page.get_by_test_id("note").fill(NOTE)
    await desk.page.get_by_role("radio").first.click()
    await expect(desk.page.get_by_test_id("note-status")).to_have_attribute("data-status", "saved")
    await desk.page.screenshot(path=PICTURES / "workbench.zh.png")
    await desk.page.get_by_text("English", exact=True).click()
    await expect(desk.page.get_by_text("中文", exact=True)).to_be_visible()
    await desk.page.screenshot(path=PICTURES / "workbench.en.png")


if __name__ == "__main__":
    asyncio.run(main())
