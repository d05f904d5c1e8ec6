"""The pure part that the loop turns: `engine.floor` and `engine.view` as one value."""

import dataclasses
from collections.abc import Callable
from typing import Generic, TypeVar

from zuoxi.engine import floor, view
from zuoxi.engine.commands import AnyCommand
from zuoxi.engine.events import AnyEvent

State = TypeVar("State")


@dataclasses.dataclass(frozen=True)
class Rules(Generic[State]):
    """What decides. Loop and recovery know the state only through these functions."""

    empty: Callable[[], State]
    step: Callable[[State, AnyEvent, int], tuple[State, tuple[AnyCommand, ...]]]
    next_deadline: Callable[[State], int | None]
    dump: Callable[[State], bytes]
    load: Callable[[bytes], State]
    views: Callable[[State], dict[str, view.AnyView]]
    changes: Callable[[State, State], tuple[dict[str, view.AnyView], tuple[str, ...]]]


def house_rules() -> Rules[floor.Floor]:
    """The rules of the real floor."""
    return Rules(
        empty=floor.empty,
        step=floor.step,
        next_deadline=floor.next_deadline,
        dump=floor.dump,
        load=floor.load,
        views=view.views,
        changes=view.changes,
    )
