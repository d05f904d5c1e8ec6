"""Pictures of every page for eyes: `python -m tests.journeys.looks FOLDER`.

Each page of the sample company in Chinese and English, narrow, common and wide, dark, and at 200 %.
"""

import asyncio
import os
import sys
from pathlib import Path

from playwright.async_api import Browser, ViewportSize

from tests.journeys.desktop import chromium, desktop
from tests.journeys.every_page import EVERY_PAGE, Opened
from tests.journeys.sample import Sample, sample_centre
from tests.run.needs import NEEDS

LOOKS: dict[str, tuple[ViewportSize, str, str]] = {
    "1366-en": ({"width": 1366, "height": 768}, "en", "light"),
    "1440-zh": ({"width": 1440, "height": 900}, "zh", "light"),
    "1920-zh-dark": ({"width": 1920, "height": 1080}, "zh", "dark"),
    "200-zh": ({"width": 683, "height": 384}, "zh", "light"),
    "200-en": ({"width": 720, "height": 450}, "en", "light"),
}
"""Size, language and look of each picture; at 200 % a window has half its pixels."""


async def main(folder: Path) -> None:
    """All of them, in one run."""
    for need in ("asterisk", "chromium", "fonts"):
        os.environ.update(NEEDS[need]())
    async with sample_centre({}) as sample, chromium() as browser:
        for sign_in in sorted({one.sign_in for one in EVERY_PAGE}):
            await look(
                sample, browser, sign_in, [one for one in EVERY_PAGE if one.sign_in == sign_in], folder
            )


async def look(sample: Sample, browser: Browser, sign_in: str, pages: list[Opened], folder: Path) -> None:
    """The pages of one person in every look."""
    async with sample.person(sign_in) as person, desktop(browser, sample.url) as desk:
        await desk.sign_in(sign_in, sample.passwords[sign_in])
        for name, (size, language, dark) in LOOKS.items():
            await person.call("PATCH", "/api/session", {"language": language})
            await desk.page.set_viewport_size(size)
            await desk.page.evaluate("look => localStorage.setItem('zuoxi.look', look)", dark)
            (folder / name).mkdir(parents=True, exist_ok=True)
            for page in pages:
                await desk.page.goto(page.path)
                await desk.page.wait_for_load_state("networkidle")
                await desk.page.screenshot(path=folder / name / f"{page.name}.png")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
