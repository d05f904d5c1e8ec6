"""Files of one floor: `<epoch>-<part>.journal`, packed `.journal.gz`, the `.snapshot` before that part."""

import re
from pathlib import Path
from typing import NamedTuple

_NAME = re.compile(r"^(\d{10})-(\d{6})\.(journal|snapshot)(\.gz)?$")


class Part(NamedTuple):
    """One journal file. Parts are ordered as they were written."""

    epoch: int
    number: int

    def journal(self, folder: Path) -> Path:
        return folder / f"{self.epoch:010d}-{self.number:06d}.journal"

    def packed(self, folder: Path) -> Path:
        return folder / f"{self.epoch:010d}-{self.number:06d}.journal.gz"

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
    """All journals, packed or not, oldest first."""
    return _parts(folder, "*.journal*")


def snapshots(folder: Path) -> list[Part]:
    """All snapshots, oldest first."""
    return _parts(folder, "*.snapshot")


def _parts(folder: Path, pattern: str) -> list[Part]:
    names = (_NAME.match(path.name) for path in folder.glob(pattern))
    return sorted({Part(int(name[1]), int(name[2])) for name in names if name})
