"""Making a backup while the house works: one file, whole or not there, each part with its checksum."""

import datetime as dt
import fcntl
import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from zuoxi import __version__
from zuoxi.assembly.backup import books
from zuoxi.assembly.backup.parts import PARTS, Part, files_of
from zuoxi.assembly.backup.sealed import Sealing

FORMAT = 1
MANIFEST = "manifest.json"
RECORDS = ".zuoxi-records-"


class Taking(Protocol):
    """What takes bytes."""

    def write(self, data: bytes, /) -> int: ...


@dataclass
class Written:
    """What went in: name -> `[bytes, SHA-256]`."""

    files: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def bytes(self) -> int:
        return sum(size for size, _ in self.files.values())


def backup(
    target: Path,
    home: Path,
    database: dict[str, Any],
    now: dt.datetime,
    left_out: Collection[str] = (),
    passphrase: str = "",
) -> Written:
    """Write a backup to `target`, which appears once it is whole. Files are only read."""
    written = Written()
    wanted = [part for part in PARTS if part.name not in left_out]
    with (
        _whole_or_not(target) as file,
        _sealed(file, passphrase) as stream,
        tarfile.open(fileobj=cast(BinaryIO, stream), mode="w|", format=tarfile.PAX_FORMAT) as archive,
        _room_for_records(home) as folder,
    ):
        for part in wanted:
            if part.before:
                _add_part(archive, part, home, written)
        books.take(database, folder)
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                _add(archive, path, path.relative_to(folder).as_posix(), written)
        for part in wanted:
            if part.after:
                _add_part(archive, part, home, written)
        _add_manifest(archive, database, now, left_out, written)
    return written


def _add_part(archive: tarfile.TarFile, part: Part, home: Path, written: Written) -> None:
    for path in files_of(part, home):
        if path.as_posix() not in written.files:
            _add(archive, home / path, path.as_posix(), written)


def _add(archive: tarfile.TarFile, path: Path, name: str, written: Written) -> None:
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return  # stored, moved or tidied away since it was listed
    with source:
        told = tarfile.TarInfo(name)
        told.size = os.fstat(source.fileno()).st_size  # what grows on goes in as far as it was
        told.mode = 0o600
        read = _Summed(source, told.size)
        archive.addfile(told, cast(BinaryIO, read))
    written.files[name] = (told.size, read.digest.hexdigest())


class _Summed:
    """The first bytes of a file, summed up as they are read."""

    def __init__(self, source: BinaryIO, size: int) -> None:
        self._source, self._left = source, size
        self.digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        data = self._source.read(min(size, self._left))
        self._left -= len(data)
        self.digest.update(data)
        return data


def _add_manifest(
    archive: tarfile.TarFile,
    database: dict[str, Any],
    now: dt.datetime,
    left_out: Collection[str],
    written: Written,
) -> None:
    told = {
        "format": FORMAT,
        "release": __version__,
        "made_at": now.isoformat(),
        "database": books.engine_of(database),
        "left_out": sorted(left_out),
        "files": written.files,
    }
    data = json.dumps(told, indent=1).encode()
    info = tarfile.TarInfo(MANIFEST)
    info.size, info.mode = len(data), 0o600
    archive.addfile(info, io.BytesIO(data))


@contextmanager
def _whole_or_not(target: Path) -> Iterator[BinaryIO]:
    draft = target.with_name(f"{target.name}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _room_for_records(home: Path) -> Iterator[Path]:
    """A folder for the records until they are in the backup. They are in the clear there, so it is in the
    house's own home and never beside a sealed backup; what one that was killed has left is removed."""
    for left in home.glob(f"{RECORDS}*"):
        with _held(left) as free:
            if free:
                shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=home, prefix=RECORDS) as folder, _held(Path(folder)):
        yield Path(folder)


@contextmanager
def _held(folder: Path) -> Iterator[bool]:
    """Nobody else holds it meanwhile; False: somebody does, whose backup is being written."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield _locks(descriptor)
    finally:
        os.close(descriptor)


def _locks(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _sealed(file: BinaryIO, passphrase: str) -> Iterator[Taking]:
    if not passphrase:
        yield file
        return
    sealing = Sealing(file, passphrase)
    yield sealing
    sealing.close()
