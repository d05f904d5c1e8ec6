"""Of several processes that could do a floor's work, one does it."""

import fcntl
import os
import threading
from pathlib import Path

TRY_AGAIN_S = 0.2


def only_one(file: Path, stop: threading.Event) -> int:
    """Wait until nobody else holds `file`, or `stop` is set. Who closes what is returned gives it up."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    while not stop.is_set():
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            stop.wait(TRY_AGAIN_S)
        else:
            break
    return handle
