"""What befell a call, its legs and its segments, from its first moment to its end."""

from typing import Literal

from zuoxi.engine.facts.base import Fact, Party, Phase

Direction = Literal["inbound", "outbound", "internal"]
"""Seen from the centre; `internal`: between two of its own, and nobody outside takes part."""


class CallStarted(Fact):
    """A call came in (attempt empty), a permitted attempt became a call, or somebody calls a colleague."""

    call: str
    direction: Direction
    node: str
    path: str
    customer_number: str
    """National form; empty when withheld, and of a call between colleagues."""
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
    direction: Direction
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


class BlacklistHit(Fact):
    call: str
    number: str


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
