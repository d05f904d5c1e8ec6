"""A floor of which rows were lost: what points to nobody goes, so that what is there can be worked with.

Channels and bridges that stand in the switch without a row are found by its inventory.
"""

from collections.abc import Callable
from typing import Final, TypeVar

from immutables import Map
from msgspec.structs import replace

from zuoxi.engine.indexes import with_indexes
from zuoxi.engine.ordered import Ordered
from zuoxi.engine.state import Agent, Call, Floor, Node

Row = TypeVar("Row")

OWNERS: Final = {
    "call": "calls",
    "agent": "agents",
    "recording": "recordings",
    "channel": "closing",
    "node": "nodes",
}
"""First word of a timer's name -> the table of its owner; other timers are the house's."""


def mend(floor: Floor) -> Floor:
    """The floor without whatever refers to a row that is not there."""
    calls = _kept(floor.calls, lambda call: _is_held(floor, call))
    agents = Map({person: _free(agent, calls) for person, agent in floor.agents.items()})
    owners = {"line": agents, "party": calls}
    floor = replace(
        floor,
        calls=calls,
        agents=agents,
        untold=Map({call: facts for call, facts in floor.untold.items() if call in calls}),
        channels=_kept(floor.channels, lambda owner: owner[1] in owners.get(owner[0], calls)),
        seated=_kept(floor.seated, lambda person: person in agents),
        nodes=Map({name: _clear(node, calls) for name, node in floor.nodes.items()}),
    )
    timers = Map({timer: due for timer, due in floor.timers.items() if _has_owner(floor, timer)})
    return with_indexes(replace(floor, timers=timers))


def _is_held(floor: Floor, call: Call) -> bool:
    """A call in agents' hands needs these agents; without one the inventory finds who still talks."""
    people = [party.person for party in call.hands if party.person]
    return all(one in floor.agents and call.id in floor.agents[one].calls for one in people)


def _free(agent: Agent, calls: Map[str, Call]) -> Agent:
    held = tuple(call for call in agent.calls if call in calls)
    if held or agent.state != "busy":
        return replace(agent, calls=held)
    return replace(agent, state="not_ready", doing="not_ready", reason="", calls=(), segment="")


def _clear(node: Node, calls: Map[str, Call]) -> Node:
    return replace(
        node,
        setting_up=frozenset(call for call in node.setting_up if call in calls),
        held=Ordered(place for place in node.held if place[1] in calls),
    )


def _has_owner(floor: Floor, timer: str) -> bool:
    kind, _, rest = timer.partition(":")
    table = OWNERS.get(kind)
    return table is None or rest.rpartition(":")[0] in getattr(floor, table)


def _kept(rows: Map[str, Row], keep: Callable[[Row], bool]) -> Map[str, Row]:
    return Map({key: row for key, row in rows.items() if keep(row)})
