"""What of the home folder goes into a backup, and what of it can be left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Part:
    """A folder (or a file) of the home."""

    name: str
    """By which it is left out."""
    folder: str
    before: bool
    """Copied before the records: what a record names must be in the backup also when it is made small or
    moved a moment later."""
    after: bool
    """Copied after them: what has come since, and what may only be ahead of them."""


PARTS = (
    Part(name="secrets", folder="secrets", before=True, after=False),
    Part(name="settings", folder="published.json", before=True, after=False),
    # before the records: a trail whose end the database does not know would count as cut off
    Part(name="audit", folder="audit", before=True, after=False),
    # before the store, which they move into meanwhile: what has gone from here is there when that is copied
    Part(name="recordings", folder="recordings/spool", before=False, after=True),
    Part(name="recordings", folder="recordings/store", before=True, after=True),
    Part(name="journals", folder="live", before=False, after=True),
)
NAMES = tuple(dict.fromkeys(part.name for part in PARTS))
DRAFTS = (".part", ".draft", ".tmp")


def files_of(part: Part, home: Path) -> Iterator[Path]:
    """Its files, relative to the home; what is only being written is left out."""
    for path in files_in(home / part.folder):
        if path.suffix not in DRAFTS:
            yield path.relative_to(home)


def files_in(place: Path) -> list[Path]:
    """A file itself, or all files of a folder; none where there is neither."""
    found = [place] if place.is_file() else sorted(place.rglob("*"))
    return [path for path in found if path.is_file() and not path.is_symlink()]
