"""Versions of what people see: they rise when, and only when, a view has changed."""

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from zuoxi.engine.state import Floor
from zuoxi.engine.view import seen

RECENT: Final = 8
"""Steps whose changed keys are kept, so that `view.changes` over a few steps needs no search."""


def raise_versions(before: Floor, after: Floor, touched: Iterable[str]) -> Floor:
    """`after` with a new version on each record among `touched` that looks different than before.

    The version is the floor's revision, so it rises over the whole floor and never repeats.
    """
    changed = tuple(key for key in touched if seen(before, key) != seen(after, key))
    if not changed:
        return after
    revision = before.revision + 1
    written = dict.fromkeys(after.written)
    calls, agents, queues = after.calls, after.agents, after.queue_versions
    for key in changed:
        kind, _, one = key.partition(":")
        if kind == "call" and one in calls:
            calls = calls.set(one, replace(calls[one], version=revision))
            written["calls", one] = None
        elif kind == "agent" and one in agents:
            agents = agents.set(one, replace(agents[one], version=revision))
            written["agents", one] = None
        elif kind == "queue":
            queues = queues.set(one, revision)
            written["queue_versions", one] = None
    return replace(
        after,
        calls=calls,
        agents=agents,
        queue_versions=queues,
        revision=revision,
        recent=(*after.recent[1 - RECENT :], (revision, changed)),
        written=tuple(written),
    )
