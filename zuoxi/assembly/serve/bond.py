"""A process that ends with its parent, however the parent ends (also by `kill -9`)."""

import ctypes
import os
import select
import signal
import threading
from typing import Final

PR_SET_PDEATHSIG = 1
END_S: Final = 12.0
"""Longer than any part takes for a clean stop (`Part.stop_s`)."""


def end_with_parent(parent: int, *, end_s: float = END_S) -> None:
    """Ask the kernel for SIGTERM when the parent is gone; end at once if it already is.

    `parent` is the process id that the parent gave, so that a parent lost in between is noticed. A process
    that has not ended `end_s` seconds after its parent is killed with what it started: nobody else is left
    to do so.
    """
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    try:
        handle = os.pidfd_open(parent)
    except ProcessLookupError:
        handle = -1
    if handle < 0 or os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)
        return
    watch = threading.Thread(target=_kill_after, args=(handle, end_s), name="bond", daemon=True)
    watch.start()


def _kill_after(parent: int, end_s: float) -> None:
    """Wait for the end of the parent, and then for our own."""
    poll = select.poll()
    poll.register(parent, select.POLLIN)
    poll.poll()
    threading.Event().wait(end_s)
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
