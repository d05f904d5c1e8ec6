"""A gateway on a real socket, with a live process that the test plays."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import pytest

from tests.gateway.played import House, Live, People, until
from zuoxi.gateway.limits import Limits


@pytest.fixture
def eventually() -> Callable[..., Awaitable[None]]:
    return until


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def limits() -> Limits:
    return Limits(floor_flush_s=0.01, hello_s=0.3)


@pytest.fixture
async def live(tmp_path):
    live = Live(tmp_path)
    await live.start()
    yield live
    await live.stop()


@pytest.fixture
async def house(tmp_path, people, limits, live):
    house = House(tmp_path, people, limits)
    await house.start()
    await until(lambda: not house.hub.away)
    yield house
    with contextlib.suppress(asyncio.CancelledError):
        await house.stop()
