"""Stories of announcing bring their own events: somebody listens to all of them."""

import pytest


@pytest.fixture(autouse=True)
def heard(settings):
    settings.ZUOXI_HANDLERS = "tests.areas.outbox.listeners.ALL_EVENTS"
