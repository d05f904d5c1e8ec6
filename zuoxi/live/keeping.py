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
    """Pack journals before both `recorded` and the oldest kept snapshot, delete those last written before
    `since` (ms, wall time) and older snapshots; what was packed and what went."""
    kept = snapshots(folder)[-SNAPSHOTS_KEPT:]
    if not kept:
        return [], []
    for part in snapshots(folder):
        if part < kept[0]:
            part.snapshot(folder).unlink(missing_ok=True)
    packed: list[Part] = []
    gone: list[Part] = []
    for part in journals(folder):
        if part >= min(recorded, kept[0]):
            break
        if part.journal(folder).exists():
            pack(folder, part)
            packed.append(part)
        if part.packed(folder).stat().st_mtime * 1000 < since:
            part.packed(folder).unlink()
            gone.append(part)
    return packed, gone


def pack(folder: Path, part: Part) -> None:
    """Put the packed journal in the place of the plain one; a crash leaves one of them, or both alike."""
    plain, packed = part.journal(folder), part.packed(folder)
    draft = packed.with_suffix(".gz.new")
    written = plain.stat()
    with plain.open("rb") as source, draft.open("wb") as file:
        with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=LEVEL, mtime=0) as target:
            shutil.copyfileobj(source, target, 1 << 20)
        file.flush()
        os.fsync(file.fileno())
    os.utime(draft, ns=(written.st_atime_ns, written.st_mtime_ns))
    draft.chmod(0o600)
    draft.replace(packed)
    sync_folder(folder)
    plain.unlink()
