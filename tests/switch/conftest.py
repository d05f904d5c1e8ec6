"""The two labs of the contract suite."""

import os
import secrets
import tempfile
from collections.abc import AsyncIterator
from ipaddress import IPv4Address
from pathlib import Path

import pytest
import pytest_asyncio

from tests.switch.asterisk_lab import AsteriskLab, Pair
from tests.switch.fake_lab import FakeLab
from zuoxi.switch.asterisk.install import install_asterisk
from zuoxi.switch.asterisk.prompts import make_prompts

CACHE = Path(os.environ.get("ZUOXI_CACHE") or Path.home() / ".cache" / "zuoxi")


def random_addresses() -> list[str]:
    """Three loopback addresses that nobody else uses."""
    first = IPv4Address("127.64.0.0") + 4 * secrets.randbelow(1 << 20)
    return [str(first + n) for n in (1, 2, 3)]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def pair() -> AsyncIterator[Pair]:
    """House and carrier, once for the whole run."""
    program = install_asterisk(CACHE)
    with tempfile.TemporaryDirectory(prefix="zuoxi-switch-") as folder:
        pair = Pair(program, Path(folder), make_prompts(CACHE), random_addresses())
        try:
            await pair.start()
            yield pair
        finally:
            await pair.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def asterisk(pair: Pair) -> AsyncIterator[AsteriskLab]:
    """The real lab, swept clean."""
    async with AsteriskLab(pair) as lab:
        yield lab


@pytest.fixture(params=["fake", pytest.param("asterisk", marks=pytest.mark.switch)])
def lab(request):
    """Either lab: what a test says of the port must hold for both."""
    return FakeLab() if request.param == "fake" else request.getfixturevalue("asterisk")
