"""Second media: where recordings are handed over to. Never where they lie in the first place."""

import tempfile
from pathlib import Path
from typing import Literal

from django.conf import settings

from zuoxi.calls.models import HandOver, Recording
from zuoxi.calls.services.recordings.s3 import S3Store
from zuoxi.calls.services.recordings.store import LocalStore, Store, StoreAway, places

Trouble = Literal["", "not_set_up", "not_there", "same_disk"]
MARK = "zuoxi-hand-over"
"""The file in a hand-over's folder that says whose folder it is: another disk at the same place lacks it."""


def where(place: str) -> str:
    """A medium's address as people know it; empty: it is not set up."""
    if place == "s3":
        s3 = settings.ZUOXI_HANDOVER_S3
        return f"s3://{s3.bucket}/{s3.prefix}" if s3 else ""
    return str(settings.ZUOXI_HANDOVER_FOLDER or "")


def trouble_with(place: str) -> Trouble:
    """Why nothing can be handed over to it now; empty: nothing is known against it.

    An empty folder that nothing is mounted on lies on the disk of the recordings: what is copied there is
    lost together with them.
    """
    if place == "s3":
        return "" if settings.ZUOXI_HANDOVER_S3 else "not_set_up"
    folder = settings.ZUOXI_HANDOVER_FOLDER
    if folder is None:
        return "not_set_up"
    if not folder.is_dir():
        return "not_there"
    at_home = settings.ZUOXI_RECORDINGS_IN == Recording.Store.LOCAL
    return "same_disk" if at_home and disk_of(folder) == disk_of(_working_folder()) else ""


def medium(place: str) -> Store:
    """The medium, ready to be written; raises `StoreAway` with what is wrong."""
    if trouble := trouble_with(place):
        raise StoreAway(f"{trouble}: {where(place) or place}")
    if place == "s3":
        assert settings.ZUOXI_HANDOVER_S3 is not None
        return S3Store(settings.ZUOXI_HANDOVER_S3)
    assert settings.ZUOXI_HANDOVER_FOLDER is not None
    return LocalStore(settings.ZUOXI_HANDOVER_FOLDER, name="folder")


def begin_on(target: Store, row: HandOver) -> None:
    """Put the mark there, before anything of this hand-over is copied."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, MARK)
        file.write_text(f"{row.id}\n", "utf-8")
        target.put(file, f"{row.folder}/{MARK}")


def medium_of(row: HandOver) -> Store:
    """The medium on which this hand-over was begun; raises `StoreAway`, also when it is another one."""
    target = medium(row.place)
    try:
        mark = b"".join(target.blocks(f"{row.folder}/{MARK}"))
    except FileNotFoundError:
        mark = b""
    if mark.decode("utf-8", "replace").strip() != str(row.id):
        raise StoreAway(f"another medium: {row.folder}/{MARK} is not there")
    return target


def disk_of(folder: Path) -> int:
    """What tells one disk from another."""
    return folder.stat().st_dev


def _working_folder() -> Path:
    store = places(settings.ZUOXI_HOME).store
    return store if store.is_dir() else settings.ZUOXI_HOME
