"""Every page by the Tab key alone: in reading order, nothing twice, nothing left out, each by name."""

import pytest
import pytest_asyncio

from tests.journeys.conftest import TIMERS
from tests.journeys.desktop import chromium, desktop
from tests.journeys.every_page import EVERY_PAGE, Opened
from tests.journeys.sample import sample_centre
from tests.journeys.walk import Walk, walk

pytestmark = [pytest.mark.browser, pytest.mark.switch, pytest.mark.asyncio(loop_scope="module")]

PEOPLE = sorted({page.sign_in for page in EVERY_PAGE})


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample():
    async with sample_centre({**TIMERS}) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser():
    async with chromium() as running:
        yield running


def wrong_with(page: Opened, taken: Walk) -> list[str]:
    """What somebody without a mouse would run into."""
    kinds = {
        "reached twice": taken.twice(),
        "never reached": taken.left_out,
        "against the reading order": taken.against_reading(),
        "not to be seen": taken.unseen(),
        "without a name": taken.nameless(),
    }
    return [f"{page.name}: {kind}: {one}" for kind, found in kinds.items() for one in found]


@pytest.mark.parametrize("sign_in", PEOPLE)
async def test_every_page_is_walked_by_key_in_the_order_in_which_it_is_read(sample, browser, sign_in):
    wrong: list[str] = []
    async with desktop(browser, sample.url) as desk:
        await desk.sign_in(sign_in, sample.passwords[sign_in])
        for page in (one for one in EVERY_PAGE if one.sign_in == sign_in):
            await desk.page.goto(page.path)
            await desk.page.wait_for_load_state("networkidle")
            taken = await walk(desk.page)
            assert len(taken.steps) > 10, page.name
            wrong += wrong_with(page, taken)
        assert desk.faults == []
    assert not wrong, "\n".join(wrong)
