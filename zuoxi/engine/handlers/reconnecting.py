"""A lost line in mid-call: the customer is held, and the agent who comes back in time simply goes on."""

from zuoxi.engine.handlers import letting_go, linking, segments, sounds
from zuoxi.engine.handlers.joining import join
from zuoxi.engine.handlers.parting import apologise
from zuoxi.engine.handlers.queueing import send_back
from zuoxi.engine.moves import follow, move_call, move_party
from zuoxi.engine.state import Agent, Call, Party
from zuoxi.engine.turn import Turn


def begin(turn: Turn, call: Call, party: Party, cause: int) -> None:
    """The agent's standing leg is gone; his customer is told to hold on."""
    hold_on(turn, drop(turn, call, party, cause), party)


def drop(turn: Turn, call: Call, party: Party, cause: int) -> Call:
    """The agent's standing leg is out of the call."""
    call = letting_go.nobody_watches(turn, call, party)
    segments.drop_leg(turn, call, party, cause, gone=True)
    call = turn.change_party(call, party, leg=None, hears=False, speaks=False, muted=False)
    return linking.close_idle(turn, call)


def hold_on(turn: Turn, call: Call, party: Party) -> None:
    """The customer of an agent without a line is told to hold on."""
    call = turn.change_party(call, call.customer, hears=False, speaks=False)
    call = move_call(turn, call, "lose_line")
    call = sounds.say(turn, call, turn.house.config.announcements.please_hold)
    move_party(turn, call, party, "lose_line")
    follow(turn, turn.agents[party.person], cause="system")
    turn.set_timer(f"call:{call.id}:reconnect", turn.now + turn.spans.reconnect_ms)


def held_on(turn: Turn, call: Call) -> None:
    """The customer has been told to hold on: now music."""
    sounds.music_on(turn, sounds.said(turn, call))


def rejoin(turn: Turn, call: Call, party: Party, agent: Agent) -> None:
    """The line is back: the conversation goes on where it was."""
    turn.clear_timer(f"call:{call.id}:reconnect")
    call = join(turn, call, party, agent)
    call = move_call(turn, call, "rejoin")
    move_party(turn, call, party, "rejoin")
    follow(turn, agent, cause="system")


def timed_out(turn: Turn, call: Call) -> None:
    """The agent did not come back: somebody else takes the customer; whom he had called is released."""
    if call.state != "reconnecting":
        return
    if call.queue is not None:
        send_back(turn, call, "withdrawn")
    else:
        apologise(turn, call)
