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
TOLD_BYTES = 8_000
"""How much of each log a story that failed shows, so that a machine that is gone can still be understood."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    lab = item.funcargs.get("lab")
    if report.failed and isinstance(lab, Lab):
        report.sections += [(name, text[-TOLD_BYTES:]) for name, text in lab.told()]
    return report


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
