"""What happened, for good: past tense, append-only. Call records, figures and pay are derived from these.

`VERSIONS` names the present version of each type; older ones are upcast on read (`upcast`).
Moments are ms since the epoch (UTC). Paths are organisation paths as they were at that moment.
"""

from typing import Any, get_args

from zuoxi.engine.facts.agents import AgentSignedIn, AgentSignedOut, AgentStateChanged, WrapUpEnded
from zuoxi.engine.facts.base import AgentState, Fact, Party, Phase
from zuoxi.engine.facts.calls import (
    AttemptEnded,
    BlacklistHit,
    CallAdopted,
    CallEnded,
    CallStarted,
    Direction,
    DispositionGiven,
    LegAnsweredFact,
    LegEndedFact,
    LegStarted,
    NotReached,
    PhaseEntered,
    SegmentEnded,
    SegmentStarted,
)
from zuoxi.engine.facts.internal import ColleagueAnswered, ColleagueCalled
from zuoxi.engine.facts.ivr import IvrCalledOutside, IvrEntered, IvrLeft, IvrPassed, IvrUnheard
from zuoxi.engine.facts.leading import (
    Act,
    HelpAsked,
    HelpEnded,
    LeaderActed,
    SupervisionBegan,
    SupervisionEnded,
)
from zuoxi.engine.facts.ratings import (
    RatingBy,
    RatingGiven,
    RatingInvited,
    RatingUnsent,
    RatingWay,
    UnsentWhy,
)
from zuoxi.engine.facts.recordings import (
    Lacking,
    MessageBegan,
    MessageEnded,
    RecordingContinued,
    RecordingFinished,
    RecordingPaused,
)
from zuoxi.engine.facts.transfers import TransferBegan, TransferEnded, TransferTarget, TransferWay
from zuoxi.engine.facts.waiting import (
    CallbackOwed,
    CallerGiven,
    CallerKnown,
    CallQueued,
    FirstChoiceGone,
    GiftEnded,
    OfferEnded,
    OfferMade,
    OfferOutcome,
    OwedReason,
    PrioritySet,
)
from zuoxi.kernel.record import Record

__all__ = [
    "VERSIONS",
    "Act",
    "AgentSignedIn",
    "AgentSignedOut",
    "AgentState",
    "AgentStateChanged",
    "AnyFact",
    "AttemptEnded",
    "BlacklistHit",
    "CallAdopted",
    "CallEnded",
    "CallQueued",
    "CallStarted",
    "CallbackOwed",
    "CallerGiven",
    "CallerKnown",
    "ColleagueAnswered",
    "ColleagueCalled",
    "Direction",
    "DispositionGiven",
    "Fact",
    "FactEnvelope",
    "FirstChoiceGone",
    "GiftEnded",
    "HelpAsked",
    "HelpEnded",
    "IvrCalledOutside",
    "IvrEntered",
    "IvrLeft",
    "IvrPassed",
    "IvrUnheard",
    "Lacking",
    "LeaderActed",
    "LegAnsweredFact",
    "LegEndedFact",
    "LegStarted",
    "MessageBegan",
    "MessageEnded",
    "NotReached",
    "OfferEnded",
    "OfferMade",
    "OfferOutcome",
    "OwedReason",
    "Party",
    "Phase",
    "PhaseEntered",
    "PrioritySet",
    "RatingBy",
    "RatingGiven",
    "RatingInvited",
    "RatingUnsent",
    "RatingWay",
    "RecordingContinued",
    "RecordingFinished",
    "RecordingPaused",
    "SealedFact",
    "SegmentEnded",
    "SegmentStarted",
    "SupervisionBegan",
    "SupervisionEnded",
    "TransferBegan",
    "TransferEnded",
    "TransferTarget",
    "TransferWay",
    "UnsentWhy",
    "WrapUpEnded",
]

AnyFact = (
    CallStarted
    | CallAdopted
    | LegStarted
    | LegAnsweredFact
    | LegEndedFact
    | PhaseEntered
    | IvrEntered
    | IvrPassed
    | IvrCalledOutside
    | IvrUnheard
    | IvrLeft
    | CallQueued
    | CallerKnown
    | CallerGiven
    | GiftEnded
    | PrioritySet
    | FirstChoiceGone
    | OfferMade
    | OfferEnded
    | TransferBegan
    | TransferEnded
    | SegmentStarted
    | SegmentEnded
    | DispositionGiven
    | WrapUpEnded
    | RecordingPaused
    | RecordingContinued
    | RecordingFinished
    | RatingInvited
    | RatingGiven
    | RatingUnsent
    | BlacklistHit
    | MessageBegan
    | MessageEnded
    | CallbackOwed
    | CallEnded
    | ColleagueCalled
    | ColleagueAnswered
    | AttemptEnded
    | AgentSignedIn
    | AgentStateChanged
    | AgentSignedOut
    | SupervisionBegan
    | SupervisionEnded
    | LeaderActed
    | HelpAsked
    | HelpEnded
)


VERSIONS: dict[str, int] = {str(kind.__struct_config__.tag): 1 for kind in get_args(AnyFact)}


class SealedFact(Record, tag_field="type", tag=True):
    """A fact that this release cannot read: kept as it was written, folded by a release that can."""

    body: dict[str, Any]
    reason: str


class FactEnvelope(Record):
    """A fact with everything that is known of its writing. Unique by (floor, epoch, seq)."""

    tenant: str
    floor: str
    stream: str
    seq: int
    type: str
    version: int
    occurred_at: int
    recorded_at: int
    node: str
    epoch: int
    fact: AnyFact | SealedFact
