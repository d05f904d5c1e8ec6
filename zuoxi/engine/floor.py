"""The floor: all agents and calls of one house, and the one function that moves them.

`step` is pure: the same state, event and moment give the same state and the same commands, byte for byte.
"""

from msgspec.structs import replace

from zuoxi.engine.blame import BrokenStep, blame
from zuoxi.engine.commands import AnyCommand, Reply
from zuoxi.engine.commit import commit
from zuoxi.engine.encoding import dump, load
from zuoxi.engine.events import HARDEST, AnyEvent, Request, StepBroke
from zuoxi.engine.handlers.dispatch import HANDLERS
from zuoxi.engine.handlers.offering import match
from zuoxi.engine.refusals import Refused
from zuoxi.engine.state import NEVER, Floor
from zuoxi.engine.turn import Turn

__all__ = ["Floor", "blame", "dump", "empty", "load", "next_deadline", "step"]


def empty() -> Floor:
    """A floor before its first event."""
    return Floor()


def step(state: Floor, event: AnyEvent, now: int, late: int = 0) -> tuple[Floor, tuple[AnyCommand, ...]]:
    """What the house does about one event at the engine moment `now` (ms on a clock that is never set).

    A refused request changes nothing but gets its answer. `state` itself never changes. A handler that raises
    gives `BrokenStep`; `blame` then makes the event with which the floor goes on.

    `late` (ms): the step is taken so long after `now`, because nobody could hear of it. What happened keeps
    its moment; what is ordered begins only now, so every span that begins here is whole.
    """
    turn = Turn.of(state, now, late)
    if isinstance(event, StepBroke) and event.hardness >= HARDEST:
        turn.clear_timer(event.timer)  # not even a handler of ours is needed for that
        return commit(turn)
    try:
        HANDLERS[type(event)](turn, event)
        match(turn)
        return commit(turn)
    except Refused as refused:
        assert isinstance(event, Request), "only people are refused"
        reply = Reply(request=event.request, code=refused.code, data=refused.data)
        return replace(state, now=max(now, state.now), written=()), (reply,)
    except Exception as error:
        raise BrokenStep(turn.about) from error


def next_deadline(state: Floor) -> int | None:
    """The moment at which `TimePassed` is due, or None."""
    first = state.deadlines.first()
    return first[0] if first is not None and first[0] < NEVER else None
