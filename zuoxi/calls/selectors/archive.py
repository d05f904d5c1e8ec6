"""How the archive is."""

import datetime as dt

from zuoxi.calls.models import Fact, FactVolume
from zuoxi.calls.rules import archived_before
from zuoxi.kernel.clock import to_ms
from zuoxi.kernel.ids import uuid7

PATIENCE = dt.timedelta(days=7)
"""So long may facts wait for a night that is long enough."""


def volumes() -> int:
    """How many volumes there are."""
    return FactVolume.objects.count()


def trouble(now: dt.datetime, months: int) -> str:
    """What is wrong with the archive: `altered` (a volume is, or is gone), `behind` (facts that should have
    left the database a week ago are there still); empty: nothing. `months` 0: facts never leave."""
    if FactVolume.objects.exclude(state=FactVolume.State.WHOLE).exists():
        return "altered"
    due = uuid7(to_ms(archived_before(now - PATIENCE, months)), 0)
    return "behind" if months and Fact.objects.filter(id__lt=due).exists() else ""
