"""What the recorder's process looks after beside the facts, and says with how the books stand."""

from collections.abc import Callable

from django.db import Error
from msgspec.structs import replace

from zuoxi.outbox.channel import BooksState

ARCHIVE_EVERY_MS = 60_000


class Upkeep:
    """Looks now and then; never raises: the database's own trouble is told by the recorder."""

    def __init__(self, archive: Callable[[], str], steady: Callable[[], int]) -> None:
        self._archive = archive
        self._steady = steady
        self._looked: int | None = None
        self._wrong = ""

    def beside(self, state: BooksState) -> BooksState:
        """The state of the books with what else is known."""
        now = self._steady()
        if state.database and (self._looked is None or now - self._looked >= ARCHIVE_EVERY_MS):
            self._looked = now
            try:
                self._wrong = self._archive()
            except Error:
                self._looked = None
        return replace(state, archive=self._wrong)
