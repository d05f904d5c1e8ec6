"""What happened, for good: past tense, append-only. Call records, figures and pay are derived from these.

`VERSIONS` names the present version of each type; older ones are upcast on read (`upcast`).
Moments are ms since the epoch (UTC). Paths are organisation paths as they were at that moment.
"""

from typing import Any, Literal, get_args

from zuoxi.kernel.record import Record

Phase = Literal["ivr", "queue", "ring", "talk", "hold", "transfer", "announcement", "voicemail", "rating"]
AgentState = Literal[
    "signed_out",
    "not_ready",
    "ready",
    "ringing",
    "dialling",
    "talking",
    "holding",
    "wrap_up",
    "reconnecting",
]
Party = Literal["customer", "agent", "external", "system", "switch"]
"""`external`: somebody outside of the house to whom a customer was passed on."""
OfferOutcome = Literal["answered", "missed", "declined", "abandoned", "withdrawn", "failed"]


class Fact(Record, tag_field="type", tag=True):
    """Base of all facts."""


class CallStarted(Fact):
    """A call came in (attempt empty) or a permitted attempt became a call."""

    call: str
    direction: Literal["inbound", "outbound"]
    node: str
    path: str
    customer_number: str
    """National form; empty when withheld."""
    house_number: str
    """Inbound: the access number dialled. Outbound: the caller id shown."""
    service_line: str = ""
    """Id; empty when the number is unknown."""
    attempt: str = ""


class CallAdopted(Fact):
    """A conversation was found in the switch that nobody knew; from here on it has a record.

    A record of this call that stands already goes on.
    """

    call: str
    direction: Literal["inbound", "outbound"]
    node: str
    path: str
    customer_number: str
    house_number: str
    service_line: str = ""


class LegStarted(Fact):
    call: str
    leg: str
    kind: Literal["customer", "agent", "consult", "supervisor", "external", "node_link"]
    node: str
    channel: str
    person: str = ""
    attempt: str = ""
    """Under which somebody outside is dialled; the call's own attempt stands in `CallStarted`."""


class LegAnsweredFact(Fact, tag="LegAnswered"):
    call: str
    leg: str


class LegEndedFact(Fact, tag="LegEnded"):
    call: str
    leg: str
    cause: int


class PhaseEntered(Fact):
    """From `occurred_at` on the call is in `phase`; phases follow each other without gap or overlap."""

    call: str
    phase: Phase
    before_ms: int = -1
    """How long the phase before lasted, whatever was done to the clock; -1: not told (old facts)."""


class IvrEntered(Fact):
    """The caller has come to a flow."""

    call: str
    flow: str
    version: int


class IvrPassed(Fact):
    """He has left a node of the flow by an exit. What he entered there is told nowhere."""

    call: str
    flow: str
    version: int
    node: str
    kind: str
    exit: str
    ms: int


class IvrUnheard(Fact):
    """Something that a node should have said could not be played; the flow went on."""

    call: str
    flow: str
    version: int
    node: str
    prompts: tuple[str, ...]


class IvrLeft(Fact):
    """The flow is over for him: it sent him on, it could not go on (`broken`), or he hung up (`caller`)."""

    call: str
    flow: str
    version: int
    node: str
    to: Literal["queue", "voicemail", "hang_up", "broken", "caller"]
    queue: str
    """Where it sent him; empty: into none."""
    why: Literal["", "too_many_steps", "no_such_node", "not_served"]
    """Of a flow that could not go on; `not_served`: a kind of node that this release cannot serve."""
    ms: int


class CallQueued(Fact):
    call: str
    queue: str
    position: int
    expected_ms: int = -1
    """How long he would wait, as far as anybody knew; -1: nobody did (or an old fact)."""


class CallerKnown(Fact):
    """Who called is a VIP, or somebody's customer, and his queue makes a difference for it (T3, T4)."""

    call: str
    vip: bool
    agent: str = ""
    """Person to whom he is offered first; empty: nobody."""
    because: Literal["", "order", "owner"] = ""


class FirstChoiceGone(Fact):
    """Those to whom the caller was to be offered first could not take him; now others may, and he is as far
    ahead as if he had waited `ahead_ms` longer."""

    call: str
    choice: Literal["vip_group", "own_agent"]
    why: Literal["busy", "not_ready", "signed_out"]
    ahead_ms: int
    group: str = ""
    """The VIP group."""
    agent: str = ""


class OfferMade(Fact):
    call: str
    person: str
    session: str


class OfferEnded(Fact):
    """An offer that was made ended once, in one of these ways."""

    call: str
    person: str
    session: str
    outcome: OfferOutcome
    ring_ms: int


TransferWay = Literal["blind", "attended"]
TransferTarget = Literal["agent", "queue", "outside"]


class TransferBegan(Fact):
    """An agent passes his customer on (`blind`: at once and unasked), or asks somebody first (T11)."""

    call: str
    person: str
    way: TransferWay
    target: TransferTarget
    to: str
    """Person, queue, or number in national form."""
    attempt: str = ""
    """Under which it was dialled outside."""


class TransferEnded(Fact):
    """What came of it, once; a queue's caller simply waits there, and nothing more is told."""

    call: str
    person: str
    """Who had begun it."""
    outcome: Literal[
        "completed",
        "conference",
        "returned",
        "missed",
        "declined",
        "busy",
        "unreachable",
        "failed",
        "left",
        "abandoned",
    ]
    """`returned`: the agent took his customer back; `left`: whoever was asked did; `abandoned`: the customer
    has hung up."""
    then: Literal["", "agent", "queue", "callback"] = ""
    """Where the customer went when it came to nothing: back to the agent, into the queue, or he is owed a
    call."""
    ms: int = 0
    """How long it took until then."""


