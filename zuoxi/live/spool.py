"""How much room the spool of recordings takes, and whether there is room for more.

The switch writes recordings as they are spoken, jobs take them away. When that stands still, or the disk
fills for another reason, new conversations go on unrecorded: the spool never takes the journal's room.
"""

import os
from pathlib import Path
from typing import Literal, NamedTuple

from zuoxi.kernel.record import Record

SpoolState = Literal["", "filling", "full"]
"""Empty: all is well. `filling`: most of what it may take is taken. `full`: nothing new is recorded."""

FILLING = 0.8
ROOM_AGAIN = 0.9
"""A full spool has room again below this part of what it may take, so that it does not go to and fro."""


class Quota(Record):
    """What the spool may take."""

    most_bytes: int = 20_000_000_000
    disk_percent: int = 50
    """Of the size of its disk; the smaller of the two counts."""
    free_bytes: int = 512_000_000
    """With less free on its disk than this, whoever took it, there is no room either."""

    def limit(self, disk_bytes: int) -> int:
        """What it may take on a disk of this size."""
        return min(self.most_bytes, disk_bytes * self.disk_percent // 100)


class Room(NamedTuple):
    """What was found, in bytes."""

    used: int
    disk: int
    free: int


def measure(spool: Path) -> Room:
    """How much stands in the spool and how much is free beside it; raises OSError."""
    used = 0
    with os.scandir(spool) as files:
        for file in files:
            try:
                used += file.stat().st_blocks * 512
            except FileNotFoundError:
                continue  # stored and taken away in this very moment
    disk = os.statvfs(spool)
    return Room(used, disk.f_blocks * disk.f_frsize, disk.f_bavail * disk.f_frsize)


def judged(room: Room, quota: Quota, before: SpoolState) -> SpoolState:
    """The state of the spool, which was `before`."""
    limit, least = quota.limit(room.disk), quota.free_bytes
    if before == "full":
        limit, least = int(limit * ROOM_AGAIN), int(least / ROOM_AGAIN)
    if room.used >= limit or room.free < least:
        return "full"
    return "filling" if room.used >= FILLING * quota.limit(room.disk) else ""
