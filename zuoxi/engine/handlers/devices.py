"""Devices that register and go away at the switch."""

from zuoxi.engine.events import DeviceRegistered, DeviceUnregistered
from zuoxi.engine.handlers import line
from zuoxi.engine.turn import Turn


def registered(turn: Turn, event: DeviceRegistered) -> None:
    """A device can be reached; if its agent has a session, his line is dialled."""
    turn.enter("registered", event.endpoint, event.node)
    agent = turn.agents.get(turn.seated.get(event.endpoint, ""))
    if agent is not None:
        line.reach(turn, agent)


def unregistered(turn: Turn, event: DeviceUnregistered) -> None:
    """A device cannot be reached any more."""
    if turn.registered.get(event.endpoint) == event.node:
        go(turn, event.endpoint)


def go(turn: Turn, endpoint: str) -> None:
    """The endpoint is registered nowhere.

    While the desktop is there the leg itself tells whether it is lost; without a desktop nobody holds it.
    """
    turn.strike("registered", endpoint)
    agent = turn.agents.get(turn.seated.get(endpoint, ""))
    if agent is None:
        return
    if agent.device.kind == "sip_phone":
        line.reach(turn, agent)
    elif not agent.connected:
        line.drop(turn, agent)
