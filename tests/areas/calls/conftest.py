"""A company to tell stories about."""

import pytest

from tests.areas.calls.houses import make_house


@pytest.fixture
def house(db):
    return make_house()


@pytest.fixture
def teller(house):
    return house.teller
