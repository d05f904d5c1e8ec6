"""Which legs stand in the node, so that each ends exactly once, with the cause that the network gave.

A customer's leg that came in tells its end by `StasisEnd` alone; a leg that we dialled tells it by
`StasisEnd` and then `ChannelDestroyed`, and only the latter knows the cause of a time-out. Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from zuoxi.engine import events as e
from zuoxi.switch.translate import CUSTOMER, channel_of

NORMAL = 16
ORDERED = {"normal": 16, "busy": 17, "congestion": 34, "no_answer": 19}
"""Our reasons for hanging up -> Q.850 cause."""


@dataclass
class _Leg:
    inbound: bool
    cause: int = 0


class Legs:
    """The channels of our application in one node."""

    def __init__(self, node: str) -> None:
        self._node = node
        self._legs: dict[str, _Leg] = {}

    def __contains__(self, channel: str) -> bool:
        return channel in self._legs

    def begin(self, channels: Iterable[tuple[str, bool]]) -> None:
        """Start from what an inventory found: (channel, whether it came in from a carrier)."""
        self._legs = {channel: _Leg(inbound) for channel, inbound in channels}

    def dialled(self, channel: str) -> None:
        """We dialled it."""
        self._legs.setdefault(channel, _Leg(inbound=False))

    def ordered(self, channel: str, reason: str) -> None:
        """We asked for its end, for this reason."""
        if leg := self._legs.get(channel):
            leg.cause = leg.cause or ORDERED.get(reason, NORMAL)

    def take(self, message: Mapping[str, Any]) -> e.LegEnded | None:
        """Look at a message; the end of a leg comes out once."""
        channel, kind = channel_of(message), message.get("type")
        if not channel:
            return None
        if kind == "StasisStart":
            args = message.get("args")
            inbound = isinstance(args, list) and args[:1] == [CUSTOMER]
            self._legs.setdefault(channel, _Leg(inbound))
        leg = self._legs.get(channel)
        if leg is None:
            return None
        cause = message.get("cause")
        if kind == "ChannelHangupRequest" and isinstance(cause, int) and not message.get("soft"):
            leg.cause = cause
        if kind == "ChannelDestroyed" and isinstance(cause, int):
            leg.cause = leg.cause or cause
        if kind == "ChannelDestroyed" or (kind == "StasisEnd" and leg.inbound):
            del self._legs[channel]
            return e.LegEnded(node=self._node, channel=channel, cause=leg.cause or NORMAL)
        return None
