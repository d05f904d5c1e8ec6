"""A simulated day measured as a real one is: its facts through the folds of calls and shifts."""

from collections import Counter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from zuoxi.calls.measures import FOLDS
from zuoxi.engine.facts import FactEnvelope
from zuoxi.measures.share import Share, fold_of, tell
from zuoxi.simulator.whatif.day import START_MS
from zuoxi.simulator.whatif.plan import SLOT_S

UTC = ZoneInfo("UTC")


class At(NamedTuple):
    """Where something was added up; -1: it belongs to no queue, or to no team."""

    slot: int
    """Half hours after the beginning."""
    queue: int
    team: int
    column: str


class Measured:
    """Hears facts (`tell`) and adds up what the catalogue's columns say of them (`sums`)."""

    def __init__(self) -> None:
        self._shares: dict[str, Share] = {}

    def tell(self, envelope: FactEnvelope) -> None:
        """One more fact."""
        fold = fold_of(envelope, FOLDS)
        if fold is None:
            return
        share = self._shares.get(envelope.stream)
        if share is None:
            share = self._shares[envelope.stream] = Share(UTC, fold.notes())
        tell(share, envelope, fold)

    def sums(self) -> Counter[At]:
        """All that was added up."""
        found: Counter[At] = Counter()
        for share in self._shares.values():
            for cell, amount in share.cells.items():
                slot = (cell.begins - START_MS) // (SLOT_S * 1000)
                found[At(slot, _number(cell.queue), _number(cell.person), cell.column)] += amount
        return found


def _number(name: str) -> int:
    """The number in `queue-3` or of the team in `3-17` (`whatif.house`)."""
    first, _, last = name.partition("-")
    return int(last if first == "queue" else first) if name else -1
