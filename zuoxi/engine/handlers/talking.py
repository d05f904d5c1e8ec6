"""In conversation: hold and resume, mute, keys, hang up (T11)."""

import re

from zuoxi.engine.commands import SendKeys
from zuoxi.engine.events import (
    HangUpRequested,
    HoldRequested,
    KeysRequested,
    MuteRequested,
    ResumeRequested,
)
from zuoxi.engine.handlers import rating, sounds, supervising
from zuoxi.engine.handlers.asking import asker, own_part
from zuoxi.engine.handlers.consulting import leave
from zuoxi.engine.handlers.ending import end
from zuoxi.engine.handlers.joining import let_in
from zuoxi.engine.handlers.when import AMONG_SEVERAL, WHEN
from zuoxi.engine.moves import follow, move_call, move_party
from zuoxi.engine.refusals import Refused
from zuoxi.engine.state import Agent, Call, Party
from zuoxi.engine.turn import Turn

KEYS = re.compile(r"[0-9*#A-D]{1,32}")

InCall = HoldRequested | KeysRequested | MuteRequested | ResumeRequested


def hold_requested(turn: Turn, event: HoldRequested) -> None:
    """The customer hears music and nobody hears him."""
    agent, call, party = _in_hand(turn, event)
    turn.reply(event.request)
    call = turn.change_party(call, call.customer, hears=False, speaks=False)
    call = move_call(turn, sounds.music_on(turn, call), "hold")
    move_party(turn, call, party, "hold")
    follow(turn, agent, cause="agent", by=agent.person)


def resume_requested(turn: Turn, event: ResumeRequested) -> None:
    """Both speak again."""
    agent, call, party = _in_hand(turn, event)
    turn.reply(event.request)
    call = let_in(turn, call)
    call = move_call(turn, call, "resume")
    move_party(turn, call, party, "resume")
    follow(turn, agent, cause="agent", by=agent.person)


def mute_requested(turn: Turn, event: MuteRequested) -> None:
    """The customer does not hear the agent."""
    _, call, party = _in_hand(turn, event)
    turn.reply(event.request)
    if party.muted != event.muted:
        turn.change_party(call, party, muted=event.muted)


def keys_requested(turn: Turn, event: KeysRequested) -> None:
    """Keys (DTMF) to the customer's side, for example into the menu of a company that was called."""
    _, call, _ = _in_hand(turn, event)
    if not KEYS.fullmatch(event.digits):
        raise Refused("bad_keys")
    turn.reply(event.request)
    turn.order(SendKeys(node=call.node, channel=call.channel, digits=event.digits))


def hang_up_requested(turn: Turn, event: HangUpRequested) -> None:
    """The agent ends his conversation, or gives up dialling; one of several leaves the others to theirs.

    Nobody is kept in a call because its switch is not back yet: the call is over now, and what still stands
    of it is ended as soon as an inventory shows it.
    """
    call, party = own_part(turn, asker(turn, event), event.call, WHEN[HangUpRequested], at_once=False)
    turn.reply(event.request)
    if party.role == "supervisor":
        supervising.leave(turn, call, party)
        return
    if party.state in AMONG_SEVERAL:
        leave(turn, call, party, "agent")
    elif rating.stays(turn, call):
        rating.ask(turn, call, party, "house")
    else:
        end(turn, call, "answered" if call.answered_at else "cancelled", "agent")


def _in_hand(turn: Turn, event: InCall) -> tuple[Agent, Call, Party]:
    """The asker, his call and his part in it."""
    agent = asker(turn, event)
    return agent, *own_part(turn, agent, event.call, WHEN[type(event)])
