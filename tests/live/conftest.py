"""What several stories of this room begin with."""

import pytest

from tests.live.shelf import Running


@pytest.fixture
def started(tmp_path):
    """Recorders that are stopped at the end of the test."""
    running = []

    def start(books, batch=10):
        running.append(Running(tmp_path, books, batch))
        return running[-1]

    yield start
    for recorder in running:
        recorder.stop()
