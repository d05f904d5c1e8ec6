"""Switch nodes: connected, away, dead, and how often they are looked at.

A connection that broke decides nothing: offers stop, commands are held off, timers of calls wait. Only a node
that is known to have died ends its calls. Whatever may have got lost is put right by the next inventory
(`reconciling`).
"""

from msgspec.structs import replace

from zuoxi.engine.events import SwitchConnected, SwitchLost
from zuoxi.engine.handlers import channels, devices, line, recordings, unlinked
from zuoxi.engine.handlers.ending import end, owe_callback
from zuoxi.engine.handlers.introducing import rings_on
from zuoxi.engine.handlers.offering import take_back
from zuoxi.engine.moves import known_until
from zuoxi.engine.turn import Turn


def connected(turn: Turn, event: SwitchConnected) -> None:
    """The node answers again; it can be commanded as soon as it has told what stands in it."""
    turn.put_node(turn.node(event.node))


def lost(turn: Turn, event: SwitchLost) -> None:
    """The node does not answer. Only when it is known to have died are its calls over."""
    go_away(turn, event.node, turn.now - event.ago_ms)
    if event.restarted:
        died(turn, event.node)


def go_away(turn: Turn, name: str, heard: int) -> None:
    """The node cannot be commanded for now; `heard` was its last sign of life."""
    node = turn.node(name)
    heard = heard if node.up else node.heard
    turn.put_node(replace(node, up=False, asked=0, doubtful=False, heard=heard))
    turn.clear_timer(f"node:{name}:inventory")
    turn.set_timer(f"node:{name}:lost", turn.now + turn.spans.switch_grace_ms)
    show_agents(turn, name)


def given_up(turn: Turn, name: str) -> None:
    """The node has been away for a while: nobody is kept waiting for offers that cannot be answered there.

    Conversations go on, for all we know; and so does a phone that rings, for it may be taken up.
    """
    if turn.is_up(name):
        return
    for call_id in sorted(turn.calls):
        for party in turn.calls[call_id].of("ringing"):
            call, agent = turn.calls.get(call_id), turn.agents.get(party.person)
            there = call is not None and name in (call.node, agent.node if agent is not None else "")
            if call is not None and there and not rings_on(party):
                take_back(turn, call, party, "withdrawn")


def died(turn: Turn, name: str) -> None:
    """Nothing of the node's calls is left: they end, their callers are owed a call, the lines are down.

    They ended with its last sign of life: that it died is known only when another one is there. Of a call
    that stands elsewhere only what stood here is gone.
    """
    turn.clear_timer(f"node:{name}:lost")
    heard = turn.node(name).heard or turn.now
    for call_id in turn.each("call", sorted(one for one, call in turn.calls.items() if call.node == name)):
        call = turn.calls[call_id]
        with turn.then(max(heard, known_until(turn, call))):
            if call.state != "parting":
                owe_callback(turn, call, "switch_lost")
            end(turn, call, call.outcome or "switch_lost", "switch", cause=38, gone="all")
    unlinked.cut_off(turn, name)
    for recording in sorted(one for one, known in turn.recordings.items() if known.node == name):
        recordings.finish(turn, recording)
    for key in sorted(one for one, known in turn.closing.items() if known.node == name):
        channels.gone(turn, key)
    for person in sorted(turn.agents):
        agent = turn.agents[person]
        if agent.line is not None and agent.line.node == name:
            line.lost(turn, agent, 38)
    for endpoint in sorted(one for one, node in turn.registered.items() if node == name):
        devices.go(turn, endpoint)


def show_agents(turn: Turn, name: str) -> None:
    """Whether the agents of a node can be offered calls has changed."""
    for person in sorted(one for one, agent in turn.agents.items() if agent.node == name):
        turn.change_agent(turn.agents[person])
