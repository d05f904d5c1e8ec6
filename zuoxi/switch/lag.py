"""How long ago that happened which is heard only now: while we were stopped, it waited in the sockets. Pure.

The switch stamps by a clock of its own, which may differ from ours and may be set. Each echo measures the
difference (it was made after we asked for it and before we heard it) and bounds the age: what is told after
an echo happened after that echo was asked for.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

LONGEST_RING_MS = 120_000
"""Longer nobody rings at our door: the switch's clock was set meanwhile."""


class Lag:
    """Ages of messages. All moments are ms on our steady clock; stamps are ms on the switch's."""

    def __init__(self, opened: int) -> None:
        """`opened`: nothing that this connection tells happened before."""
        self._since = opened
        self._ahead: int | None = None
        """Our clock minus the switch's; None: no echo has come yet."""

    def echoed(self, asked: int, stamp: int | None, heard: int) -> None:
        """The echo that was asked for at `asked` is heard, and the switch made it at `stamp`."""
        if stamp is not None and self._since <= asked <= heard:
            self.compared(asked, stamp, heard)
            self._since = asked

    def compared(self, asked: int, stamp: int | None, heard: int) -> None:
        """Likewise, of an echo before which more may still be to tell: it only compares the clocks."""
        if stamp is None or not self._since <= asked <= heard:
            return
        least, most = asked - stamp, heard - stamp
        self._ahead = most if self._ahead is None else min(max(self._ahead, least), most)

    def ago(self, stamp: int | None, now: int) -> int:
        """How long before `now` it happened (ms); 0 when that is not known."""
        if stamp is None or self._ahead is None:
            return 0
        return min(max(now - (stamp + self._ahead), 0), now - self._since)

    def since(self, stamp: int, now: int) -> int:
        """How long ago that was, also before this connection was opened; 0 when that is not known."""
        return 0 if self._ahead is None else max(now - (stamp + self._ahead), 0)

    def theirs(self, now: int) -> int | None:
        """What the switch's clock shows at `now`; None: that is not known."""
        return None if self._ahead is None else now - self._ahead

    def rang(self, came: int | None, now: int) -> int:
        """How long (ms) a caller who came then has rung by now; 0 when that is not known."""
        if came is None or self._ahead is None:
            return 0
        return rang(came + self._ahead, now)


def rang(came: int | None, told: int | None) -> int:
    """How long a caller rang between two moments of one clock (ms); 0 when that cannot be believed."""
    if came is None or told is None:
        return 0
    return told - came if 0 <= told - came <= LONGEST_RING_MS else 0


def came_at(channel: Mapping[str, Any]) -> int | None:
    """When the switch made a channel (ms on its clock); None: it does not say."""
    return stamp_of({"timestamp": channel.get("creationtime")})


def stamp_of(message: Mapping[str, Any]) -> int | None:
    """When the switch made a message of either interface (ms on its clock); None: it does not say."""
    try:
        if "timestamp" in message:
            return round(dt.datetime.fromisoformat(message["timestamp"]).timestamp() * 1000)
        return round(float(message["Timestamp"]) * 1000)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None
