"""A house out of a backup: into an empty one only, and only when every byte is what was written."""

import hashlib
import json
import shutil
import tarfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from zuoxi.assembly.backup import books
from zuoxi.assembly.backup.parts import PARTS, files_in
from zuoxi.assembly.backup.sealed import NotOpened, Opened, is_sealed
from zuoxi.assembly.backup.write import FORMAT, MANIFEST
from zuoxi.assembly.terminal import Trouble

DRAFT = ".restoring"
READ_BYTES = 1 << 20
NO_BACKUP = (
    "这不是备份文件，或者它不完整。请换一个备份。",
    "This is no backup, or not a whole one. Take another one.",
)


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    release: str
    made_at: str
    database: str
    left_out: tuple[str, ...]
    files: dict[str, tuple[int, str]]


def check(source: Path, passphrase: str = "") -> Manifest:
    """Read a backup to its end and compare each file in it; raises `Trouble`."""
    return _unpack(source, passphrase, None)


def unpack(source: Path, home: Path, passphrase: str = "") -> Manifest:
    """Lay a backup's files out beside the house, compared; raises `Trouble`, and then there is nothing."""
    folder = home / DRAFT
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    try:
        return _unpack(source, passphrase, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def lay_keys(home: Path) -> None:
    """The house's keys first: who opens its settings makes new ones where there are none."""
    _move(home, "secrets")


def put_in_place(home: Path, database: dict[str, Any]) -> None:
    """Recordings and journals, then the records: before them there is no house, and all can be begun anew."""
    folder = home / DRAFT
    had, known = books.migrations_in(folder), books.migrations_known()
    if unknown := had - known:
        raise Trouble(
            f"备份来自更新的版本（{min(unknown)}）。请先装上那个版本，再恢复。",
            f"The backup is of a newer release ({min(unknown)}). Install that one, then restore.",
        )
    lacking = known - had
    if lacking and books.engine_of(database) == "postgresql":
        raise Trouble(
            f"备份来自较早的版本（没有 {min(lacking)}）。请用那个版本恢复，再升级。",
            f"The backup is of an earlier release (without {min(lacking)}). "
            "Restore it with that one, then upgrade.",
        )
    for part in PARTS:
        _move(home, part.folder)
    books.put(database, folder)
    shutil.rmtree(folder)


def must_be_empty(home: Path, database: dict[str, Any]) -> None:
    """Raise `Trouble` when a house is here: nothing is ever restored over one."""
    kept = []
    if not books.is_empty(database):
        kept.append("records")
    if not (home / DRAFT).exists():  # what an unfinished restoring has laid here is no house yet
        kept += [part.folder for part in PARTS if part.name != "secrets" and files_in(home / part.folder)]
    if kept:
        told = ", ".join(kept)
        raise Trouble(
            f"{home} 里已经有数据（{told}），不会覆盖。请用空的 ZUOXI_HOME 和空的数据库恢复。",
            f"There is a house in {home} already ({told}); it is not written over. "
            "Restore into an empty ZUOXI_HOME and an empty database.",
        )


def _unpack(source: Path, passphrase: str, folder: Path | None) -> Manifest:
    found: dict[str, tuple[int, str]] = {}
    manifest: dict[str, Any] | None = None
    try:
        with source.open("rb") as file:
            stream = _opened(file, passphrase)
            with tarfile.open(fileobj=cast(BinaryIO, stream), mode="r|") as archive:
                for member in archive:
                    content = archive.extractfile(member)
                    if not member.isreg() or content is None or manifest is not None:
                        raise Trouble(*NO_BACKUP)
                    if member.name == MANIFEST:
                        manifest = json.loads(content.read())
                        continue
                    target = folder / _inside(member.name) if folder else None
                    found[member.name] = _copied(cast(BinaryIO, content), target)
    except NotOpened:
        raise Trouble(
            "口令不对，或者备份已损坏。请核对口令。",
            "The passphrase is another one, or the backup is damaged. Compare the passphrase.",
        ) from None
    except (tarfile.TarError, ValueError, KeyError, EOFError):
        raise Trouble(*NO_BACKUP) from None
    if manifest is None or manifest.get("format") != FORMAT:
        raise Trouble(*NO_BACKUP)
    told = {name: (size, digest) for name, (size, digest) in manifest["files"].items()}
    if wrong := sorted(name for name in told.keys() | found.keys() if told.get(name) != found.get(name)):
        raise Trouble(
            f"备份已损坏：{wrong[0]} 与校验值不符（共 {len(wrong)} 个文件）。请换一个备份。",
            f"The backup is damaged: {wrong[0]} does not match its checksum ({len(wrong)} files in all). "
            "Take another one.",
        )
    return Manifest(
        release=manifest["release"],
        made_at=manifest["made_at"],
        database=manifest["database"],
        left_out=tuple(manifest["left_out"]),
        files=told,
    )


def _opened(file: BinaryIO, passphrase: str) -> Any:
    if not is_sealed(file):
        return file
    if not passphrase:
        raise Trouble(
            "这个备份是加密的，请用 --passphrase-file 给出口令文件。",
            "This backup is sealed; name the file with its passphrase by --passphrase-file.",
        )
    return Opened(file, passphrase)


def _inside(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise Trouble(*NO_BACKUP)
    return path


def _copied(content: BinaryIO, target: Path | None) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    if target is None:
        while data := content.read(READ_BYTES):
            digest.update(data)
            size += len(data)
        return size, digest.hexdigest()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with target.open("wb") as file:
        while data := content.read(READ_BYTES):
            file.write(data)
            digest.update(data)
            size += len(data)
    return size, digest.hexdigest()


def _move(home: Path, folder: str) -> None:
    """Files of one folder to where they belong; what has been moved before stays moved."""
    for path in files_in(home / DRAFT / folder):
        target = home / path.relative_to(home / DRAFT)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.replace(target)
