"""The plain tables of a step: their rows, and the timers that are due by them.

Whatever is written is noted, so that the journal is told which rows; calls and agents, from which more
follows, are written by `turn.py`.
"""

from typing import TypeVar

from immutables import Map
from msgspec import field

from zuoxi.engine.state import NEVER, Table, Tables

Value = TypeVar("Value")


def without(map_: Map[str, Value], key: str) -> Map[str, Value]:
    """The map without `key`, whether it was there or not."""
    return map_.delete(key) if key in map_ else map_


class Written(Tables, eq=False):
    """A floor's tables while a step writes them."""

    late: int = 0
    """How long after `now` the step is taken."""
    written: dict[tuple[Table, str], None] = field(default_factory=dict)
    """(table, key) of all other rows that were written or removed."""

    def enter(self, table: Table, key: str, value: object) -> None:
        """Write a row."""
        setattr(self, table, getattr(self, table).set(key, value))
        self.written[table, key] = None

    def strike(self, table: Table, key: str) -> None:
        """Remove a row, whether it was there or not."""
        rows = getattr(self, table)
        if key in rows:
            setattr(self, table, rows.delete(key))
            self.written[table, key] = None

    def set_timer(self, timer: str, due: int) -> None:
        """`timer` is due at `due`, whatever it was before; a step that is late gives it as much longer."""
        due += self.late
        timers = self.timers
        if timer in timers:
            self.deadlines = self.deadlines.discard((timers[timer], timer))
        self.timers = timers.set(timer, due)
        self.written["timers", timer] = None
        self.deadlines = self.deadlines.add((due, timer))

    def clear_timer(self, timer: str) -> None:
        timers = self.timers
        if timer in timers:
            self.deadlines = self.deadlines.discard((timers[timer], timer))
            self.timers = timers.delete(timer)
            self.written["timers", timer] = None

    def take_due(self) -> str:
        """The first timer that is due, cleared; empty: none is."""
        first = self.deadlines.first()
        if first is None or first[0] > self.now:
            return ""
        self.clear_timer(first[1])
        return first[1]

    def put_off(self, timer: str) -> None:
        """The timer waits until its node is back."""
        self.set_timer(timer, NEVER)
