"""The floor: all agents and calls of one house, and the one function that moves them.

`step` is pure: the same state, event and moment give the same state and the same commands, byte for byte.
"""

from zuoxi.engine.commands import AnyCommand
from zuoxi.engine.events import AnyEvent
from zuoxi.kernel.record import Record


class Floor(Record):
    """The state (opaque to everybody else; see `view` for what people see of it)."""


def empty() -> Floor:
    """A floor before its first event."""
    raise NotImplementedError


def step(state: Floor, event: AnyEvent, now: int) -> tuple[Floor, tuple[AnyCommand, ...]]:
    """What the house does about one event at the moment `now` (ms since the epoch)."""
    raise NotImplementedError


def next_deadline(state: Floor) -> int | None:
    """The moment at which `TimePassed` is due, or None."""
    raise NotImplementedError


def dump(state: Floor) -> bytes:
    """The state as JSON bytes: equal states give equal bytes."""
    raise NotImplementedError


def load(data: bytes) -> Floor:
    """The state that `dump` wrote."""
    raise NotImplementedError
