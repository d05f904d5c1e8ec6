"""Which files of the floor stay, and how: two generations of snapshots; journals packed for some days.

What recovery or the recorder may still need stays as it is. Older journals are packed and kept for longer
than the interval between two backups of the database: one restored from yesterday is fed the day again from
them.
"""

import gzip
import os
import shutil
from pathlib import Path

import structlog

from zuoxi.live.disk import sync_folder
from zuoxi.live.places import Part, journals, snapshots

log = structlog.get_logger("zuoxi.live.keeping")

SNAPSHOTS_KEPT = 2
"""The newest may turn out to be unreadable."""
LEVEL = 6
"""Of packing: a fifteenth of the size at 60 MB/s."""


def prune(folder: Path, recorded: Part, since: int) -> tuple[list[Part], list[Part]]:
    """Delete journals last written before `since` (ms, wall time) and old snapshots, pack the other journals
    before both `recorded` and the oldest kept snapshot; what was packed and what went.

    What is deleted goes first: packing needs room, and on a full disk it is the deleting that makes some. A
    journal for which there is no room stays plain until the next time.
    """
    kept = snapshots(folder)[-SNAPSHOTS_KEPT:]
    if not kept:
        return [], []
    for part in snapshots(folder):
        if part < kept[0]:
            part.snapshot(folder).unlink(missing_ok=True)
    settled = [part for part in journals(folder) if part < min(recorded, kept[0])]
    gone = [part for part in settled if _written(folder, part) * 1000 < since]
    for part in gone:
        part.journal(folder).unlink(missing_ok=True)
        part.packed(folder).unlink(missing_ok=True)
    return _pack_all(folder, [part for part in settled if part not in gone]), gone


def _written(folder: Path, part: Part) -> float:
    plain = part.journal(folder)
    return (plain if plain.exists() else part.packed(folder)).stat().st_mtime


def _pack_all(folder: Path, parts: list[Part]) -> list[Part]:
    packed: list[Part] = []
    for part in parts:
        if not part.journal(folder).exists():
            continue
        try:
            pack(folder, part)
        except OSError as error:
            log.warning("keeping.not_packed", file=part.journal(folder).name, error=str(error))
            break
        packed.append(part)
    return packed


def pack(folder: Path, part: Part) -> None:
    """Put the packed journal in the place of the plain one; a crash leaves one of them, or both alike, and
    OSError the plain one and no half of another."""
    plain, packed = part.journal(folder), part.packed(folder)
    draft = packed.with_suffix(".gz.new")
    written = plain.stat()
    try:
        with plain.open("rb") as source, draft.open("wb") as file:
            with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=LEVEL, mtime=0) as target:
                shutil.copyfileobj(source, target, 1 << 20)
            file.flush()
            os.fsync(file.fileno())
        os.utime(draft, ns=(written.st_atime_ns, written.st_mtime_ns))
        draft.chmod(0o600)
        draft.replace(packed)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(folder)
    plain.unlink()
