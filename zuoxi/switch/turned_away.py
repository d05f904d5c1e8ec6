"""Callers who found no process of ours: the dialplan notes them in Asterisk's own database."""

from collections.abc import Iterable
from contextlib import suppress

from zuoxi.engine.events import CallTurnedAway
from zuoxi.switch.ami import AmiClient, AmiLost, AmiRefused
from zuoxi.switch.lag import rang
from zuoxi.switch.translate import plain_number

FAMILY = "turned-away"
"""Key: the channel. Value: seconds since the epoch|trunk|dialled number|his number, empty when withheld|when
he came, in seconds too (earlier dialplans did not note it). The dialled part is as the carrier sent it: it
may have the sign between the parts in it, the others have not."""
HALF_MS = 500
"""A moment told in whole seconds is on average half a second later."""


async def read(ami: AmiClient, node: str) -> list[CallTurnedAway]:
    """Everybody who is noted, in the order of their coming. Errors: AmiLost, TimeoutError."""
    found = [_told(node, note) for note in await ami.listing("DBGetTree", Family=FAMILY)]
    return sorted((one for one in found if one is not None), key=lambda one: (one.at, one.channel))


async def forget(ami: AmiClient, channels: Iterable[str]) -> None:
    """They have been told of, and need no note. What stays is told once more by the next connection."""
    for channel in channels:
        with suppress(AmiRefused, AmiLost, TimeoutError):
            await ami.action("DBDel", Family=FAMILY, Key=channel)


def _told(node: str, note: dict[str, str]) -> CallTurnedAway | None:
    channel = note.get("Key", "").rpartition("/")[2]
    parts = note.get("Val", "").split("|")
    if not channel or len(parts) < 4 or not parts[0].isdecimal():
        return None
    if len(parts) == 4:
        parts.append(parts[0])
    at, trunk, *asked, caller, came = parts
    return CallTurnedAway(
        node=node,
        channel=channel,
        trunk=trunk,
        dialled="|".join(asked),
        caller=plain_number(caller),
        at=int(at) * 1_000 + HALF_MS,
        rang_ms=rang(int(came) * 1_000, int(at) * 1_000) if came.isdecimal() else 0,
    )
