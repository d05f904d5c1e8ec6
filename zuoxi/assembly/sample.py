"""The sample company of this installation: made at the first start, with passwords that are kept nowhere."""

from pathlib import Path

MARK = "sample-company"


def has_sample(home: Path) -> bool:
    """The sample company was made here, so the carrier with its customers runs beside the centre."""
    return (home / MARK).exists()


def mark_sample(home: Path) -> None:
    """Note that the sample company was made here."""
    (home / MARK).touch()
