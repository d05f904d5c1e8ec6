"""Bringing more facts into order than memory holds: a file sorts them."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from zuoxi.calls.services.archive.volume import ArchivedFact, line_of

TABLE = """CREATE TABLE fact (stream TEXT, floor TEXT, epoch INTEGER, seq INTEGER, line BLOB NOT NULL,
           PRIMARY KEY (stream, floor, epoch, seq)) WITHOUT ROWID"""


class Sorter:
    """Takes facts in any order and gives their lines in the order of a volume. Gone when it is left."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.unlink(missing_ok=True)
        self._file = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):  # what breaks off begins anew
            self._file.execute(f"PRAGMA {pragma}")
        self._file.execute(TABLE)
        self.count = 0

    def __enter__(self) -> "Sorter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)

    def add(self, facts: Iterable[ArchivedFact]) -> None:
        """Take some."""
        self._file.execute("BEGIN")
        for fact in facts:
            self._file.execute("INSERT INTO fact VALUES (?, ?, ?, ?, ?)", (*fact.place, line_of(fact)))
            self.count += 1
        self._file.execute("COMMIT")

    def lines(self) -> Iterator[bytes]:
        """All lines in order."""
        for (line,) in self._file.execute("SELECT line FROM fact ORDER BY stream, floor, epoch, seq"):
            yield line
