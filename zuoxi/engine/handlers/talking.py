"""In conversation: hold and resume, mute, keys, hang up (T11)."""

import re

from zuoxi.engine.commands import Join, Leave, Mute, SendKeys
from zuoxi.engine.events import (
    HangUpRequested,
    HoldRequested,
    KeysRequested,
    MuteRequested,
    ResumeRequested,
)
from zuoxi.engine.handlers import sounds
from zuoxi.engine.handlers.asking import asker, commandable, own_call
from zuoxi.engine.handlers.ending import end
from zuoxi.engine.moves import move_agent, move_call
from zuoxi.engine.refusals import Refused
from zuoxi.engine.state import Agent, Call
from zuoxi.engine.turn import Turn

KEYS = re.compile(r"[0-9*#A-D]{1,32}")


def hold_requested(turn: Turn, event: HoldRequested) -> None:
    """The customer hears music and nobody hears him."""
    agent, call = _in_hand(turn, event, "talking")
    turn.reply(event.request)
    turn.order(Leave(node=call.node, bridge=call.bridge, channels=(call.customer.channel,)))
    call = sounds.music_on(turn, call)
    move_call(turn, call, "hold")
    move_agent(turn, agent, "hold", cause="agent", by=agent.person)


def resume_requested(turn: Turn, event: ResumeRequested) -> None:
    """Both speak again."""
    agent, call = _in_hand(turn, event, "holding")
    turn.reply(event.request)
    call = sounds.hush(turn, call)
    turn.order(Join(node=call.node, bridge=call.bridge, channels=(call.customer.channel,)))
    move_call(turn, call, "resume")
    move_agent(turn, agent, "resume", cause="agent", by=agent.person)


def mute_requested(turn: Turn, event: MuteRequested) -> None:
    """The customer does not hear the agent."""
    _, call = _in_hand(turn, event, "talking", "holding")
    assert call.agent_leg is not None
    turn.reply(event.request)
    if call.muted != event.muted:
        turn.order(Mute(node=call.node, channel=call.agent_leg.channel, muted=event.muted))
        turn.change_call(call, muted=event.muted)


def keys_requested(turn: Turn, event: KeysRequested) -> None:
    """Keys (DTMF) to the customer's side, for example into the menu of a company that was called."""
    _, call = _in_hand(turn, event, "talking")
    if not KEYS.fullmatch(event.digits):
        raise Refused("bad_keys")
    turn.reply(event.request)
    turn.order(SendKeys(node=call.node, channel=call.customer.channel, digits=event.digits))


def hang_up_requested(turn: Turn, event: HangUpRequested) -> None:
    """The agent ends his conversation, or gives up dialling."""
    _, call = _in_hand(turn, event, "talking", "holding", "reconnecting", "phoning", "dialling")
    turn.reply(event.request)
    end(turn, call, "answered" if call.answered_at else "cancelled", "agent")


def _in_hand(
    turn: Turn,
    event: HangUpRequested | HoldRequested | KeysRequested | MuteRequested | ResumeRequested,
    *states: str,
) -> tuple[Agent, Call]:
    """The asker and his call, which must be in one of `states` on a node that can be commanded."""
    agent = asker(turn, event)
    call = own_call(turn, agent, event.call)
    if call.state not in states:
        raise Refused("wrong_state", state=call.state)
    commandable(turn, call.node)
    return agent, call
