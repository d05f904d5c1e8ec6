"""Both ends of the house's lines in one process."""

import asyncio
from collections.abc import Callable

import pytest

DEADLINE_S = 5.0


async def until(condition: Callable[[], object], deadline_s: float = DEADLINE_S) -> None:
    """Wait until `condition` holds; fail loudly when it does not in time."""
    async with asyncio.timeout(deadline_s):
        while not condition():
            await asyncio.sleep(0.005)


@pytest.fixture
def eventually() -> Callable[..., object]:
    return until
