"""Whether this installation carries the sample company: a mark in its home folder, set when it was made."""

from pathlib import Path

MARK = "sample-company"


def has_sample(home: Path) -> bool:
    """The sample company was made here, so the carrier with its customers runs beside the centre."""
    return (home / MARK).exists()


def mark_sample(home: Path) -> None:
    """Note that the sample company was made here."""
    (home / MARK).touch()
