"""Facts of a call -> what it counts for (K1, K4, K5, K7, K14).

A call is **offered** to a queue once, in the half hour in which it came to it, and counted when that has been
decided: answered, abandoned, passed on to another queue, or not served. Coming back to the same queue is no
new offer; coming to another one is. Who asks to be called back is in another funnel. Who was answered is
never also missed there. What an agent's conversation lasted belongs to the half hour of the offer from which
it came (else of the call's beginning).
"""

import msgspec

from zuoxi.calls.rules import IN_TIME, SATISFIED
from zuoxi.engine import facts
from zuoxi.engine.facts import FactEnvelope
from zuoxi.kernel.clock import to_datetime
from zuoxi.measures.share import Fold, Place, Share


class Offered(msgspec.Struct):
    """A queue to which the call has come."""

    at: int
    """When it first did, ms."""
    told: list[str] = msgspec.field(default_factory=list)
    """The columns in which it is counted; none: it still waits."""


class Conversation(msgspec.Struct):
    """One agent's part."""

    path: str
    person: str
    queue: str
    owned_at: int
    """A moment of the half hour to which it belongs."""
    wrap_up_ms: int = 0
    rated: str = ""
    """How far its rating has come: `asked`, `unsent` (its link did not leave), `answered`; empty:
    not at all."""


class Notes(msgspec.Struct):
    """What is remembered of a call."""

    path: str = ""
    inbound: bool = False
    line: str = ""
    started: int = 0
    queue: str = ""
    """Where it waits, or from where it was answered."""
    offers: dict[str, Offered] = msgspec.field(default_factory=dict)
    connected: bool = False
    conversations: dict[str, Conversation] = msgspec.field(default_factory=dict)


def _began(share: Share, told: FactEnvelope, fact: facts.CallStarted | facts.CallAdopted) -> None:
    notes: Notes = share.notes
    if notes.started:
        return  # a conversation that is found again goes on
    notes.path, notes.line, notes.started = fact.path, fact.service_line, told.occurred_at
    notes.inbound = fact.direction == "inbound"
    if notes.inbound:
        share.add(notes.started, Place(path=notes.path, line=notes.line), "entered")


def _queued(share: Share, told: FactEnvelope, fact: facts.CallQueued) -> None:
    notes: Notes = share.notes
    if notes.queue != fact.queue:
        _decide(share, ["offered", "passed_on"] if notes.inbound else [])
    notes.queue = fact.queue
    offer = notes.offers.setdefault(fact.queue, Offered(at=told.occurred_at))
    if "passed_on" in offer.told:
        _count(share, offer, -1)
        offer.told = []  # it is back, and not decided yet


def _decide(share: Share, columns: list[str]) -> None:
    """What became of the offer to the present queue, if that is open."""
    notes: Notes = share.notes
    offer = notes.offers.get(notes.queue)
    if offer is not None and not offer.told:
        offer.told = columns
        _count(share, offer, 1)


def _count(share: Share, offer: Offered, amount: int) -> None:
    notes: Notes = share.notes
    for column in offer.told:
        share.add(offer.at, Place(path=notes.path, queue=notes.queue, line=notes.line), column, amount)


def _answered(share: Share, told: FactEnvelope, fact: facts.SegmentStarted) -> None:
    notes: Notes = share.notes
    if notes.inbound and not notes.connected:
        notes.connected = True
        share.add(notes.started, Place(path=notes.path, line=notes.line), "connected")
    offer = notes.offers.get(notes.queue)
    if offer is not None and notes.inbound:
        late = to_datetime(told.occurred_at) > to_datetime(offer.at) + IN_TIME
        _decide(share, ["offered", "answered"] if late else ["offered", "answered", "in_time"])
    elif offer is not None and not offer.told:
        offer.told = ["reached"]  # whom the house called is not offered: his own funnel counts him
    notes.conversations[fact.segment] = Conversation(
        path=fact.path,
        person=fact.person,
        queue=notes.queue,
        owned_at=offer.at if offer else notes.started or told.occurred_at,
    )


def _spoken(share: Share, told: FactEnvelope, fact: facts.SegmentEnded) -> None:
    one = _conversation(share, fact.segment)
    share.add(one.owned_at, _place(share, one), "conversations")
    share.add(one.owned_at, _place(share, one), "talk_ms", fact.talk_ms)
    share.add(one.owned_at, _place(share, one), "hold_ms", fact.hold_ms)


def _wrapped_up(share: Share, told: FactEnvelope, fact: facts.WrapUpEnded) -> None:
    """Told again, it is corrected."""
    one = _conversation(share, fact.segment)
    share.add(one.owned_at, _place(share, one), "wrap_up_ms", fact.wrap_up_ms - one.wrap_up_ms)
    one.wrap_up_ms = fact.wrap_up_ms


def _rating_asked(share: Share, told: FactEnvelope, fact: facts.RatingInvited) -> None:
    one = _conversation(share, fact.segment)
    if not one.rated:
        one.rated = "asked"
        share.add(one.owned_at, _place(share, one), "rating_asked")


def _rated(share: Share, told: FactEnvelope, fact: facts.RatingGiven) -> None:
    """Told again, it is not counted again."""
    one = _conversation(share, fact.segment)
    if one.rated not in ("asked", "unsent"):
        return
    if one.rated == "unsent":  # it had left after all
        share.add(one.owned_at, _place(share, one), "rating_asked")
    one.rated = "answered"
    share.add(one.owned_at, _place(share, one), "rated")
    if fact.score >= SATISFIED:
        share.add(one.owned_at, _place(share, one), "satisfied")


def _rating_unsent(share: Share, told: FactEnvelope, fact: facts.RatingUnsent) -> None:
    """Who was sent nothing was not asked; where nobody knows he counts as asked."""
    one = _conversation(share, fact.segment)
    if one.rated == "asked" and fact.why != "unknown":
        one.rated = "unsent"
        share.add(one.owned_at, _place(share, one), "rating_asked", -1)


def _conversation(share: Share, segment: str) -> Conversation:
    notes: Notes = share.notes
    return notes.conversations[segment]


def _place(share: Share, one: Conversation) -> Place:
    notes: Notes = share.notes
    return Place(path=one.path, queue=one.queue, person=one.person, line=notes.line)


def _ended(share: Share, told: FactEnvelope, fact: facts.CallEnded) -> None:
    notes: Notes = share.notes
    if not notes.inbound:
        _decide(share, ["dropped"] if fact.outcome == "dropped" else [])
        return
    if fact.outcome == "requested":
        _decide(share, ["asked_back"])  # he is called back in his turn: another funnel
        return
    # a call that was answered and then passed on may have been given up in the second queue
    gave_up = fact.outcome == "abandoned" or (fact.outcome == "answered" and fact.ended_by == "customer")
    _decide(share, ["offered", "abandoned" if gave_up else "unserved"])


FOLD = Fold(
    name="calls",
    version=4,
    notes=Notes,
    steps={
        facts.CallStarted: _began,
        facts.CallAdopted: _began,
        facts.CallQueued: _queued,
        facts.SegmentStarted: _answered,
        facts.SegmentEnded: _spoken,
        facts.WrapUpEnded: _wrapped_up,
        facts.RatingInvited: _rating_asked,
        facts.RatingGiven: _rated,
        facts.RatingUnsent: _rating_unsent,
        facts.CallEnded: _ended,
    },
    begins=frozenset({facts.CallStarted}),
)
