"""The jobs that this process is doing now: they stay its own while it lives, whatever they are busy with."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import Final
from uuid import UUID

from zuoxi.kernel.clock import steady_ms
from zuoxi.outbox.jobs import Work, keep_lease

HANGS_MS: Final = 20 * 60_000
"""A job that has not said for so long how far it is hangs, and somebody else takes it up."""


class InHand:
    """Works of all threads of a process. `keep` is called well within a lease."""

    def __init__(self) -> None:
        self._works: dict[UUID, Work] = {}

    @contextlib.contextmanager
    def hold(self, work: Work) -> Iterator[None]:
        """The work is being done while this is open."""
        self._works[work.job.id] = work
        try:
            yield
        finally:
            self._works.pop(work.job.id, None)

    def keep(self, now: dt.datetime) -> None:
        """Hold on to each that does not hang."""
        latest = steady_ms() - HANGS_MS
        for work in list(self._works.values()):
            if work.heard >= latest:
                keep_lease(work.job, now)
