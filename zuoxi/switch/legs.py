"""Which legs stand in the node, so that each ends exactly once, with the cause that the network gave.

A customer's leg that came in tells its end by `StasisEnd` alone; a leg that we dialled tells it by
`StasisEnd` and then `ChannelDestroyed`, and only the latter knows the cause of a time-out. A leader's ear
is told as a customer's leg is. Pure.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from zuoxi.engine import events as e
from zuoxi.switch.ari_inventory import Inventory
from zuoxi.switch.translate import CUSTOMER, channel_of

NORMAL = 16
REFUSED: Mapping[tuple[int, int], int] = {
    (21, 403): 57,
    (19, 480): 20,
}
"""(Q.850 cause that Asterisk made, SIP status that it made it of) -> cause of a call that never rang.

Asterisk has one cause for a network that forbids the call and for a person who declines it, and one for a
person who is not there and for one who does not answer.
"""
REMEMBERED = 2_000
"""Ends that are remembered: Asterisk goes on to list a channel for some moments."""


@dataclass
class _Leg:
    inbound: bool
    device: bool = False
    up: bool = False
    held: bool = False
    """Its own far end has put it on hold, and may send nothing."""
    cause: int = 0
    rang: bool = False
    taken: bool = False
    """Inbound: we have answered it, so its end is nobody else's to tell."""
    found: bool = False
    """An inventory has shown it first: what an earlier process did with it nobody knows."""
    ear: bool = False
    """A leader listens by it: sound need not come from it."""
    missed: int = 0
    """Inventories in a row that did not show it."""


def _state(leg: _Leg, message: Mapping[str, Any]) -> None:
    leg.rang = True
    channel = message["channel"]
    leg.up = leg.up or (isinstance(channel, Mapping) and channel.get("state") == "Up")


def _hold(leg: _Leg, message: Mapping[str, Any]) -> None:
    leg.held = message.get("type") == "ChannelHold"


CHANGES: dict[Any, Callable[[_Leg, Mapping[str, Any]], None]] = {
    "ChannelStateChange": _state,
    "ChannelHold": _hold,
    "ChannelUnhold": _hold,
}


class Legs:
    """The channels of our application in one node."""

    def __init__(self, node: str) -> None:
        self._node: Final = node
        self._legs: dict[str, _Leg] = {}
        self._ended: dict[str, None] = {}

    def __contains__(self, channel: str) -> bool:
        return channel in self._legs

    def __len__(self) -> int:
        return len(self._legs)

    def dialled(self, channel: str, *, device: bool = False) -> None:
        """We are about to dial it; `device`: it is a phone or browser of ours, not a customer."""
        self._legs.setdefault(channel, _Leg(inbound=False, device=device))

    def listening(self, channel: str) -> None:
        """We are about to listen to somebody by it."""
        self._legs.setdefault(channel, _Leg(inbound=False, ear=True))

    def never_was(self, channel: str) -> None:
        """Asterisk would not make the channel."""
        self._legs.pop(channel, None)

    def taken(self, channel: str) -> None:
        """We take the customer's call."""
        if leg := self._legs.get(channel):
            leg.taken = True

    def speaking(self) -> dict[str, bool]:
        """Legs from which sound must come: channel -> whether it is a device of ours."""
        return {
            name: leg.device for name, leg in self._legs.items() if leg.up and not leg.held and not leg.ear
        }

    def at_the_door(self, channel: str) -> bool:
        """Whether it is a caller whose call we have not taken."""
        leg = self._legs.get(channel)
        return leg is not None and leg.inbound and not leg.taken

    def stood_before(self, channel: str) -> bool:
        """Whether an earlier process or connection may have done something with it."""
        leg = self._legs.get(channel)
        return leg is None or leg.found

    def ordered(self, channel: str, cause: int) -> None:
        """We asked for its end, with this cause."""
        if leg := self._legs.get(channel):
            leg.cause = leg.cause or cause

    def compare(self, found: Inventory, arriving: Iterable[str] = ()) -> Inventory:
        """Take over what an inventory shows, and leave out of it what is told otherwise.

        That is who has ended already, and who has not been announced yet (`arriving`: his arrival waits to be
        told). Legs that never came to be are forgotten when two inventories do not show them.
        """
        without = {*arriving, *self._ended}
        channels = tuple(one for one in found.channels if one.channel not in without)
        shown = {one.channel for one in channels}
        for one in channels:
            if one.ours:
                leg = self._legs.setdefault(one.channel, _Leg(one.direction == "inbound", found=True))
                leg.taken = leg.taken or bool(one.call)
                leg.up = leg.up or one.state == "up"
                leg.ear = leg.ear or one.spies
        for channel, leg in list(self._legs.items()):
            leg.missed = 0 if channel in shown else leg.missed + 1
            if leg.missed > 1:
                del self._legs[channel]
        return replace(found, channels=channels)

    def begin(self, message: Mapping[str, Any]) -> bool:
        """A `StasisStart`; False when the channel is known already, so that nobody arrives twice."""
        args, channel = message.get("args"), channel_of(message)
        if not channel or channel in self._legs or channel in self._ended:
            return False
        self._legs[channel] = _Leg(inbound=isinstance(args, list) and args[:1] == [CUSTOMER])
        return True

    def end(self, message: Mapping[str, Any]) -> tuple[e.LegEnded, bool] | None:
        """The end of a leg, when a message tells it; with it, whether it was a caller whom we never took."""
        channel, kind = channel_of(message), message.get("type")
        leg = self._legs.get(channel)
        if leg is None:
            return None
        if kind in CHANGES:
            CHANGES[kind](leg, message)
            return None
        cause = message.get("cause")
        status = message.get("tech_cause")
        if isinstance(cause, int) and isinstance(status, int) and not leg.rang and not leg.inbound:
            cause = REFUSED.get((cause, status), cause)
        if kind == "ChannelHangupRequest" and isinstance(cause, int) and not message.get("soft"):
            leg.cause = cause
        if kind == "ChannelDestroyed" and isinstance(cause, int):
            leg.cause = leg.cause or cause
        if kind == "ChannelDestroyed" or (kind == "StasisEnd" and (leg.inbound or leg.ear)):
            del self._legs[channel]
            self._remember(channel)
            ended = e.LegEnded(node=self._node, channel=channel, cause=leg.cause or NORMAL)
            return ended, leg.inbound and not leg.taken
        return None

    def has_ended(self, channel: str) -> None:
        """It is told as gone; an inventory may still show it for some moments."""
        self._legs.pop(channel, None)
        self._remember(channel)

    def _remember(self, channel: str) -> None:
        self._ended[channel] = None
        if len(self._ended) > REMEMBERED:
            del self._ended[next(iter(self._ended))]
