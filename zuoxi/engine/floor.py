"""The floor: all agents and calls of one house, and the one function that moves them.

`step` is pure: the same state, event and moment give the same state and the same commands, byte for byte.
"""

from zuoxi.engine.commands import AnyCommand
from zuoxi.engine.encoding import dump, load
from zuoxi.engine.events import AnyEvent, Request
from zuoxi.engine.handlers.dispatch import HANDLERS
from zuoxi.engine.handlers.offering import match
from zuoxi.engine.refusals import Refused
from zuoxi.engine.state import NEVER, Floor
from zuoxi.engine.turn import Turn

__all__ = ["Floor", "dump", "empty", "load", "next_deadline", "step"]


def empty() -> Floor:
    """A floor before its first event."""
    return Floor()


def step(state: Floor, event: AnyEvent, now: int) -> tuple[Floor, tuple[AnyCommand, ...]]:
    """What the house does about one event at the engine moment `now` (ms on a clock that is never set).

    A refused request changes nothing but gets its answer. `state` itself never changes.
    """
    turn = Turn(state, now)
    try:
        HANDLERS[type(event)](turn, event)
    except Refused as refused:
        assert isinstance(event, Request), "only people are refused"
        turn = Turn(state, now)
        turn.reply(event.request, refused.code, refused.data)
    else:
        match(turn)
    return turn.commit()


def next_deadline(state: Floor) -> int | None:
    """The moment at which `TimePassed` is due, or None."""
    first = state.deadlines.first()
    return first[0] if first is not None and first[0] < NEVER else None
