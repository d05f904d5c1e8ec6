"""The recorder's way into the database: `calls.services.facts` on a connection of its own."""

from collections.abc import Sequence

from django.db import DataError, Error, IntegrityError, connection

from zuoxi.calls.selectors.facts import last_recorded
from zuoxi.calls.services.facts import record
from zuoxi.engine.facts import FactEnvelope


def last_epoch(floor: str) -> int:
    """The newest epoch of a floor that the database knows; 0: none."""
    try:
        return last_recorded(floor)[0]
    finally:
        connection.close()


class DjangoBooks:
    """Facts of one floor in the project's database."""

    def __init__(self, floor: str) -> None:
        self._floor = floor

    def record(self, envelopes: Sequence[FactEnvelope]) -> int:
        """One transaction; facts that are known already are passed over. For how many ms it held the lock."""
        return record(envelopes)

    def last_recorded(self) -> tuple[int, int]:
        """(epoch, seq) of the newest fact; (0, 0) when there is none."""
        return last_recorded(self._floor)

    def away(self, error: Exception) -> bool:
        """Whether an error is the database's own (away, locked, tables not there yet)."""
        return isinstance(error, Error) and not isinstance(error, IntegrityError | DataError)

    def disconnect(self) -> None:
        """Close this thread's connection; the next use opens a new one."""
        connection.close()
