"""Asterisk's JSON -> our events: pure, a table by type. What is unknown or not as it should be gives None.

The end of a leg is not here: `StasisEnd` and `ChannelDestroyed` both tell of it; `legs.py` makes one of them.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar

from zuoxi.engine import events as e
from zuoxi.switch.lag import came_at, rang, stamp_of

Message = Mapping[str, Any]
CUSTOMER = "customer"
"""First argument that the dialplan gives with a call that came from a carrier."""
STATES: dict[str, Literal["created", "down", "ringing", "up", "other"]] = {
    "Down": "down",
    "Rsrved": "down",
    "Ring": "ringing",
    "Ringing": "ringing",
    "Up": "up",
}
T = TypeVar("T")


def translate(node: str, message: object) -> e.SwitchEvent | None:
    """The event that a message of the application tells; None when it tells us nothing. Never fails."""
    if not isinstance(message, Mapping):
        return None
    kind = message.get("type")
    reader = READERS.get(kind) if isinstance(kind, str) else None
    try:
        return reader(node, message) if reader else None
    except _Odd:
        return None


def channel_of(message: object) -> str:
    """The channel that a message is about; empty when there is none."""
    channel = message.get("channel") if isinstance(message, Mapping) else None
    name = channel.get("id") if isinstance(channel, Mapping) else None
    return name if isinstance(name, str) else ""


class _Odd(Exception):
    """A message has not the shape that Asterisk documents."""


def _take(source: object, key: str, kind: type[T]) -> T:
    value = source.get(key) if isinstance(source, Mapping) else None
    if not isinstance(value, kind):
        raise _Odd
    return value


def _id(message: Message, what: str = "channel") -> str:
    if not (name := _take(_take(message, what, dict), "id", str)):
        raise _Odd
    return name


def _arrived(node: str, message: Message) -> e.SwitchEvent | None:
    args = _take(message, "args", list)
    if len(args) < 3 or args[0] != CUSTOMER or not all(isinstance(arg, str) for arg in args):
        return None  # a leg that we dialled ourselves
    channel = _take(message, "channel", dict)
    caller = _take(_take(channel, "caller", dict), "number", str)
    return e.CallArrived(
        node=node,
        channel=_id(message),
        trunk=args[1],
        dialled=args[2],
        caller=plain_number(caller),
        rang_ms=rang(came_at(channel), stamp_of(message)),
    )


def plain_number(number: str) -> str:
    """A caller's number as a carrier gives it; the words for "withheld" become empty."""
    return "" if number.lower() in ("anonymous", "unavailable", "unknown", "restricted") else number


def _state(node: str, message: Message) -> e.SwitchEvent | None:
    match STATES.get(_take(_take(message, "channel", dict), "state", str)):
        case "up":
            return e.LegAnswered(node=node, channel=_id(message))
        case "ringing":
            return e.LegProgressed(node=node, channel=_id(message), progress="ringing")
        case _:
            return None


def _dial(node: str, message: Message) -> e.SwitchEvent | None:
    if _take(message, "dialstatus", str) != "PROGRESS":
        return None
    return e.LegProgressed(node=node, channel=_id(message, "peer"), progress="early_media")


def _key(node: str, message: Message) -> e.SwitchEvent | None:
    digit = _take(message, "digit", str)
    if len(digit) != 1 or digit not in "0123456789*#ABCD":
        return None
    return e.KeyPressed(node=node, channel=_id(message), digit=digit)


def _prompt(node: str, message: Message) -> e.SwitchEvent | None:
    playback = _take(message, "playback", dict)
    kind, _, channel = _take(playback, "target_uri", str).partition(":")
    if kind != "channel" or not channel:
        return None
    return e.PromptFinished(node=node, channel=channel, playback=_take(playback, "id", str))


READERS: dict[str, Callable[[str, Message], e.SwitchEvent | None]] = {
    "StasisStart": _arrived,
    "ChannelStateChange": _state,
    "Dial": _dial,
    "ChannelDtmfReceived": _key,
    "PlaybackFinished": _prompt,
}
"""Message type -> how it is read."""
WANTED = (
    *READERS,
    "StasisEnd",
    "ChannelDestroyed",
    "ChannelHangupRequest",
    "ApplicationReplaced",
    "ChannelUserevent",
    "ChannelHold",
    "ChannelUnhold",
)
"""What the event filter lets through; the rest is most of the traffic."""
