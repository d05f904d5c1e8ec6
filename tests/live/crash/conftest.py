import os
import secrets
from ipaddress import IPv4Address
from pathlib import Path

import pytest
import pytest_asyncio

from tests.live.crash.lab import Lab
from zuoxi.switch.asterisk.install import install_asterisk
from zuoxi.switch.asterisk.prompts import make_prompts

CACHE = Path(os.environ.get("ZUOXI_CACHE") or Path.home() / ".cache" / "zuoxi")


@pytest.fixture(scope="session")
def asterisk_program():
    return install_asterisk(CACHE), make_prompts(CACHE)


@pytest_asyncio.fixture
async def lab(asterisk_program, tmp_path):
    """A house, a carrier and two robot agents, for one test, on addresses of their own."""
    first = IPv4Address("127.128.0.0") + 4 * secrets.randbelow(1 << 20)
    addresses = [str(first + number) for number in (1, 2, 3)]
    program, prompts = asterisk_program
    async with Lab(tmp_path, program, prompts, addresses).open() as lab:
        yield lab
