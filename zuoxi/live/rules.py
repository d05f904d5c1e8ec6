"""The pure part that the loop turns: `engine.floor` and `engine.viewing` as one value."""

import dataclasses
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Generic, Protocol, TypeVar

import msgspec

from zuoxi.engine import encoding, floor, mending, viewing
from zuoxi.engine.commands import AnyCommand
from zuoxi.engine.events import AnyEvent, StepBroke
from zuoxi.engine.view import AnyView

State = TypeVar("State")


Made = TypeVar("Made", covariant=True)


class Gathered(Protocol[Made]):
    """Rows on their way to a state (`engine.encoding.Rows`)."""

    def add(self, data: bytes | msgspec.Raw, format_: int) -> None:
        """Take rows of a snapshot or a difference; raises `msgspec.DecodeError` when there are none."""

    def state(self) -> tuple[Made, tuple[str, ...]]:
        """The state, and what could not be read."""


class Step(Protocol[State]):
    """One step of what decides."""

    def __call__(
        self, state: State, event: AnyEvent, now: int, late: int = 0, /
    ) -> tuple[State, tuple[AnyCommand, ...]]:
        """See `engine.floor.step`."""


@dataclasses.dataclass(frozen=True)
class Rules(Generic[State]):
    """What decides. Loop and recovery know the state only through these functions."""

    empty: Callable[[], State]
    step: Step[State]
    next_deadline: Callable[[State], int | None]
    blame: Callable[[State, AnyEvent, Exception, int], StepBroke]
    """(state, event that could not be taken, error, hardness) -> the event that ends whom it concerned."""
    dump: Callable[[State], bytes]
    pieces: Callable[[State], Iterable[bytes]]
    """The state as rows, some at a time."""
    difference: Callable[[State, State], bytes]
    """The rows that one step changed."""
    rows: Callable[[], Gathered[State]]
    mend: Callable[[State], State]
    """A state of which rows were lost, made fit to go on with."""
    calls: Callable[[State], Iterable[str]]
    """The ids of the calls that are on the floor."""
    views: Callable[[State], dict[str, AnyView]]
    changes: Callable[[State, State], tuple[dict[str, AnyView], tuple[str, ...]]]


def house_rules() -> Rules[floor.Floor]:
    """The rules of the real floor."""
    return Rules(
        empty=floor.empty,
        step=floor.step,
        next_deadline=floor.next_deadline,
        blame=floor.blame,
        dump=floor.dump,
        pieces=encoding.pieces,
        difference=encoding.difference,
        rows=encoding.Rows,
        mend=mending.mend,
        calls=attrgetter("calls"),
        views=viewing.views,
        changes=viewing.changes,
    )
