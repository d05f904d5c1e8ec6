"""Remembers what a folder was made from, so that nothing is made or downloaded twice."""

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = ".zuoxi-stamp"


def digest(files: Iterable[Path], *words: str) -> str:
    """A fingerprint of the content of files (in the order of their names) and of some words."""
    found = hashlib.sha256("\0".join(words).encode())
    for file in sorted(files):
        found.update(f"\0{file.name}\0".encode())
        found.update(file.read_bytes())
    return found.hexdigest()


def read(folder: Path, name: str = NAME) -> str:
    """The fingerprint that was written when `folder` was made; empty when there is none."""
    try:
        return (folder / name).read_text().strip()
    except OSError:
        return ""


def write(folder: Path, stamp: str, name: str = NAME) -> None:
    """Note that `folder` now is what `stamp` says."""
    (folder / name).write_text(stamp + "\n")


@contextmanager
def one_at_a_time(checkout: Path) -> Iterator[None]:
    """Two set-ups of one checkout wait for each other."""
    handle = os.open(checkout, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
