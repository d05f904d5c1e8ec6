"""A company to watch."""

import pytest

from tests.areas.calls.houses import make_house


@pytest.fixture
def house(db):
    return make_house()
