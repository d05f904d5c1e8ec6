"""A lost line in mid-call: the customer is held, and the agent who comes back in time simply goes on."""

from zuoxi.engine.commands import Leave
from zuoxi.engine.handlers import segments, sounds
from zuoxi.engine.handlers.offering import join
from zuoxi.engine.handlers.parting import apologise
from zuoxi.engine.handlers.queueing import send_back
from zuoxi.engine.moves import move_agent, move_call
from zuoxi.engine.state import Agent, Call
from zuoxi.engine.turn import Turn


def begin(turn: Turn, call: Call, agent: Agent, cause: int) -> None:
    """The agent's standing leg is gone; his customer is told to hold on."""
    call = segments.drop_agent_leg(turn, call, cause, gone=True)
    if call.state == "talking":
        turn.order(Leave(node=call.node, bridge=call.bridge, channels=(call.customer.channel,)))
    call = move_call(turn, call, "lose_line")
    call = sounds.hush(turn, call)
    sounds.say(turn, call, turn.house.config.announcements.please_hold)
    move_agent(turn, agent, "lose_line", cause="system")
    turn.set_timer(f"call:{call.id}:reconnect", turn.now + turn.spans.reconnect_ms)


def held_on(turn: Turn, call: Call) -> None:
    """The customer has been told to hold on: now music."""
    sounds.music_on(turn, sounds.said(turn, call))


def rejoin(turn: Turn, call: Call, agent: Agent) -> None:
    """The line is back: the conversation goes on where it was."""
    turn.clear_timer(f"call:{call.id}:reconnect")
    call = sounds.hush(turn, call)
    call = join(turn, call, agent)
    move_call(turn, call, "rejoin")
    move_agent(turn, agent, "rejoin", cause="system")


def timed_out(turn: Turn, call: Call) -> None:
    """The agent did not come back: somebody else takes the caller; a called customer is released."""
    if call.state != "reconnecting":
        return
    if call.direction == "inbound" and call.queue is not None:
        send_back(turn, sounds.hush(turn, call), "withdrawn")
    else:
        apologise(turn, call)
