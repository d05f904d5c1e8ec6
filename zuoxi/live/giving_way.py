"""Who lets whom go first: the floor before the books, and its loop before the threads beside it.

On a machine with more to do than it can, the floor waits for a processor at each of a caller's steps, and
needs it for a millisecond; the books may be written a little later.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

GIVE_WAY_S: Final = 0.001
"""Python's usual 5 ms is what a caller would wait each time the loop wakes while such a thread computes."""
FIRST: Final = -5
LAST: Final = 5
"""Niceness: three times, and a third, of what others get. More would take the switch's sound its time while
the floor packs a journal, or keep the books from being written for minutes (seen with ten)."""
AUTOGROUP: Final = Path("/proc/self/autogroup")
"""Linux shares the processors by sessions first; each part of the house is one, and its niceness counts."""


def threads_give_way() -> None:
    """Threads beside the loop (reading lists, writing snapshots) let it go on after a millisecond."""
    sys.setswitchinterval(GIVE_WAY_S)


def go_first() -> None:
    """This process before others, where the system lets it (root, or a unit with `LimitNICE=`)."""
    _be(FIRST)


def go_last() -> None:
    """This process when nobody else needs the processor; it comes forward all the same, a third as often."""
    _be(LAST)


def _be(niceness: int) -> None:
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, niceness)
    if os.getsid(0) == os.getpid():  # else it is the session of somebody's terminal
        with suppress(OSError):  # a system without, or one that does not let us
            AUTOGROUP.write_text(str(niceness))
