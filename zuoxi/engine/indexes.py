"""What follows from the floor's rows: kept in order, so that nothing is searched; never written down."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from immutables import Map
from msgspec.structs import replace

from zuoxi.engine.ordered import Ordered
from zuoxi.engine.state import Deadline, Floor
from zuoxi.engine.waiting import line_of


def ready(floor: Floor) -> Map[str, Ordered[Any]]:
    """Who can be offered a call: each agent where he says he stands."""
    return _sorted(slot for agent in floor.agents.values() for slot in agent.slots)


def waiting(floor: Floor) -> Map[str, Ordered[Any]]:
    """Who waits: each call at its place."""
    return _sorted(
        (line_of(call.queue.id, call.node, call.standing, kept=bool(call.given_to)), call.place)
        for call in floor.calls.values()
        if call.queue is not None and call.place is not None
    )


def kept(floor: Floor) -> Map[str, Ordered[Any]]:
    """Who waits for one agent only: each call at its place."""
    return _sorted(
        (call.given_to, call.place)
        for call in floor.calls.values()
        if call.given_to and call.place is not None
    )


def deadlines(floor: Floor) -> Ordered[Deadline]:
    """The timers in the order in which they are due."""
    return Ordered((due, timer) for timer, due in floor.timers.items())


INDEXES: Final[dict[str, Callable[[Floor], Any]]] = {
    "ready": ready,
    "waiting": waiting,
    "kept": kept,
    "deadlines": deadlines,
}
"""Field of the floor -> how it is made from the rows."""


def with_indexes(floor: Floor) -> Floor:
    """The floor with everything that follows from its rows."""
    return replace(floor, **{name: made(floor) for name, made in INDEXES.items()})


def _sorted(entries: Iterable[tuple[str, tuple[Any, ...]]]) -> Map[str, Ordered[Any]]:
    lines: dict[str, list[tuple[Any, ...]]] = {}
    for name, key in entries:
        lines.setdefault(name, []).append(key)
    return Map({name: Ordered(keys) for name, keys in lines.items()})
