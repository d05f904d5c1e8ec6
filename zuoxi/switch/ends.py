"""Customers who hung up while nobody of us was there: the dialplan notes the end of each call in Asterisk's
own database, so that its record is true. When that ended which an inventory does not show, nobody knows."""

from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from zuoxi.switch.ami import AmiClient, AmiLost, AmiRefused
from zuoxi.switch.turned_away import HALF_MS

FAMILY = "ended"
"""Key: the channel. Value: seconds since the epoch|Q.850 cause."""
NORMAL = 16


class Ended(NamedTuple):
    """A channel, the cause of its end, and its moment by the switch's clock (ms)."""

    channel: str
    cause: int
    at: int


async def read(ami: AmiClient) -> list[Ended]:
    """All ends since the notes were last forgotten. Errors: AmiLost, TimeoutError."""
    return sorted(_ends(await ami.listing("DBGetTree", Family=FAMILY)), key=lambda one: one.at)


async def forget(ami: AmiClient) -> None:
    """While we listen, ends are told: no note is needed."""
    with suppress(AmiRefused, AmiLost, TimeoutError):  # refused: there is none
        await ami.action("DBDelTree", Family=FAMILY)


def _ends(notes: list[dict[str, str]]) -> Iterator[Ended]:
    for note in notes:
        channel = note.get("Key", "").rpartition("/")[2]
        at, _, cause = note.get("Val", "").partition("|")
        if channel and at.isdecimal():
            known = int(cause) if cause.isdecimal() and int(cause) else NORMAL
            yield Ended(channel, known, int(at) * 1_000 + HALF_MS)
