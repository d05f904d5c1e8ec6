"""Who is barred from calling: the live process's own copy of the house's blacklists, in a file of its own.

The copy may have a million entries. It is asked once for each caller, when his call is told to the floor, and
the answer stands in the event; so neither the floor's state nor its journal nor its snapshots hold the list,
and an entry that is edited costs one row. Each entry says until when it holds, so nobody has to let a number
in again. One that was taken off stays with the moment 0 until the list is read as a whole.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import structlog

log = structlog.get_logger("zuoxi.live.blacklist")

Barred = tuple[str, str, int]
"""(tenant, number in national form, until when it is barred: ms since the epoch; 0: it is not, any more)."""

TABLES = """
CREATE TABLE IF NOT EXISTS barred (
    number TEXT, tenant TEXT, until INTEGER NOT NULL, PRIMARY KEY (number, tenant)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS followed (one INTEGER PRIMARY KEY CHECK (one = 1), edition INTEGER NOT NULL);
"""
PUT = "INSERT OR REPLACE INTO barred (tenant, number, until) VALUES (?, ?, ?)"
ASK = "SELECT tenant FROM barred WHERE number = ? AND until > ? ORDER BY tenant"
SUFFIXES = ("", "-wal", "-shm")


class BlacklistCopy:
    """A file: what is barred, and which edition this is. The loop reads it, a thread writes it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "blacklist.sqlite3"
        try:
            self._reader = self._open()
        except sqlite3.DatabaseError as error:
            log.error("blacklist.copy_unusable", error=str(error))
            self._discard()
            self._reader = self._open()

    @property
    def edition(self) -> int | None:
        """How far the list has been followed; None: it was never read."""
        row = self._reader.execute("SELECT edition FROM followed").fetchone()
        return row[0] if row else None

    def barring(self, number: str, now: int) -> tuple[str, ...]:
        """The tenants that bar this number (in national form) at the moment `now` of the wall clock.

        Nobody bars it when the copy cannot be read: a caller too many is better than none at all.
        """
        if not number:
            return ()
        try:
            rows = self._reader.execute(ASK, (number, now)).fetchall()
        except sqlite3.Error as error:
            log.error("blacklist.not_read", error=str(error))
            return ()
        return tuple(row[0] for row in rows)

    def follow(self, edition: int, changed: Iterable[Barred]) -> None:
        """Take what has changed up to an edition."""
        self._write(edition, changed, whole=False)

    def replace(self, edition: int, barred: Iterable[Barred]) -> None:
        """Take the whole list as it is in an edition; until that is done the old one answers."""
        self._write(edition, barred, whole=True)

    def close(self) -> None:
        self._reader.close()

    def _write(self, edition: int, barred: Iterable[Barred], *, whole: bool) -> None:
        writer = self._open()
        try:
            writer.execute("BEGIN IMMEDIATE")
            if whole:
                writer.execute("DELETE FROM barred")
            writer.executemany(PUT, barred)
            writer.execute("INSERT OR REPLACE INTO followed VALUES (1, ?)", (edition,))
            writer.execute("COMMIT")
        finally:
            writer.close()  # what was not committed is taken back

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(TABLES)
        return connection

    def _discard(self) -> None:
        for suffix in SUFFIXES:
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
