"""One supervisor per home folder: a lock that the kernel gives back when its holder dies."""

import fcntl
import json
import os
import threading
import time
from pathlib import Path
from typing import Any

from zuoxi.assembly.terminal import Trouble


class Lock:
    """A held lock file; what its holder tells about itself can be read by everybody."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path, self._handle = path, handle

    def tell(self, **facts: Any) -> None:
        """Write what others may want to know of the holder."""
        os.truncate(self._handle, 0)
        os.pwrite(self._handle, json.dumps({"pid": os.getpid(), **facts}).encode(), 0)

    def release(self) -> None:
        os.close(self._handle)


def take(path: Path, *, wait_s: float = 0.0) -> Lock | None:
    """The lock, or None while somebody else holds it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return Lock(path, handle)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                os.close(handle)
                return None
            threading.Event().wait(0.05)


def held(path: Path) -> bool:
    """Whether somebody holds the lock. Any number may ask at once: none of them looks like a holder."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def told(path: Path) -> dict[str, Any]:
    """What the holder told; empty when it told nothing."""
    try:
        found = json.loads(path.read_text() or "{}")
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def supervisor_lock(home: Path) -> Path:
    """The lock that the supervisor of a home holds while it lives."""
    return home / "run" / "serve.lock"


def supervise(home: Path) -> Lock:
    """Become the one supervisor of `home`; Trouble when there is one."""
    lock = take(supervisor_lock(home), wait_s=1.0)
    if lock is not None:
        return lock
    holder = told(supervisor_lock(home))
    where = holder.get("url", "")
    raise Trouble(
        f"这里的呼叫中心已经在运行（{where} 进程 {holder.get('pid', '?')}）。请打开网页，或先停掉它。",
        f"The centre of this home folder already runs (pid {holder.get('pid', '?')} {where}). "
        "Open its page, or stop it first.",
    )
