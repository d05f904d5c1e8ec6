"""A person at a real browser, with the desktop as it is built."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Locator, Page, expect

from tests.company import PASSWORD
from tests.journeys.centre import Centre


class Desk:
    """One window of one person."""

    def __init__(self, page: Page, centre: Centre) -> None:
        self.page = page
        self.url = centre.trial.centre.url

    @property
    def softphone(self) -> Locator:
        return self.page.get_by_test_id("softphone")

    async def sign_in(self, name: str) -> None:
        """Come in by the sign-in page."""
        await self.page.goto(self.url)
        fields = self.page.locator("input")
        await fields.nth(0).fill(f"{name}@north")
        await fields.nth(1).fill(PASSWORD)
        await fields.nth(1).press("Enter")
        await expect(self.page.get_by_test_id("person")).to_be_visible()

    async def start_work(self) -> None:
        """Sign in at the phone and become ready."""
        await self.page.locator("[data-act=sign_in]").click()
        await self.is_("not_ready")
        await self.page.keyboard.press("F2")
        await self.is_("ready")

    async def is_(self, state: str) -> None:
        """Wait until the softphone bar shows a state."""
        await expect(self.softphone).to_have_attribute("data-state", state, timeout=15_000)


@asynccontextmanager
async def window(browser: Browser, centre: Centre, name: str) -> AsyncIterator[Desk]:
    """A window in which `name` has signed in; his shift ends with it."""
    context = await browser.new_context(
        permissions=["microphone"], viewport={"width": 1440, "height": 900}, locale="zh-CN"
    )
    desk = Desk(await context.new_page(), centre)
    try:
        await desk.sign_in(name)
        yield desk
    finally:
        await context.close()
        async with centre.person(name) as person:
            await centre.send_home(person)
