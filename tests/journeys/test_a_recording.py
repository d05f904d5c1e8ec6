"""What becomes of one conversation's recording, in a real browser: heard, commented, paused, taken along."""

import asyncio
import re
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio
from aiohttp import ClientResponseError
from playwright.async_api import expect

from tests.journeys.conftest import TIMERS
from tests.journeys.desktop import chromium, desktop
from tests.journeys.sample import sample_centre
from tests.journeys.test_in_the_browser import CUSTOMER_TONE, customer, record_of
from zuoxi.assembly.check.desk import Refused
from zuoxi.simulator.sample import SALES_NUMBER
from zuoxi.switch.tones import read_sound

pytestmark = [pytest.mark.browser, pytest.mark.switch, pytest.mark.asyncio(loop_scope="module")]

HEARD = 0.02
SECRET_S = 4
"""So long the agent lets his customer say what no recording may hold."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample():
    async with sample_centre(TIMERS) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser():
    async with chromium() as running:
        yield running


async def talk_until(desk, seconds):
    while await desk.seconds_in_state() < seconds:
        await desk.page.wait_for_timeout(100)
    return await desk.seconds_in_state()


async def test_a_conversation_is_heard_commented_kept_from_a_secret_and_taken_along(
    sample, browser, tmp_path
):
    async with desktop(browser, sample.url) as desk:
        page = desk.page
        await desk.sign_in("wangfang", sample.passwords["wangfang"])
        await desk.come_to_work()
        await sample.carrier.customer_calls(customer(9), SALES_NUMBER, tone=CUSTOMER_TONE)
        await desk.state("ringing")
        await page.keyboard.press("F4")
        await desk.talk_for_a_while()

        pause = page.locator("[data-act=pause_recording]")
        await page.keyboard.press("Control+F7")
        await expect(pause).to_have_attribute("aria-pressed", "true")
        began = await desk.seconds_in_state()
        ended = await talk_until(desk, began + SECRET_S)
        await page.keyboard.press("Control+F7")
        await expect(pause).to_have_attribute("aria-pressed", "false")
        await talk_until(desk, ended + 2)
        await page.keyboard.press("F8")
        await desk.state("wrap_up")
        await page.get_by_role("radio").first.click()
        await desk.act("finish")
        await desk.state("ready")

        record = await record_of(sample, customer(9))
        recording = record["recordings"][0]["id"]
        await page.goto(f"/calls?open={record['id']}")
        await _play_by_key(page)
        await _jump_over_the_secret(page)

        await page.get_by_test_id("waveform").focus()
        await page.keyboard.press("End")
        await page.keyboard.press("ArrowLeft")
        await page.keyboard.press("m")
        await page.get_by_test_id("comments").locator("textarea").fill("这里答应了周五发货")
        await page.keyboard.press("Enter")
        await expect(page.get_by_test_id("comment")).to_contain_text("这里答应了周五发货")
        await expect(page.get_by_test_id("mark")).to_have_count(1)
        await expect(page.locator("[data-act=download]")).to_have_count(0)
        assert desk.faults == []

    async with sample.person("lina") as colleague:
        with pytest.raises(ClientResponseError, match="404"):
            await colleague.bytes_of(f"/api/recordings/{recording}/audio")
        with pytest.raises(Refused):
            await colleague.call("GET", f"/api/recordings/{recording}/comments")

    file = tmp_path / "taken.wav"
    async with desktop(browser, sample.url) as desk:
        await desk.sign_in("admin", sample.passwords["admin"])
        await desk.page.goto(f"/calls?open={record['id']}")
        async with desk.page.expect_download() as coming:
            await desk.act("download")
        taken = await coming.value
        mark = taken.suggested_filename.removesuffix(".wav").rpartition("-")[2]
        assert re.fullmatch(r"[0-9A-F]{12}", mark)
        await taken.save_as(file)
    async with sample.person("admin") as administrator:
        trail = await administrator.call("GET", "/api/audit?action=recording.downloaded")
    assert mark in str(trail["items"][0]), "the trail names the mark that the file has"
    await asyncio.to_thread(_keeps_the_secret, file)


async def _play_by_key(page):
    audio = page.locator("audio")
    await expect(page.get_by_test_id("gap")).to_have_count(1)
    await page.get_by_test_id("waveform").focus()
    await page.keyboard.press("Space")
    await expect(audio).to_have_js_property("paused", False)
    await _until(page, "() => document.querySelector('audio').currentTime > 0.3")
    await page.keyboard.press("]")
    await expect(audio).to_have_js_property("playbackRate", 1.25)
    await page.keyboard.press("Space")
    await expect(audio).to_have_js_property("paused", True)


async def _jump_over_the_secret(page):
    """With silence skipped nobody waits through the pause: the player is behind it at once."""
    await page.get_by_role("checkbox", name="跳过静音").check()
    await page.get_by_test_id("gap").click()
    await page.evaluate(
        """() => {
            const audio = document.querySelector('audio')
            const seeks = (window.seeks = [])
            audio.addEventListener('seeking', () => seeks.push(audio.currentTime))
            window.stood = audio.currentTime
        }"""
    )
    await page.get_by_test_id("waveform").focus()
    await page.keyboard.press("Space")
    await _until(page, "() => window.seeks.some((to) => to > window.stood + 1)")
    await page.keyboard.press("Space")
    await expect(page.locator("audio")).to_have_js_property("paused", True)


async def _until(page, script):
    """The page's own policy lets nothing be evaluated that waits inside it."""
    async with asyncio.timeout(20):
        while not await page.evaluate(script):
            await page.wait_for_timeout(50)


def _keeps_the_secret(file: Path) -> None:
    """Tone, then seconds without a sound of either, then tone again."""
    samples, rate = read_sound(file)
    step = rate // 10
    loud = [bool(np.abs(samples[at : at + step]).max() > HEARD) for at in range(0, len(samples), step)]
    silent = [len(list(run)) for sound, run in groupby(loud) if not sound]
    longest = max(silent, default=0)
    begins = next(at for at in range(len(loud)) if not any(loud[at : at + longest]))
    assert longest >= 20 and any(loud[:begins]) and any(loud[begins + longest :])
