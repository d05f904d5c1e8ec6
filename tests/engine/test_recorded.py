"""The floor does what it did when it was last recorded: the same facts and commands, byte for byte.

A change that should only make it faster, or clearer, passes; one that changes what it does is seen here, and
records anew on purpose (`python -m tests.engine.recorded`).
"""

import json

import pytest

from tests.engine.recorded import FILE, RUNS, played


@pytest.mark.parametrize("name", RUNS)
def test_a_recorded_run_gives_the_same_facts_and_commands(name: str):
    recorded = json.loads(FILE.read_text())[name]
    now = played(name)
    assert now[0] == recorded[0]
    assert now == recorded
