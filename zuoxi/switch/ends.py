"""Customers who hung up while nobody of us was there: the dialplan notes the end of each call, so that its
record is true. When that ended which an inventory does not show, nobody knows.

The notes are global variables of Asterisk, a ring of them: the thread of a call that we have taken may not
write into Asterisk's own database ("dangerous function").
"""

import asyncio
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zuoxi.switch.ami import AmiClient
from zuoxi.switch.ari_http import AriHttp
from zuoxi.switch.turned_away import HALF_MS

RING = 512
"""Places of the ring: that many of the last channels can be looked up, phones' among them."""
NAME = "ZUOXI_ENDED_"
"""Begins the name of a place; its number follows. Value: channel|seconds since the epoch|Q.850 cause."""
NORMAL = 16
TOLD = "ZUOXI_ENDS_TOLD"
"""Until when everything has been told for good: ms by the switch's clock."""


class Ended(NamedTuple):
    """A channel, the cause of its end, and its moment by the switch's clock (ms)."""

    channel: str
    cause: int
    at: int


async def read(ami: AmiClient) -> list[Ended]:
    """The ends of which perhaps nobody has heard, oldest first. Errors: AmiLost, AmiRefused, TimeoutError."""
    places = (ami.action("Getvar", Variable=f"{NAME}{place}") for place in range(RING))
    told, *notes = await asyncio.gather(ami.action("Getvar", Variable=TOLD), *places)
    said = told.get("Value", "")
    since = int(said) if said.isdecimal() else 0
    found = [one for one in _ends(note.get("Value", "") for note in notes) if one.at >= since]
    return sorted(found, key=lambda one: one.at)


async def told_until(http: AriHttp, moment: int) -> None:
    """What ended before `moment` (ms by the switch's clock) need not be told again. Errors: SwitchRefused,
    SwitchSilent."""
    await http.post("/asterisk/variable", variable=TOLD, value=str(moment))


def _ends(notes: Iterable[str]) -> Iterator[Ended]:
    for note in notes:
        channel, _, rest = note.partition("|")
        at, _, cause = rest.partition("|")
        if channel and at.isdecimal():
            known = int(cause) if cause.isdecimal() and int(cause) else NORMAL
            yield Ended(channel, known, int(at) * 1_000 + HALF_MS)
