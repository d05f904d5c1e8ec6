"""Is a flow fit to be published? All faults at once, each with its node."""

from collections import Counter
from collections.abc import Iterator

from zuoxi.engine.ivr import settings
from zuoxi.engine.ivr.faults import Fault
from zuoxi.engine.ivr.flow import BY_KEY, EXITS, AnyNode, Flow, exits_of, kind_of
from zuoxi.engine.ivr.sources import Ground


def check(flow: Flow, ground: Ground) -> tuple[Fault, ...]:
    """Everything that is wrong with a flow, in the order of its nodes; none: it may be published."""
    held = settings.Held.of(flow)
    faults = list(_whole(flow))
    reached, looping = _reached(flow), _looping(flow)
    for node in flow.nodes:
        faults += _exits(flow, node)
        faults += settings.check(node, ground, held)
        if node.id not in reached and flow.node(flow.start) is not None:
            faults.append(Fault(code="unreachable", node=node.id))
        if node.id in looping:
            faults.append(Fault(code="endless_loop", node=node.id))
    return tuple(faults)


def _whole(flow: Flow) -> Iterator[Fault]:
    if flow.node(flow.start) is None:
        yield Fault(code="no_start")
    for id, times in Counter(node.id for node in flow.nodes).items():
        if times > 1:
            yield Fault(code="same_id", node=id)


def _exits(flow: Flow, node: AnyNode) -> Iterator[Fault]:
    id, known = node.id, exits_of(node)
    for name in known:
        target = node.exits.get(name, "")
        if not target:
            yield Fault(code="dead_end", node=id, setting="exits", data={"exit": name})
        elif flow.node(target) is None:
            yield Fault(code="exit_to_nowhere", node=id, setting="exits", data={"exit": name})
    for name in node.exits:
        if name not in known:
            yield Fault(code="no_such_exit", node=id, setting="exits", data={"exit": name})


def _reached(flow: Flow) -> set[str]:
    """The nodes that a caller can come to."""
    ways = {node.id: [node.exits.get(name, "") for name in exits_of(node)] for node in flow.nodes}
    return _from(flow.start, ways)


def _looping(flow: Flow) -> set[str]:
    """The nodes that a caller comes back to without having pressed anything."""
    ways = {}
    for node in flow.nodes:
        by_key = BY_KEY.get(kind_of(node), frozenset())
        ways[node.id] = [node.exits.get(name, "") for name in EXITS[kind_of(node)] if name not in by_key]
    return {id for id, targets in ways.items() if any(id in _from(target, ways) for target in targets)}


def _from(start: str, ways: dict[str, list[str]]) -> set[str]:
    """All nodes to which ways lead from `start`, with it."""
    found: set[str] = set()
    ahead = [start]
    while ahead:
        id = ahead.pop()
        if id in ways and id not in found:
            found.add(id)
            ahead += ways[id]
    return found
