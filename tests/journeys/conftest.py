"""One centre for all stories that do not need a browser."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.journeys.centre import Centre, centre

TIMERS = {
    "ZUOXI_TIMER_DESKTOP_GRACE_MS": "1000",
    "ZUOXI_TIMER_SESSION_EXPIRY_MS": "20000",
    "ZUOXI_TIMER_RECONNECT_MS": "5000",
}


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def town() -> AsyncIterator[Centre]:
    """The running centre."""
    async with centre(TIMERS) as running:
        yield running
