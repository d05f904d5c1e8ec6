"""Threads beside the loop (reading lists, writing snapshots) give way to it quickly."""

import sys

GIVE_WAY_S = 0.001
"""Python's usual 5 ms is what a caller would wait each time the loop wakes while such a thread computes."""


def threads_give_way() -> None:
    """From now on a thread that computes lets another one go on after a millisecond."""
    sys.setswitchinterval(GIVE_WAY_S)
