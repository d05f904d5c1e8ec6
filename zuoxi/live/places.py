"""Files of one floor: `<epoch>-<part>.journal` and the `.snapshot` of the state before that part."""

import re
from pathlib import Path
from typing import NamedTuple

_NAME = re.compile(r"^(\d{10})-(\d{6})\.(journal|snapshot)$")


class Part(NamedTuple):
    """One journal file. Parts are ordered as they were written."""

    epoch: int
    number: int

    def journal(self, folder: Path) -> Path:
        return folder / f"{self.epoch:010d}-{self.number:06d}.journal"

    def snapshot(self, folder: Path) -> Path:
        return folder / f"{self.epoch:010d}-{self.number:06d}.snapshot"


class Position(NamedTuple):
    """A place between two lines of the journal."""

    epoch: int
    number: int
    offset: int

    @property
    def part(self) -> Part:
        return Part(self.epoch, self.number)


def journals(folder: Path) -> list[Part]:
    """All journal files, oldest first."""
    return _parts(folder, "journal")


def snapshots(folder: Path) -> list[Part]:
    """All snapshots, oldest first."""
    return _parts(folder, "snapshot")


def _parts(folder: Path, kind: str) -> list[Part]:
    names = (_NAME.match(path.name) for path in folder.glob(f"*.{kind}"))
    return sorted(Part(int(name[1]), int(name[2])) for name in names if name)
