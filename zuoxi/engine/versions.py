"""Versions of what people see: they rise when, and only when, a view has changed."""

from typing import Final

from msgspec.structs import replace

from zuoxi.engine.state import Floor
from zuoxi.engine.turn import Turn
from zuoxi.engine.view import Kind, differs

RECENT: Final = 8
"""Steps whose changed keys are kept, so that `view.changes` over a few steps needs no search."""

VIEWS: Final[dict[str, Kind]] = {"calls": "call", "agents": "agent"}
"""Table -> the kind of view that each of its rows has."""


def raise_versions(turn: Turn) -> tuple[str, ...]:
    """Give each record that looks different than before the step a new version; the keys of the views.

    The version is the floor's revision, so it rises over the whole floor and never repeats.
    """
    before, version = turn.before, turn.before.revision + 1
    looked_at = {(VIEWS[table], one): None for table, one in turn.written if table in VIEWS}
    looked_at.update(turn.touched)
    changed = []
    for kind, one in looked_at:
        if differs(before, turn, kind, one):
            changed.append(f"{kind}:{one}")
            _stamp(turn, kind, one, version)
    return tuple(changed)


def _stamp(turn: Turn, kind: Kind, one: str, version: int) -> None:
    if kind == "queue":
        turn.enter("queue_versions", one, version)
    elif kind == "call":
        if (call := turn.calls.get(one)) is not None:
            turn.change_call(call, version=version)
    elif (agent := turn.agents.get(one)) is not None:
        turn.enter("agents", one, replace(agent, version=version))


def noted(before: Floor, changed: tuple[str, ...]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """`Floor.recent` after a step that changed these views."""
    return (*before.recent[1 - RECENT :], (before.revision + 1, changed))
