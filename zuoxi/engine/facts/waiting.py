"""What befell a caller who waited: his place, his offers, the call that is owed to him."""

from typing import Literal

from zuoxi.engine.facts.base import Fact

OfferOutcome = Literal["answered", "missed", "declined", "abandoned", "withdrawn", "failed"]


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


class CallerGiven(Fact):
    """A leader has given a caller who waits to an agent (T17): nobody else is offered him meanwhile."""

    call: str
    by: str
    """The leader."""
    person: str
    at_once: bool
    """The agent was free; False: it is his next call."""


class GiftEnded(Fact):
    """The caller was kept for an agent, and is for everybody again."""

    call: str
    person: str
    why: Literal["withdrawn", "not_ready", "signed_out", "unreachable"]
    """`withdrawn`: a leader said so (`by`); else what the agent is."""
    by: str = ""


class PrioritySet(Fact):
    """A leader has put a caller who waits ahead (T17), or back to where his queue has him."""

    call: str
    by: str
    ahead_ms: int
    """By how much longer he counts as having waited."""


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


OwedReason = Literal[
    "abandoned",
    "queue_timeout",
    "dropped",
    "queue_full",
    "unstaffed",
    "closed",
    "switch_lost",
    "requested",
    "left_in_ivr",
    "not_in_service",
]
"""Why a caller is owed a call; `requested`: he asked for it by a key while he waited. The last two only where
the number, or the trunk, says so: he hung up in a flow; he dialled a number that stands for nothing."""


class CallbackOwed(Fact):
    """The caller did not reach anybody: a callback task is due (T5, T6)."""

    call: str
    number: str
    """Empty, or nothing that can be dialled: he is counted, and cannot be called."""
    service_line: str
    queue: str
    path: str
    reason: OwedReason
    waited_ms: int
