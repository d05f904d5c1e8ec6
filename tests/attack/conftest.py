"""A web process on a home of its own, for all stories of a file."""

import os
import subprocess
import sys
import time

import pytest

from tests.attack.web import Web


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    home = tmp_path_factory.mktemp("attacked") / "home"
    environment = {**os.environ, "ZUOXI_HOME": str(home), "ZUOXI_DATABASE_URL": ""}
    subprocess.run(
        [sys.executable, "-m", "zuoxi", "migrate"], env=environment, check=True, capture_output=True
    )
    found = Web(home)
    deadline = time.monotonic() + 60
    while not found.listens() and time.monotonic() < deadline:
        assert found.process.poll() is None, (home / "web.log").read_text()
    yield found
    found.process.kill()
    found.process.wait()
