"""On a busy machine the floor goes before the books (`live/giving_way.py`)."""

import os
import subprocess
import sys

import pytest

from zuoxi.live.giving_way import AUTOGROUP, FIRST, LAST

SAYS = """
import os, sys
from zuoxi.live import giving_way
getattr(giving_way, sys.argv[1])()
shown = giving_way.AUTOGROUP.read_text() if giving_way.AUTOGROUP.exists() else ""
print(os.getpriority(os.PRIO_PROCESS, 0), shown.rpartition(" ")[2] or "none")
"""


def _says(which: str, *, leads: bool = True) -> tuple[int, str]:
    """The niceness of a process of its own, and of its session, after it has said who it lets go first."""
    done = subprocess.run(
        [sys.executable, "-c", SAYS, which],
        start_new_session=leads,
        capture_output=True,
        text=True,
        check=True,
    )
    own, session = done.stdout.split()
    return int(own), session


def test_the_books_are_written_when_nobody_else_needs_the_processor() -> None:
    own, session = _says("go_last")
    assert own == LAST
    assert session == (str(LAST) if AUTOGROUP.exists() else "none")


@pytest.mark.parametrize("which", ["go_first", "go_last"])
def test_the_session_of_a_terminal_is_left_alone(which: str) -> None:
    shown = AUTOGROUP.read_text() if AUTOGROUP.exists() else ""  # it is empty in a group made by hand
    assert _says(which, leads=False)[1] == (shown.rpartition(" ")[2].strip() or "none")


def test_the_floor_goes_first_where_it_may_and_goes_on_where_it_may_not() -> None:
    own, _ = _says("go_first")
    assert own in (FIRST, os.getpriority(os.PRIO_PROCESS, 0))
