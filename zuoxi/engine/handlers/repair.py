"""Putting a call right after its switch node was away: what may have got lost is ordered again.

Every order here may be carried out twice without harm. A recording is not started again.
"""

from collections.abc import Callable, Mapping

from zuoxi.engine.commands import AnswerChannel, CreateBridge, Join, Leave
from zuoxi.engine.events import ChannelSeen
from zuoxi.engine.handlers import sounds
from zuoxi.engine.state import Call
from zuoxi.engine.turn import Turn

Seen = Mapping[str, ChannelSeen]


def put_right(turn: Turn, call: Call, seen: Seen) -> None:
    """Order what the call's state needs and the switch does not show."""
    repair = REPAIRS.get(call.state)
    if repair is not None:
        repair(turn, call, seen)


def _answer(turn: Turn, call: Call, seen: Seen) -> None:
    turn.order(AnswerChannel(node=call.node, channel=call.customer.channel, call=call.id))


def _greet(turn: Turn, call: Call, seen: Seen) -> None:
    sounds.say_again(turn, call, *call.prompts)


def _part(turn: Turn, call: Call, seen: Seen) -> None:
    sounds.say_again(turn, call, call.parting)


def _entertain(turn: Turn, call: Call, seen: Seen) -> None:
    sounds.music_on(turn, call)


def _bridge(turn: Turn, call: Call, seen: Seen) -> None:
    leg = call.agent_leg
    if leg is None:
        return
    both = (call.customer.channel, leg.channel)
    if all(seen[one].bridge == call.bridge for one in both if one in seen):
        return
    sounds.hush(turn, turn.change_call(call, music=True))
    turn.order(CreateBridge(node=call.node, bridge=call.bridge, call=call.id))
    turn.order(Join(node=call.node, bridge=call.bridge, channels=both))


def _keep_apart(turn: Turn, call: Call, seen: Seen) -> None:
    customer = seen.get(call.customer.channel)
    if customer is not None and customer.bridge:
        turn.order(Leave(node=call.node, bridge=customer.bridge, channels=(customer.channel,)))
    sounds.music_on(turn, sounds.hush(turn, call))


def _dial(turn: Turn, call: Call, seen: Seen) -> None:
    leg = call.agent_leg
    if leg is not None and leg.channel in seen and seen[leg.channel].bridge != call.bridge:
        turn.order(CreateBridge(node=call.node, bridge=call.bridge, call=call.id))
        turn.order(Join(node=call.node, bridge=call.bridge, channels=(leg.channel,)))


REPAIRS: Mapping[str, Callable[[Turn, Call, Seen], None]] = {
    "setting_up": _answer,
    "greeting": _greet,
    "queued": _entertain,
    "ringing": _entertain,
    "dialling": _dial,
    "talking": _bridge,
    "holding": _keep_apart,
    "reconnecting": _keep_apart,
    "parting": _part,
}
"""Call state -> what it needs. A call that is held or whose phone rings needs nothing."""
