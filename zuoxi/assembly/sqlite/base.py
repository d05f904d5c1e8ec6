"""The database backend (the name and the place of this module are Django's rule)."""

from collections.abc import Callable
from typing import Any

from django.db.backends.sqlite3 import base

from zuoxi.assembly.long_writes import LONG_WRITES
from zuoxi.kernel.clock import steady_ms

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]

NO_WRITE = ("SELECT", "BEGIN", "PRAGMA")
"""Beginnings of statements that keep nobody from writing; `BEGIN` itself is the wait for the lock."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Transactions begin IMMEDIATE, so each holds the one lock for writers from its beginning to its end."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._since = 0
        self.execute_wrappers.append(self._alone)

    def _start_transaction_under_autocommit(self) -> None:
        super()._start_transaction_under_autocommit()  # type: ignore[misc]
        self._since = steady_ms()

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        LONG_WRITES.ended(steady_ms() - self._since)

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        LONG_WRITES.ended(steady_ms() - self._since)

    def _alone(self, execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """A statement outside of any transaction is one by itself."""
        if self.in_atomic_block or sql.startswith(NO_WRITE):
            return execute(sql, params, many, context)
        began = steady_ms()
        try:
            return execute(sql, params, many, context)
        finally:
            LONG_WRITES.ended(steady_ms() - began)
