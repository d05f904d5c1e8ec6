"""Closes calls of the records that the floor does not know: once per start, when all is known that can be."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

import structlog

from zuoxi.engine.events import CallsLeftOpen, Event, LeftOpen
from zuoxi.live.cursor import read_cursor

log = structlog.get_logger("zuoxi.live.left_open")

LOOK_S: Final = 2.0

Ask = Callable[[int], tuple[LeftOpen, ...]]
"""Epoch -> some of the calls before it that stand open in the records; blocks."""


class KnowsSwitches(Protocol):
    """The loop, as far as it is asked here."""

    connected: dict[str, bool]

    def tell(self, event: Event) -> None: ...


async def close_left_open(
    loop: KnowsSwitches,
    folder: Path,
    epoch: int,
    nodes: tuple[str, ...],
    ask: Ask,
    standing: Callable[[], frozenset[str]],
    look_s: float = LOOK_S,
) -> None:
    """Wait until the inventories are taken and the records are as new as the journal; then ask and tell.

    `standing` gives the calls that are on the floor. One that was seen there is the floor's to end, and no
    other's: the records may hear of that end later than they are asked.
    Ends with the process: what is still open after some were told is asked again.
    """
    asked: frozenset[str] = frozenset()
    own = standing()
    while True:
        await asyncio.sleep(look_s)
        own |= standing()
        if read_cursor(folder).epoch < epoch or not all(loop.connected.get(node) for node in nodes):
            continue
        try:
            found = await asyncio.to_thread(ask, epoch)
        except Exception as error:
            log.warning("left_open.not_asked", error=type(error).__name__)
            continue
        fresh = tuple(call for call in found if call.call not in asked | own)
        if not fresh:
            break
        asked |= {call.call for call in fresh}
        loop.tell(CallsLeftOpen(calls=fresh))
    await asyncio.Event().wait()
