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


class RatingLinkOwed(Announced):
    """A customer is to be asked by a link in a message how a conversation was (T15)."""

    call: str
    segment: str
    number: str
    """Of the customer: a mobile's, in national form."""
    person: str
    """The agent whom he spoke to …"""
    path: str
    """… and where that one was."""
    queue: str
    house_number: str
    """The number of the house that the call belongs to."""
    at: int = 0
    """When he was to be asked, ms since the epoch: it may be told long after, even a second time, when
    journals are read again. 0: announced by an earlier release, which did not say."""


class BlacklistedCallerTurnedAway(Announced):
    """A blacklisted caller heard the busy announcement and was released (T2)."""

    call: str
    number: str
    at: int
