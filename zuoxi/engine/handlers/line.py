"""The agent's line: one standing leg per WebRTC device, dialled as it registers, kept while signed in."""

from msgspec.structs import replace

from zuoxi.engine.commands import DialDevice
from zuoxi.engine.handlers import adopting, channels, reconnecting
from zuoxi.engine.handlers.matrix import LINE_LOST
from zuoxi.engine.leg import LEG
from zuoxi.engine.state import Agent, Leg, channel_key
from zuoxi.engine.turn import Turn

DIAL_MARGIN_MS = 3_000
"""How much later than the switch we give up a device that does not take its line."""


def reach(turn: Turn, agent: Agent) -> Agent:
    """Find where the agent's device is, and see to it that a WebRTC device has its standing leg.

    A line that stands already is taken, not dialled anew.
    """
    if agent.device.kind == "sip_phone":
        return _locate_phone(turn, agent)
    node = turn.registered.get(agent.device.endpoint, "")
    agent = adopting.claim(turn, agent)
    if agent.line is not None or not turn.is_up(node):
        return agent
    return _dial(turn, agent, node)


def _locate_phone(turn: Turn, agent: Agent) -> Agent:
    node = turn.registered.get(agent.device.endpoint, "")
    if not node and agent.device.dial:
        node = min((name for name, known in turn.nodes.items() if known.up), default=agent.node)
    return turn.change_agent(agent, node=node)


def _dial(turn: Turn, agent: Agent, node: str) -> Agent:
    turn.clear_timer(f"agent:{agent.person}:line")
    leg_id = turn.new_id()
    leg = Leg(
        id=leg_id,
        node=node,
        channel=f"zx-{leg_id}",
        state=LEG.move("new", "dial"),
        since=turn.now,
        standing=True,
    )
    turn.enter("channels", channel_key(node, leg.channel), ("line", agent.person, ""))
    span = turn.spans.device_dial_timeout_ms
    turn.order(
        DialDevice(
            node=node,
            channel=leg.channel,
            endpoint=agent.device.endpoint,
            dial=agent.device.dial,
            standing=True,
            timeout_ms=span,
        )
    )
    turn.set_timer(f"agent:{agent.person}:device", turn.now + span + DIAL_MARGIN_MS)
    return turn.change_agent(agent, line=leg, node=node)


def progressed(turn: Turn, agent: Agent) -> None:
    """The device rings (it will take the line by itself)."""
    line = agent.line
    if line is not None and LEG.allows(line.state, "progress"):
        turn.change_agent(agent, line=replace(line, state=LEG.move(line.state, "progress")))


def taken(turn: Turn, agent: Agent) -> None:
    """The device has taken its line: the agent can speak, and goes on with the call he was in."""
    line = agent.line
    if line is None or not LEG.allows(line.state, "answer"):
        return
    turn.clear_timer(f"agent:{agent.person}:device")
    agent = turn.change_agent(agent, line=replace(line, state=LEG.move(line.state, "answer")))
    for call_id in agent.calls:
        call = turn.calls[call_id]
        party = call.party_of(agent.person)
        if party is not None and party.state == "reconnecting" and turn.can_meet(call.node, agent.node):
            reconnecting.rejoin(turn, call, party, turn.agents[agent.person])


def lost(turn: Turn, agent: Agent, cause: int) -> None:
    """The standing leg is gone. It is tried again while the device is registered."""
    if agent.line is None:
        return
    channels.disown(turn, agent.line)
    turn.clear_timer(f"agent:{agent.person}:device")
    agent = turn.change_agent(agent, line=None)
    turn.set_timer(f"agent:{agent.person}:line", turn.now + turn.spans.line_retry_ms)
    for call_id in agent.calls:
        if (call := turn.calls.get(call_id)) is not None:
            party = call.party_of(agent.person)
            loss = LINE_LOST.get(party.state) if party else None
            if party is not None and loss is not None:
                loss(turn, call, party, cause)


def drop(turn: Turn, agent: Agent) -> None:
    """The standing leg belongs to a page that is gone or displaced: hang it up, as if it had been lost."""
    if agent.line is None:
        return
    channels.hang_up(turn, agent.line)
    lost(turn, agent, 16)


def look_after(turn: Turn, agent: Agent) -> None:
    """A line that is not up is tried again some day, also when the deadline for that has been taken off."""
    timer, span = f"agent:{agent.person}:line", turn.spans.inventory_ms
    if agent.line is not None:
        timer, span = f"agent:{agent.person}:device", turn.spans.device_dial_timeout_ms + DIAL_MARGIN_MS
    up = agent.device.kind != "webrtc" or (agent.line is not None and agent.line.state == "up")
    if not up and timer not in turn.timers:
        turn.set_timer(timer, turn.now + span)


def try_again(turn: Turn, person: str) -> None:
    """It is time to dial the device again, if it is there."""
    agent = turn.agents.get(person)
    if agent is not None:
        reach(turn, agent)


def not_taken(turn: Turn, person: str) -> None:
    """The device has not taken its line in time."""
    agent = turn.agents.get(person)
    if agent is not None and agent.line is not None and agent.line.state != "up":
        drop(turn, agent)
