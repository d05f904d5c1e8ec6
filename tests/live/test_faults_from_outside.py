"""What callers and agents feel of kills and of a stall, in short: `zuoxi bench faults` has the long form."""

import json
import subprocess
import sys

import pytest

from zuoxi.assembly.places import CHECKOUT

pytestmark = [pytest.mark.switch, pytest.mark.deep]

NEVER = (
    "cut",
    "turned_away_silently",
    "without_record",
    "facts_doubled",
    "facts_missing",
    "stuck_agents",
    "channels_left",
)
"""Not so much as one, on any machine; what is counted by the clock is a matter of the measuring."""


def test_nobody_is_cut_forgotten_or_left_behind_by_three_kills_and_a_stall(tmp_path):
    command = [sys.executable, "-m", "zuoxi", "bench", "faults", "--faults", "kill*3,stall", "--json"]
    done = subprocess.run(
        [*command, "--folder", str(tmp_path / "run")],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr[-4_000:]
    counts = json.loads(done.stdout)
    assert (counts["faults"], counts["callers"] > 0) == (4, True)
    assert {key: counts[key] for key in NEVER if counts[key]} == {}, done.stderr[-4_000:]
