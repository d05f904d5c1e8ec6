"""The live process's own copies of long lists about callers, each in a file of its own.

A list may have a million entries. It is asked once for each caller, when his call is told to the floor, and
the answer stands in the event; so neither the floor's state nor its journal nor its snapshots hold the list,
and an entry that is edited costs one row.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

import structlog

log = structlog.get_logger("zuoxi.live.copies")

Row = TypeVar("Row", bound=tuple[Any, ...])

FOLLOWED = """
CREATE TABLE IF NOT EXISTS followed (one INTEGER PRIMARY KEY CHECK (one = 1), edition INTEGER NOT NULL);
"""
SUFFIXES = ("", "-wal", "-shm")


class Copy(Generic[Row]):
    """A file: the entries of a list, and which edition this is. The loop reads it, a thread writes it."""

    NAME: ClassVar[str]
    """Of the list; the file is named by it."""
    TABLE: ClassVar[str]
    """Makes the table, which has the list's name."""
    PUT: ClassVar[str]
    """Puts one entry in the place of the one before."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"{self.NAME}.sqlite3"
        try:
            self._reader = self._open()
        except sqlite3.DatabaseError as error:
            log.error("copy.unusable", list=self.NAME, error=str(error))
            self._discard()
            self._reader = self._open()

    @property
    def edition(self) -> int | None:
        """How far the list has been followed; None: it was never read."""
        row = self._reader.execute("SELECT edition FROM followed").fetchone()
        return row[0] if row else None

    def follow(self, edition: int, changed: Iterable[Row]) -> None:
        """Take what has changed up to an edition."""
        self._write(edition, changed, whole=False)

    def replace(self, edition: int, entries: Iterable[Row]) -> None:
        """Take the whole list as it is in an edition; until that is done the old one answers."""
        self._write(edition, entries, whole=True)

    def close(self) -> None:
        self._reader.close()

    def _ask(self, query: str, parameters: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        """Nothing is known when the copy cannot be read: a caller too many is better than none at all."""
        try:
            return self._reader.execute(query, parameters).fetchall()
        except sqlite3.Error as error:
            log.error("copy.not_read", list=self.NAME, error=str(error))
            return []

    def _write(self, edition: int, entries: Iterable[Row], *, whole: bool) -> None:
        writer = self._open()
        try:
            writer.execute("BEGIN IMMEDIATE")
            if whole:
                writer.execute(f"DELETE FROM {self.NAME}")  # noqa: S608 - a name of ours
            writer.executemany(self.PUT, entries)
            writer.execute("INSERT OR REPLACE INTO followed VALUES (1, ?)", (edition,))
            writer.execute("COMMIT")
        finally:
            writer.close()  # what was not committed is taken back

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(FOLLOWED + self.TABLE)
        return connection

    def _discard(self) -> None:
        for suffix in SUFFIXES:
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
