"""Channels: seeing to it that one that was hung up really goes."""

from typing import Literal

from msgspec.structs import replace

from zuoxi.engine.commands import HangUp
from zuoxi.engine.state import Closing, Leg, channel_key
from zuoxi.engine.turn import Turn

TRIES = 3
"""How often a hang-up is ordered by time; later each inventory that shows the channel orders it again."""


def disown(turn: Turn, leg: Leg) -> None:
    """Nothing more is expected of the channel."""
    turn.strike("channels", channel_key(leg.node, leg.channel))


def hang_up(
    turn: Turn, leg: Leg, cause: Literal["normal", "busy", "congestion", "no_answer"] = "normal"
) -> None:
    """End a channel and remember it until the switch tells that it is gone."""
    disown(turn, leg)
    end(turn, leg.node, leg.channel, cause)


def end(
    turn: Turn,
    node: str,
    channel: str,
    cause: Literal["normal", "busy", "congestion", "no_answer"] = "normal",
) -> None:
    """End a channel that is nobody's (any more), and remember that until it is gone."""
    turn.order(HangUp(node=node, channel=channel, cause=cause))
    key = channel_key(node, channel)
    turn.enter("closing", key, Closing(node=node, channel=channel, tries=1))
    turn.set_timer(f"channel:{key}:closing", turn.now + turn.spans.setup_timeout_ms)


def gone(turn: Turn, key: str) -> None:
    """A channel that was hung up has gone."""
    turn.strike("closing", key)
    turn.clear_timer(f"channel:{key}:closing")


def still_there(turn: Turn, key: str) -> None:
    """Nobody has told that a channel is gone: order its end again."""
    closing = turn.closing.get(key)
    if closing is None or closing.tries >= TRIES:
        return
    turn.order(HangUp(node=closing.node, channel=closing.channel))
    turn.enter("closing", key, replace(closing, tries=closing.tries + 1))
    turn.set_timer(f"channel:{key}:closing", turn.now + turn.spans.setup_timeout_ms)
