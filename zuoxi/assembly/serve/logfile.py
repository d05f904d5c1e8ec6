"""The log of one part: a file that the part itself appends to, kept from growing without end."""

import contextlib
import os
import shutil
from pathlib import Path

KEEP_BYTES = 20_000_000


def open_log(path: Path) -> int:
    """A descriptor to append with; whoever holds it goes on writing when its parent is gone.

    Where no file can be made (the disk is full, the folder is not ours) the words are lost and the part runs.
    """
    trim(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
    except OSError:
        return os.open(os.devnull, os.O_WRONLY)


def trim(path: Path, limit: int = KEEP_BYTES) -> None:
    """Move what is written to `<name>.1` when it is more than `limit` bytes. Never raises.

    Copy and cut, not rename: the writer keeps its descriptor, and appending starts at the new end.
    """
    try:
        if path.stat().st_size <= limit:
            return
        with contextlib.suppress(OSError):  # no room for a copy: then there is all the more need to cut
            shutil.copyfile(path, path.with_suffix(path.suffix + ".1"))
        os.truncate(path, 0)
    except OSError:
        return
