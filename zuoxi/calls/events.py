"""What this area announces about calls; each is announced with the fact it comes from."""

from zuoxi.outbox.announce import Announced


class CallEnded(Announced):
    """A call is over and its record is complete (work after the call may still be going on)."""

    call: str
    direction: str
    outcome: str
    at: int
    """Moment of the end, ms since the epoch."""


class ResultGiven(Announced):
    """An agent has said what came of a conversation."""

    call: str
    number: str
    """Of the customer, in national form; empty when withheld."""
    person: str
    disposition: str
    at: int
    """ms since the epoch."""


class BlacklistedCallerTurnedAway(Announced):
    """A blacklisted caller heard the busy announcement and was released (T2)."""

    call: str
    number: str
    at: int
