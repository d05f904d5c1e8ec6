"""A part's stand-in: it has loaded everything, and waits to be called in the place of the first."""

import gc
import os
import sys
from typing import Final

from zuoxi.assembly.terminal import line, pick

CALLED: Final = b"go on\n"


def ready(pid: int) -> str:
    """What stands in the part's log when its stand-in can be called."""
    return pick(f"候补进程 {pid} 已就绪", f"the stand-in {pid} is ready")


def is_called() -> bool:
    """Wait for the call; False: whoever would have called is gone."""
    gc.collect()
    gc.freeze()  # what has been loaded stays: nobody looks through it again while calls go on
    line(ready(os.getpid()))
    return sys.stdin.buffer.readline() == CALLED
