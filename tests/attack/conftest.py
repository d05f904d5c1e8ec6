"""A web process on a home of its own, for all stories of a file."""

import pytest

from tests.attack.web import Web, made_home


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    made_home(home := tmp_path_factory.mktemp("attacked") / "home")
    found = Web(home)
    found.wait()
    yield found
    found.end()
