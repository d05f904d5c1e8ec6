"""The archive's lock: facts leave the database, or records are made again from all facts, never both."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zuoxi.calls.errors import ArchiveBusy
from zuoxi.calls.services.archive.volume import FOLDER


@contextmanager
def alone(store: Path) -> Iterator[Path]:
    """Have the archive of this store for oneself; gives its folder. Raises `ArchiveBusy`."""
    folder = store / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ArchiveBusy from None
        yield folder
    finally:
        os.close(handle)
