"""Overload: only so many inbound calls are in set-up per switch node; the rest wait, but not for ever.

A place is taken by our commands that are under way (answer a caller, dial a number outside for one who is put
through), never by a carrier's patience: once it rings there the place is free, and calls to customers take
none, so callers are not kept waiting by phones that ring.
"""

from msgspec.structs import replace

from zuoxi.engine.moves import move_call
from zuoxi.engine.state import Call
from zuoxi.engine.turn import Turn


def admit(turn: Turn, call: Call) -> None:
    """The call takes its place behind those that wait for set-up; it may be let through at once."""
    node = turn.node(call.node)
    if node.up and not len(node.held) and len(node.setting_up) < _limit(turn):
        turn.put_node(replace(node, setting_up=node.setting_up | {call.id}))
        _set_up(turn, call)
        return
    turn.put_node(replace(node, held=node.held.add((call.serial, call.id))))
    turn.set_timer(f"call:{call.id}:held", turn.now + turn.spans.held_ms)
    advance(turn, call.node)


def busy(turn: Turn, call: Call) -> None:
    """A leg is dialled for the call: its place is taken until it rings there, or nobody says that it does."""
    node = turn.node(call.node)
    turn.put_node(replace(node, setting_up=node.setting_up | {call.id}))
    turn.set_timer(f"call:{call.id}:setup", turn.now + turn.spans.setup_timeout_ms)


def advance(turn: Turn, name: str) -> None:
    """Let the next calls through, as many as the node may have in set-up."""
    limit = _limit(turn)
    while (node := turn.node(name)).up and len(node.setting_up) < limit:
        head = node.held.first()
        if head is None:
            return
        turn.put_node(replace(node, held=node.held.discard(head), setting_up=node.setting_up | {head[1]}))
        _set_up(turn, turn.calls[head[1]])


def leave(turn: Turn, call: Call) -> None:
    """The call is not in set-up (any more): its place is free for the next."""
    node = turn.node(call.node)
    waiting = (call.serial, call.id)
    held = node.held.discard(waiting)
    if call.id in node.setting_up or held is not node.held:
        turn.put_node(replace(node, held=held, setting_up=node.setting_up - {call.id}))
        advance(turn, call.node)


def _limit(turn: Turn) -> int:
    """How many calls a node may have in set-up."""
    return max(turn.house.config.setup_limit, 1)


def _set_up(turn: Turn, call: Call) -> None:
    call = move_call(turn, call, "set_up")
    turn.clear_timer(f"call:{call.id}:held")
    turn.set_timer(f"call:{call.id}:setup", turn.now + turn.spans.setup_timeout_ms)
