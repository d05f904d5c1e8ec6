"""Where the chain of the trail stands, kept outside the database: whoever cuts its end off is found out.

One file a day in a folder that only is written to at its end; it may lie on a medium that takes nothing back.
"""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import msgspec

from zuoxi.kernel.record import Record


class Head(Record):
    """A company's chain ended with this seal at that moment."""

    tenant: UUID
    number: int
    hash: str
    at: dt.datetime
    restored: bool = False
    """The database was restored from a copy: what stood after this seal is lost, and known to be."""


def keep(folder: Path, head: Head) -> None:
    """Add a head to the file of its day; it is on disk when this returns."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{head.at.astimezone(dt.UTC):%Y-%m-%d}.jsonl"
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, msgspec.json.encode(head) + b"\n")
        os.fsync(file)
    finally:
        os.close(file)


def kept(folder: Path, tenant: UUID) -> Iterator[Head]:
    """A company's heads, the oldest first; a line that was not written to its end is passed over."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open("rb") as lines:
            for line in lines:
                head = _read(line)
                if head is not None and head.tenant == tenant:
                    yield head


def standing(folder: Path, tenant: UUID) -> dict[int, set[str]]:
    """By number, the hashes that a seal was kept with: the database has to have it, and no other is kept.

    What restoring took back is left out.
    """
    known: dict[int, set[str]] = {}
    for head in kept(folder, tenant):
        if head.restored:
            known = {number: hashes for number, hashes in known.items() if number <= head.number}
        else:
            known.setdefault(head.number, set()).add(head.hash)
    return known


def _read(line: bytes) -> Head | None:
    try:
        return msgspec.json.decode(line, type=Head)
    except msgspec.MsgspecError:
        return None
