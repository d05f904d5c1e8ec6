"""The store: kept files by day, each written whole or not at all."""

import datetime as dt
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

READ_BYTES = 1 << 20


@dataclass(frozen=True)
class Places:
    """Where the switch leaves recordings and where they are kept."""

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


def sha256_of(path: Path) -> str:
    """Checksum of a file, in bounded memory."""
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while data := source.read(READ_BYTES):
            digest.update(data)
    return digest.hexdigest()


def settle(path: Path) -> None:
    """Make sure that a file's content is on the disk before anything relies on it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def move_in(written: Path, target: Path) -> None:
    """Put a finished file into its place: at no moment is there half of it."""
    settle(written)
    written.replace(target)
    settle(target.parent)
