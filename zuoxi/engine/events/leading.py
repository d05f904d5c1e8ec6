"""What leaders ask about their agents and calls (T12, T17)."""

from zuoxi.engine.events.people import Request
from zuoxi.kernel.record import Record


class Leader(Record):
    """Who leads: what the gateway knows of his rights at this moment."""

    name: str
    tenant: str
    paths: tuple[str, ...]
    """Organisation paths at and below which he leads."""


class Leading(Request):
    """Base of what a leader asks. What lies out of his reach is refused (`not_in_reach`)."""

    leader: Leader
