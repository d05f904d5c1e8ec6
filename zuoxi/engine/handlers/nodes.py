"""Switch nodes: connected, lost, inventory taken. What stands in the switch is compared with what we believe.

A connection that broke decides nothing: offers stop, commands are held off, timers of calls wait. A node that
died ends its calls at once. The inventory after it puts everything right that may have got lost in between.
"""

from msgspec.structs import replace

from zuoxi.engine.commands import DestroyBridge, HangUp
from zuoxi.engine.events import ChannelSeen, InventoryTaken, SwitchConnected, SwitchLost
from zuoxi.engine.handlers import channels, devices, legs, line, overload, recordings
from zuoxi.engine.handlers.ending import CALL_TIMERS, UNSERVED, end, owe_callback
from zuoxi.engine.handlers.repair import put_right
from zuoxi.engine.state import NEVER, Call
from zuoxi.engine.turn import Turn

BRIDGES = "zb-"
"""Beginning of the names of our bridges."""


def connected(turn: Turn, event: SwitchConnected) -> None:
    """The node answers again; it can be commanded as soon as it has told what stands in it."""
    turn.put_node(turn.node(event.node))


def lost(turn: Turn, event: SwitchLost) -> None:
    """The node does not answer. Only when it is known to have died are its calls over."""
    go_away(turn, event.node)
    if event.restarted:
        died(turn, event.node)


def go_away(turn: Turn, name: str) -> None:
    """The node cannot be commanded for now."""
    turn.put_node(replace(turn.node(name), up=False))
    turn.set_timer(f"node:{name}:lost", turn.now + turn.spans.switch_grace_ms)
    _show_agents(turn, name)


def given_up(turn: Turn, name: str) -> None:
    """The node has been away for too long: its calls are taken for lost."""
    if not turn.is_up(name):
        died(turn, name)


def died(turn: Turn, name: str) -> None:
    """Nothing of the node's calls is left: they end, their callers are owed a call, the lines are down."""
    turn.clear_timer(f"node:{name}:lost")
    for call_id in turn.each("call", sorted(one for one, call in turn.calls.items() if call.node == name)):
        call = turn.calls[call_id]
        if call.state in UNSERVED or call.state == "reconnecting":
            owe_callback(turn, call, "switch_lost")
        end(turn, call, "switch_lost", "switch", cause=38, customer_gone=True, agent_gone=True)
    for recording in sorted(one for one, known in turn.recordings.items() if known.node == name):
        recordings.finish(turn, recording)
    for channel in sorted(one for one, known in turn.closing.items() if known.node == name):
        channels.gone(turn, channel)
    for _, agent in sorted(turn.agents.items()):
        if agent.line is not None and agent.node == name:
            line.lost(turn, agent, 38)
    for endpoint in sorted(one for one, node in turn.registered.items() if node == name):
        devices.go(turn, endpoint)


def inventory_taken(turn: Turn, event: InventoryTaken) -> None:
    """All that stands in the node is known now."""
    known = turn.node(event.node)
    if known.boot and event.boot and known.boot != event.boot:
        go_away(turn, event.node)
        died(turn, event.node)
    known = turn.node(event.node)
    turn.put_node(replace(known, up=True, boot=event.boot or known.boot))
    turn.clear_timer(f"node:{event.node}:lost")
    seen = {one.channel: one for one in event.channels}
    _register(turn, event)
    _miss(turn, event.node, seen)
    _remove_strangers(turn, event)
    _believe(turn, event.node, seen)
    _resume(turn, event.node)


def _register(turn: Turn, event: InventoryTaken) -> None:
    """Registrations as they are now. Lines are dialled only when it is known which ones still stand."""
    here = {one for one, node in turn.registered.items() if node == event.node}
    for endpoint in sorted(here - set(event.endpoints)):
        devices.go(turn, endpoint)
    for endpoint in event.endpoints:
        turn.enter("registered", endpoint, event.node)


def _miss(turn: Turn, node: str, seen: dict[str, ChannelSeen]) -> None:
    """Channels of ours that are not there (any more) have ended while nobody was told."""
    for channel in sorted(one for one, known in turn.closing.items() if known.node == node):
        if channel not in seen:
            channels.gone(turn, channel)
    for channel, (kind, owner) in sorted(turn.channels.items()):
        if channel in turn.channels and channel not in seen and _stands_on(turn, kind, owner) == node:
            legs.lose(turn, channel, legs.cause_unknown(turn, kind, owner))


def _stands_on(turn: Turn, kind: str, owner: str) -> str:
    if kind == "line":
        return turn.agents[owner].node
    return turn.calls[owner].node


def _remove_strangers(turn: Turn, event: InventoryTaken) -> None:
    """What is ours and nobody knows is ended: no orphan channel, no orphan bridge."""
    for one in event.channels:
        if one.ours and one.channel not in turn.channels:
            turn.order(HangUp(node=event.node, channel=one.channel))
    for bridge in event.bridges:
        if bridge.startswith(BRIDGES) and bridge[len(BRIDGES) :] not in turn.calls:
            turn.order(DestroyBridge(node=event.node, bridge=bridge))


def _believe(turn: Turn, node: str, seen: dict[str, ChannelSeen]) -> None:
    """Answers that nobody was told of, then each call as it should be."""
    for channel, (kind, owner) in sorted(turn.channels.items()):
        if channel in turn.channels and channel in seen and seen[channel].state == "up":
            legs.tell_up(turn, kind, owner)
    for call_id in turn.each("call", sorted(one for one, call in turn.calls.items() if call.node == node)):
        if call_id in turn.calls:
            put_right(turn, turn.calls[call_id], seen)


def _resume(turn: Turn, name: str) -> None:
    """Lines are dialled, timers that came while the node was away are due, calls are let in."""
    for person in turn.each("agent", sorted(turn.agents)):
        line.reach(turn, turn.agents[person])
    _show_agents(turn, name)
    for call_id in turn.each("call", sorted(one for one, call in turn.calls.items() if call.node == name)):
        turn.entered.append(call_id)
        for timer in CALL_TIMERS:
            _bring_back(turn, turn.calls[call_id], timer)
    overload.advance(turn, name)


def _bring_back(turn: Turn, call: Call, timer: str) -> None:
    """A timer that came while the node was away is due; a ring that nobody could answer begins anew."""
    name = f"call:{call.id}:{timer}"
    if turn.timers.get(name) == NEVER:
        again = call.queue.ring_timeout_ms if timer == "ring" and call.queue else 0
        turn.set_timer(name, turn.now + again)


def _show_agents(turn: Turn, name: str) -> None:
    """Whether the agents of a node can be offered calls has changed."""
    for person in sorted(one for one, agent in turn.agents.items() if agent.node == name):
        turn.put_agent(turn.agents[person])
