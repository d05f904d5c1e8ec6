"""The log of one part: a file that the part itself appends to, kept from growing without end."""

import os
import shutil
from pathlib import Path

KEEP_BYTES = 20_000_000


def open_log(path: Path) -> int:
    """A descriptor to append with; whoever holds it goes on writing when its parent is gone."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    trim(path)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)


def trim(path: Path, limit: int = KEEP_BYTES) -> None:
    """Move what is written to `<name>.1` when it is more than `limit` bytes.

    Copy and cut, not rename: the writer keeps its descriptor, and appending starts at the new end.
    """
    if path.exists() and path.stat().st_size > limit:
        shutil.copyfile(path, path.with_suffix(path.suffix + ".1"))
        os.truncate(path, 0)
