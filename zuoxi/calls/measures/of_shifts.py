"""Facts of a shift -> signed-in time and what of it was talking and wrapping up (K3, K18).

Time belongs to the half hours in which it passed. It is counted when its state ends, above and below the line
at once, so that a rate of a running shift is one of what has been told.
"""

import msgspec

from zuoxi.engine import facts
from zuoxi.engine.facts import FactEnvelope
from zuoxi.measures.share import Fold, Place, Share

TALKING = frozenset({"talking", "holding"})


class Notes(msgspec.Struct):
    """Nothing need be remembered: each change tells what was before it, and how long."""


def _begins(share: Share, told: FactEnvelope, fact: facts.AgentSignedIn) -> None:
    """The shift has begun; no time has passed."""


def _changed(share: Share, told: FactEnvelope, fact: facts.AgentStateChanged) -> None:
    if fact.previous == "signed_out":
        return
    place = Place(path=fact.path, person=fact.person)
    begin, end = told.occurred_at - fact.lasted_ms, told.occurred_at
    for column, counts in (
        ("signed_in_ms", True),
        ("talking_ms", fact.previous in TALKING),
        ("wrapping_up_ms", fact.previous == "wrap_up"),
        ("ready_ms", fact.previous == "ready"),
    ):
        if counts:
            share.add_span(begin, end, place, column)


FOLD = Fold(
    name="shifts",
    version=1,
    notes=Notes,
    steps={facts.AgentSignedIn: _begins, facts.AgentStateChanged: _changed},
    begins=frozenset({facts.AgentSignedIn}),
)
