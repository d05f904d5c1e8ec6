"""A company to tell stories about."""

import pytest

from tests.areas.calls.houses import make_house
from tests.services.s3 import s3_server


@pytest.fixture
def house(db):
    return make_house()


@pytest.fixture
def teller(house):
    return house.teller


@pytest.fixture(scope="session")
def s3(tmp_path_factory):
    """A real S3 server (SeaweedFS)."""
    with s3_server(tmp_path_factory.mktemp("s3")) as server:
        yield server
