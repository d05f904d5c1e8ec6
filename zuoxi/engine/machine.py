"""The one table machine: what may follow what, as data.

Call, leg and agent are three tables of edges. The handlers decide *why* something moves; whether it may move
at all stands in the table, which is also what `engine.draw` draws and what tests walk.
"""

from collections.abc import Mapping
from typing import Generic, TypeVar

State = TypeVar("State", bound=str)


class NoSuchMove(Exception):
    """A handler tried a move that the table does not have: a flaw of the program, never of a person."""

    def __init__(self, machine: str, state: str, event: str) -> None:
        super().__init__(f"{machine}: no move {event!r} from {state!r}")


class Machine(Generic[State]):
    """A named table `{state: {event: next state}}`. The first state is the initial one."""

    def __init__(self, name: str, table: Mapping[State, Mapping[str, State]]) -> None:
        self.name = name
        self.table = table
        self.initial: State = next(iter(table))
        self.final: tuple[State, ...] = tuple(state for state, edges in table.items() if not edges)

    def move(self, state: State, event: str) -> State:
        """The state after `event`; raises `NoSuchMove`."""
        try:
            return self.table[state][event]
        except KeyError:
            raise NoSuchMove(self.name, state, event) from None

    def allows(self, state: State, event: str) -> bool:
        """Whether `event` can happen in `state`."""
        return event in self.table[state]
