"""Versions of what people see: they rise when, and only when, a view has changed."""

from typing import Final

from msgspec.structs import force_setattr, replace

from zuoxi.engine.state import Call, Floor
from zuoxi.engine.turn import Turn
from zuoxi.engine.viewing import agent_differs, call_differs, queue_differs

RECENT: Final = 8
"""Steps whose changed keys are kept, so that `viewing.changes` over a few steps needs no search."""


def raise_versions(turn: Turn) -> tuple[str, ...]:
    """Give each record that looks different than before the step a new version; the keys of the views.

    The version is the floor's revision, so it rises over the whole floor and never repeats. With it
    is noted when something was ordered for a call.
    """
    before, version = turn.before, turn.before.revision + 1
    changed = []
    now, ordered = turn.now, turn.ordered
    for one in turn.changed_calls:
        at = now if one in ordered else -1
        was, call = before.calls.get(one), turn.calls.get(one)
        if call_differs(before, turn, was, call):
            changed.append(f"call:{one}")
            if call is not None:
                _complete(turn, was, call, version, at)
        elif at >= 0 and call is not None:
            _complete(turn, was, call, call.version, at)
    for one in turn.changed_agents:
        known, agent = before.agents.get(one), turn.agents.get(one)
        if agent_differs(before, turn, known, agent):
            changed.append(f"agent:{one}")
            if agent is not None:
                if turn.is_new(agent, known):
                    force_setattr(agent, "version", version)
                else:
                    turn.agents = turn.agents.set(one, replace(agent, version=version))
    for one in turn.touched_queues:
        if queue_differs(before, turn, one):
            changed.append(f"queue:{one}")
            turn.enter("queue_versions", one, version)
    return tuple(changed)


def _complete(turn: Turn, was: Call | None, call: Call, version: int, ordered_at: int) -> None:
    """The call has this version; something was ordered for it then (-1: nothing was)."""
    if ordered_at < 0:
        ordered_at = call.ordered_at
    if turn.is_new(call, was):
        force_setattr(call, "version", version)
        force_setattr(call, "ordered_at", ordered_at)
    else:
        turn.calls = turn.calls.set(call.id, replace(call, version=version, ordered_at=ordered_at))


def noted(before: Floor, changed: tuple[str, ...]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """`Floor.recent` after a step that changed these views."""
    return (*before.recent[1 - RECENT :], (before.revision + 1, changed))
