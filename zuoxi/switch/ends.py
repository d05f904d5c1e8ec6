"""Customers who hung up while nobody of us was there: the dialplan notes the end of each call, so that its
record is true. When that ended which an inventory does not show, nobody knows.

The notes are global variables of Asterisk, a ring of them: the thread of a call that we have taken may not
write into Asterisk's own database ("dangerous function").
"""

import asyncio
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zuoxi.switch.ami import AmiClient
from zuoxi.switch.turned_away import HALF_MS

RING = 512
"""Places of the ring: that many of the last channels can be looked up, phones' among them."""
NAME = "ZUOXI_ENDED_"
"""Begins the name of a place; its number follows. Value: channel|seconds since the epoch|Q.850 cause."""
NORMAL = 16


class Ended(NamedTuple):
    """A channel, the cause of its end, and its moment by the switch's clock (ms)."""

    channel: str
    cause: int
    at: int


async def read(ami: AmiClient) -> list[Ended]:
    """The last ends, oldest first; most are known already. Errors: AmiLost, AmiRefused, TimeoutError."""
    places = (ami.action("Getvar", Variable=f"{NAME}{place}") for place in range(RING))
    notes = await asyncio.gather(*places)
    return sorted(_ends(note.get("Value", "") for note in notes), key=lambda one: one.at)


def _ends(notes: Iterable[str]) -> Iterator[Ended]:
    for note in notes:
        channel, _, rest = note.partition("|")
        at, _, cause = rest.partition("|")
        if channel and at.isdecimal():
            known = int(cause) if cause.isdecimal() and int(cause) else NORMAL
            yield Ended(channel, known, int(at) * 1_000 + HALF_MS)
