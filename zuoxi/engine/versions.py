"""Versions of what people see: they rise when, and only when, a view has changed."""

from typing import Final

from msgspec.structs import replace

from zuoxi.engine.state import Floor
from zuoxi.engine.turn import Turn
from zuoxi.engine.view import agent_differs, call_differs, queue_differs

RECENT: Final = 8
"""Steps whose changed keys are kept, so that `view.changes` over a few steps needs no search."""


def raise_versions(turn: Turn) -> tuple[str, ...]:
    """Give each record that looks different than before the step a new version; the keys of the views.

    The version is the floor's revision, so it rises over the whole floor and never repeats. With it
    is noted when something was ordered for a call.
    """
    before, version = turn.before, turn.before.revision + 1
    changed = []
    now, ordered = turn.now, turn.ordered
    for one in turn.changed_calls:
        if call_differs(before, turn, one):
            changed.append(f"call:{one}")
            if (call := turn.calls.get(one)) is not None:
                at = now if one in ordered else call.ordered_at
                turn.calls = turn.calls.set(one, replace(call, version=version, ordered_at=at))
        elif one in ordered:
            turn.calls = turn.calls.set(one, replace(turn.calls[one], ordered_at=now))
    for one in turn.changed_agents:
        if agent_differs(before, turn, one):
            changed.append(f"agent:{one}")
            if (agent := turn.agents.get(one)) is not None:
                turn.agents = turn.agents.set(one, replace(agent, version=version))
    for one in turn.touched_queues:
        if queue_differs(before, turn, one):
            changed.append(f"queue:{one}")
            turn.enter("queue_versions", one, version)
    return tuple(changed)


def noted(before: Floor, changed: tuple[str, ...]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """`Floor.recent` after a step that changed these views."""
    return (*before.recent[1 - RECENT :], (before.revision + 1, changed))
