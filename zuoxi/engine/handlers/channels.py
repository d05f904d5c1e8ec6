"""Channels: whose each is, and seeing to it that one that was hung up really goes."""

from typing import Literal

from msgspec.structs import replace

from zuoxi.engine.commands import HangUp
from zuoxi.engine.state import Closing
from zuoxi.engine.turn import Turn

TRIES = 3
"""How often a hang-up is ordered; after that only an inventory can find the channel."""


def own(turn: Turn, channel: str, kind: Literal["customer", "phone", "line"], owner: str) -> None:
    """The channel belongs to a call's customer, to the phone of a call's agent, or is an agent's line."""
    turn.enter("channels", channel, (kind, owner))


def disown(turn: Turn, channel: str) -> None:
    """Nothing more is expected of the channel."""
    turn.strike("channels", channel)


def hang_up(
    turn: Turn,
    node: str,
    channel: str,
    cause: Literal["normal", "busy", "congestion", "no_answer"] = "normal",
) -> None:
    """End a channel and remember it until the switch tells that it is gone."""
    disown(turn, channel)
    turn.order(HangUp(node=node, channel=channel, cause=cause))
    turn.enter("closing", channel, Closing(node=node, tries=1))
    turn.set_timer(f"channel:{channel}:closing", turn.now + turn.spans.setup_timeout_ms)


def gone(turn: Turn, channel: str) -> None:
    """A channel that was hung up has gone."""
    turn.strike("closing", channel)
    turn.clear_timer(f"channel:{channel}:closing")


def still_there(turn: Turn, channel: str) -> None:
    """Nobody has told that a channel is gone: order its end again."""
    closing = turn.closing.get(channel)
    if closing is None:
        return
    if closing.tries >= TRIES:
        gone(turn, channel)
        return
    turn.order(HangUp(node=closing.node, channel=channel))
    turn.enter("closing", channel, replace(closing, tries=closing.tries + 1))
    turn.set_timer(f"channel:{channel}:closing", turn.now + turn.spans.setup_timeout_ms)
