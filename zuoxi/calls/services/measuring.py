"""Counting old facts by the folds of this release, while the house works (a job).

Each stream's share is replaced whole, so that no sum is ever seen without it; what is told meanwhile waits
for the few streams that are being counted. Broken off, it goes on where it was.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from zuoxi.calls.measures import FOLDS
from zuoxi.calls.selectors.tenants import known_tenants
from zuoxi.calls.services.archive.volume import ArchivedFact
from zuoxi.calls.services.history import counted
from zuoxi.calls.services.rebuild import STREAMS_AT_ONCE, walk
from zuoxi.kernel.clock import utc_now
from zuoxi.measures.services import editions
from zuoxi.measures.services import keeping as sums


def measure_again(
    store: Path,
    streams_at_once: int = STREAMS_AT_ONCE,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Count all streams that this release's folds have not counted yet; returns how many. Raises
    `ArchiveBusy`, `VolumeMissing`."""
    edition = editions.edition(FOLDS)
    if edition.done_at is not None:
        return 0

    def again(streams: list[str], archived: Sequence[ArchivedFact]) -> None:
        sums.again(streams, counted(streams, archived), FOLDS, known_tenants())
        editions.came_to(edition, streams[-1])

    done = walk(again, streams_at_once, progress, store, edition.after)
    editions.is_done(edition, utc_now())
    return done
