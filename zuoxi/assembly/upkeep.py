"""What the recorder's process looks after beside the facts, and says with how the books stand."""

import logging
from collections.abc import Callable
from pathlib import Path

from django.db import Error
from msgspec.structs import replace

from zuoxi.calls.selectors.keeping import Known
from zuoxi.live.spool import Quota, SpoolState, judged, measure
from zuoxi.outbox.channel import BooksState

log = logging.getLogger(__name__)

KEEPING_EVERY_MS = 60_000
SPARE = 20
"""Looking at the spool takes at most one part in so many of the time."""


class Upkeep:
    """Looks now and then; never raises: the database's own trouble is told by the recorder."""

    def __init__(
        self,
        keeping: Callable[[], Known],
        note_spool: Callable[[SpoolState], None],
        spool: Path,
        quota: Quota,
        steady: Callable[[], int],
    ) -> None:
        self._keeping = keeping
        self._note_spool = note_spool
        self._noted: SpoolState | None = None
        self._spool = spool
        self._quota = quota
        self._steady = steady
        self._keeping_due = self._spool_due = steady()
        self._said = BooksState(database=False, waiting_bytes=0, longest_write_ms=0)

    def beside(self, state: BooksState) -> BooksState:
        """The state of the books with what else is known."""
        now = self._steady()
        if state.database and now >= self._keeping_due:
            self._ask_keeping(now)
        if now >= self._spool_due:
            self._look_at_spool(now)
        said = self._said
        if state.database and self._noted != said.spool:
            self._note(said.spool)  # type: ignore[arg-type]
        return replace(
            state,
            archive=said.archive,
            stores_away=said.stores_away,
            lost=said.lost,
            spool=said.spool,
            spool_bytes=said.spool_bytes,
        )

    def _note(self, state: SpoolState) -> None:
        try:
            self._note_spool(state)
        except Error:
            return  # noted the next time
        self._noted = state

    def _ask_keeping(self, now: int) -> None:
        try:
            known = self._keeping()
        except Error:
            return  # asked again the next time
        self._said = replace(
            self._said, archive=known.archive, stores_away=known.stores_away, lost=known.lost
        )
        self._keeping_due = now + KEEPING_EVERY_MS

    def _look_at_spool(self, now: int) -> None:
        before: SpoolState = self._said.spool  # type: ignore[assignment]
        try:
            room = measure(self._spool)
        except OSError as error:
            log.warning("the spool cannot be measured: %s", error)
            return
        state = judged(room, self._quota, before)
        if state != before:
            log.warning("spool of recordings: %s (%s)", state or "there is room", room)
        self._said = replace(self._said, spool=state, spool_bytes=room.used)
        self._spool_due = now + SPARE * (self._steady() - now)
