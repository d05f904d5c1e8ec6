"""Stores: where kept files lie, each whole or not at all. A folder of this machine is one, S3 another (`s3`).

One contract suite (tests/areas/calls/stores/) holds for all of them.
"""

import datetime as dt
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

READ_BYTES = 1 << 20


class StoreAway(Exception):
    """The store does not answer: nobody knows what of it is there. Never the same as a missing file."""


@dataclass(frozen=True)
class Kept:
    """A file in a store: its size in bytes, and what tells it as it is now from any other."""

    size: int
    mark: str


class Store(Protocol):
    """What keeps files under keys (`2026/11/26/….wav`). All of it may raise `StoreAway`."""

    @property
    def name(self) -> str:
        """As `Recording.store` names it."""

    def put(self, source: Path, key: str) -> None:
        """Keep a copy of a file, in place of what had this key; seen whole or not at all."""

    def look(self, key: str) -> Kept:
        """What lies there; raises FileNotFoundError."""

    def part(self, key: str, first: int, last: int) -> bytes:
        """The bytes from `first` to `last`, both included, as many as there are; raises FileNotFoundError."""

    def blocks(self, key: str) -> Iterator[bytes]:
        """All of it, piece by piece; raises FileNotFoundError."""

    def at_hand(self, key: str) -> AbstractContextManager[Path]:
        """A file of this machine with what lies there, for a while; raises FileNotFoundError."""

    def remove(self, key: str) -> None:
        """Take it away; what is not there is no error."""


@dataclass(frozen=True)
class LocalStore:
    """A folder of this machine, or one that is mounted there."""

    folder: Path
    name: str = "local"

    def put(self, source: Path, key: str) -> None:
        target = self.folder / key
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f"{target.name}.{os.getpid()}.part")
        try:
            shutil.copyfile(source, draft)
            move_in(draft, target)
            _forget(target)
        finally:
            draft.unlink(missing_ok=True)

    def look(self, key: str) -> Kept:
        seen = (self.folder / key).stat()
        return Kept(seen.st_size, f"{seen.st_size}/{seen.st_mtime_ns}/{seen.st_ino}")

    def part(self, key: str, first: int, last: int) -> bytes:
        with (self.folder / key).open("rb") as source:
            source.seek(first)
            return source.read(last - first + 1)

    def blocks(self, key: str) -> Iterator[bytes]:
        with (self.folder / key).open("rb") as source:
            while data := source.read(READ_BYTES):
                yield data

    @contextmanager
    def at_hand(self, key: str) -> Iterator[Path]:
        path = self.folder / key
        path.stat()
        yield path

    def remove(self, key: str) -> None:
        (self.folder / key).unlink(missing_ok=True)


@dataclass(frozen=True)
class Places:
    """Where the switch leaves recordings and where they are kept on this machine."""

    spool: Path
    store: Path


def places(home: Path) -> Places:
    """The places of an installation (docs/architecture.md, Places)."""
    return Places(spool=home / "recordings" / "spool", store=home / "recordings" / "store")


def key_of(recording: str, started_at: dt.datetime) -> str:
    """A recording's path within the store."""
    return f"{started_at:%Y/%m/%d}/{recording}.wav"


def waveform_of(sound: Path) -> Path:
    """The file with a kept recording's waveform."""
    return sound.with_suffix(".peaks.json")


def waveform_key(key: str) -> str:
    """The key of the waveform beside a recording's."""
    return waveform_of(Path(key)).as_posix()


def keys_of(key: str) -> tuple[str, ...]:
    """All that may lie in a store of a recording: what it was before it was made small as well."""
    return key, waveform_key(key), Path(key).with_suffix(".wav").as_posix()


def sha256_of(path: Path) -> str:
    """Checksum of a file, in bounded memory."""
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while data := source.read(READ_BYTES):
            digest.update(data)
    return digest.hexdigest()


def sum_in(store: Store, key: str) -> str:
    """Checksum (SHA-256) of what a store keeps; raises FileNotFoundError, `StoreAway`."""
    digest = hashlib.sha256()
    for data in store.blocks(key):
        digest.update(data)
    return digest.hexdigest()


def settle(path: Path) -> None:
    """Make sure that a file's content is on the disk before anything relies on it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _forget(path: Path) -> None:
    """Let who reads a file back read the disk, not what memory still holds of it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)


def move_in(written: Path, target: Path) -> None:
    """Put a finished file into its place: at no moment is there half of it."""
    settle(written)
    written.replace(target)
    settle(target.parent)
