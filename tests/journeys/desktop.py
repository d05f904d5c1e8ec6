"""A browser on somebody's desk: Chromium with a microphone that beeps, and a page that is signed in."""

import contextlib
import os
import re
import shutil
from collections.abc import AsyncIterator

from playwright.async_api import Browser, Page, async_playwright, expect

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--allow-loopback-in-peer-connection",
)
PATIENCE_MS = 20_000
SHOWN_MOST = 1_500
"""Characters of a page that are told with a failure, so that the failure itself stays in sight."""


@contextlib.asynccontextmanager
async def chromium(*flags: str) -> AsyncIterator[Browser]:
    """The machine's Chromium (ZUOXI_TEST_CHROMIUM, or the one on the PATH), with further `flags`."""
    program = os.environ.get("ZUOXI_TEST_CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)))
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=[*FLAGS, *flags])
        try:
            yield browser
        finally:
            await browser.close()


class Desktop:
    """One page and what a person does on it. `faults` collects what its console complains of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    async def sign_in(self, username: str, password: str) -> None:
        """Through the form, as a person does."""
        await self.page.goto("/")
        await self.page.locator("#username, input[autocomplete=username]").first.fill(username)
        await self.page.locator("input[type=password]").first.fill(password)
        await self.page.locator("button[type=submit]").click()
        await expect(self.page.get_by_test_id("person")).to_be_visible()

    async def state(self, state: str) -> None:
        """Wait until the softphone bar shows this state."""
        bar = self.page.get_by_test_id("softphone")
        await expect(bar).to_have_attribute("data-state", state)

    async def act(self, act: str) -> None:
        """Press the button that does this."""
        await self.page.locator(f"[data-act={act}]").first.click()

    async def come_to_work(self) -> None:
        """Sign in at the phone (unless the page did it by itself) and be ready."""
        bar = self.page.get_by_test_id("softphone")
        await expect(bar).to_have_attribute("data-state", re.compile("not_ready|signed_out"))
        if await bar.get_attribute("data-state") == "signed_out":
            await self.act("sign_in")
        await self.state("not_ready")
        await self.act("ready")
        await self.state("ready")

    async def talk_for_a_while(self) -> None:
        """Until the bar shows two seconds of talk, so that there is something to listen to."""
        await self.state("talking")
        shown = self.page.get_by_test_id("agent-state")
        await expect(shown).to_contain_text(re.compile(r"00:0[2-9]|00:[1-5]\d"))

    async def seconds_in_state(self) -> int:
        """What the bar shows as the time in the state."""
        shown = await self.page.get_by_test_id("agent-state").locator(".z-figures").inner_text()
        minutes, seconds = shown.split(":")[-2:]
        return int(minutes) * 60 + int(seconds)

    async def dial(self, number: str) -> None:
        await self.page.get_by_test_id("dial-number").fill(number)
        await self.act("dial")


@contextlib.asynccontextmanager
async def desktop(browser: Browser, url: str) -> AsyncIterator[Desktop]:
    """A browser window of its own (own session, own storage)."""
    context = await browser.new_context(
        base_url=url, viewport={"width": 1366, "height": 768}, permissions=["microphone"], locale="zh-CN"
    )
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield (desk := Desktop(await context.new_page()))
    except Exception as fault:
        # A machine that is gone can still be understood.
        with contextlib.suppress(Exception):
            shown = " ".join((await desk.page.inner_text("body")).split())
            fault.add_note(f"{desk.page.url} {desk.faults}\n{shown[:SHOWN_MOST]}")
        raise
    finally:
        await context.close()
