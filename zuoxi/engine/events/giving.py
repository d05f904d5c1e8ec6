"""What leaders ask about callers who wait (T17)."""

from zuoxi.engine.events.leading import Leading


class GiveRequested(Leading):
    """指给: a caller who waits is for this agent: at once when he is free, else as his next call."""

    call: str
    to: str
    """Person; empty: the caller is for everybody again."""


class PriorityRequested(Leading):
    """A caller who waits is as far ahead as if he had waited longer."""

    call: str
    points: int
    """Each is worth `waiting.HEAD_START_MS`; 0: as the queue has it."""