class SegmentStarted(Fact):
    """One agent's conversation began: what is recorded, scored, given a result, paid."""

    call: str
    segment: str
    person: str
    session: str
    path: str
    recording: str
    """Id of the recording; the switch's files are named by it. Empty: it is not recorded."""
    unrecorded: Literal["", "announcement_failed", "found_unrecorded", "no_room"] = ""
    """Why not: the caller could not be told that he would be; nothing ran when the call was adopted; the
    spool of recordings was full."""


class SegmentEnded(Fact):
    call: str
    segment: str
    talk_ms: int
    hold_ms: int
    ended_by: Party


class DispositionGiven(Fact):
    call: str
    segment: str
    person: str
    disposition: str


class WrapUpEnded(Fact):
    """The work after a conversation is over: finished by the agent, by its timer, or with the session."""

    call: str
    segment: str
    person: str
    wrap_up_ms: int


Lacking = Literal["", "refused", "gone", "no_files"]


class RecordingFinished(Fact):
    """The switch has closed (or lost) the files; they can be stored."""

    call: str
    segment: str
    recording: str
    node: str
    lacking: Lacking = ""
    """Why there are no files, where the switch said so: it would not record; the customer had gone when it
    was told to; it has written none. Empty: there should be some."""


class BlacklistHit(Fact):
    call: str
    number: str


OwedReason = Literal[
    "abandoned", "queue_timeout", "dropped", "queue_full", "unstaffed", "closed", "switch_lost", "requested"
]
"""Why a caller is owed a call; `requested`: he asked for it by a key while he waited."""


class MessageBegan(Fact):
    """A caller speaks on the tape (T7)."""

    call: str
    message: str
    """Id; that of its recording too."""
    queue: str
    service_line: str
    number: str
    path: str


class MessageEnded(Fact):
    """He has spoken; `left` is false when it was too short to be a message."""

    call: str
    message: str
    ms: int
    left: bool


class CallbackOwed(Fact):
    """The caller did not reach anybody: a callback task is due (T5, T6)."""

    call: str
    number: str
    service_line: str
    queue: str
    path: str
    reason: OwedReason
    waited_ms: int


class CallEnded(Fact):
    """The one end of a call."""

    call: str
    outcome: Literal[
        "answered",
        "abandoned",
        "queue_timeout",
        "dropped",
        "queue_full",
        "unstaffed",
        "message",
        "requested",
        "blacklisted",
        "left_in_ivr",
        "served_in_ivr",
        "not_in_service",
        "closed",
        "busy",
        "no_answer",
        "unreachable",
        "cancelled",
        "failed",
        "switch_lost",
    ]
    ended_by: Party
    cause: int
    started_at: int
    answered_at: int
    """First answer by an agent (inbound) or by the customer (outbound); where the house called the customer
    first, by an agent, or by the customer when he was only to be told something. 0: never."""
    ended_at: int
    phases: dict[str, int]
    """Phase -> ms; they sum to `ended_at - started_at`."""


NotReached = Literal["busy", "no_answer", "unreachable", "cancelled", "failed", "switch_lost"]
"""What comes of a dialling whose customer does not answer."""


class AttemptEnded(Fact):
    """A permitted dialling whose customer did not answer: all that is told of it, when it ended.

    Of a customer who answers everything is told as of any call, from `CallStarted` on.
    """

    call: str
    attempt: str
    person: str
    """Who dialled; empty: the house by itself."""
    path: str
    node: str
    trunk: str
    """The line that was dialled through."""
    customer_number: str
    caller_id: str
    service_line: str
    outcome: NotReached
    ended_by: Party
    cause: int
    """Q.850."""
    ms: int
    """From the asking to the end; it rang all the while, at the agent's phone or at the customer's."""


class AgentSignedIn(Fact):
    session: str
    person: str
    path: str
    device: str


class AgentStateChanged(Fact):
    """`previous` lasted `lasted_ms`; from `occurred_at` on the agent is in `state` (T10)."""

    session: str
    person: str
    path: str
    previous: AgentState
    state: AgentState
    reason: str
    cause: Literal["agent", "call", "timer", "system", "supervisor"]
    by: str
    """Person who caused it; empty for the system."""
    call: str
    lasted_ms: int


class AgentSignedOut(Fact):
    session: str
    person: str
    cause: Literal["agent", "expired", "taken_over", "supervisor"]


AnyFact = (
    CallStarted
    | CallAdopted
    | LegStarted
    | LegAnsweredFact
    | LegEndedFact
    | PhaseEntered
    | IvrEntered
    | IvrPassed
    | IvrUnheard
    | IvrLeft
    | CallQueued
    | CallerKnown
    | FirstChoiceGone
    | OfferMade
    | OfferEnded
    | TransferBegan
    | TransferEnded
    | SegmentStarted
    | SegmentEnded
    | DispositionGiven
    | WrapUpEnded
    | RecordingFinished
    | BlacklistHit
    | MessageBegan
    | MessageEnded
    | CallbackOwed
    | CallEnded
    | AttemptEnded
    | AgentSignedIn
    | AgentStateChanged
    | AgentSignedOut
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
