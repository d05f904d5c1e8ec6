"""Who is connected, by address: no address takes all the places, or all the time."""

import logging
from collections import Counter
from ipaddress import IPv6Address, ip_address, ip_network

from zuoxi.assembly.listening.limits import DoorLimits
from zuoxi.gateway.limits import Bucket

log = logging.getLogger(__name__)

SAY_EVERY_S = 10.0
SWEEP_AT = 1_000
"""Addresses that are remembered before those that have gone quiet are forgotten."""


class Place:
    """What one address has: its connections and what is left of its budgets."""

    def __init__(self, limits: DoorLimits, now: float) -> None:
        self.connections = 0
        self.lines = Bucket(limits.lines_per_s, limits.lines_burst, now)
        self.frames = Bucket(limits.address_frames_per_s, limits.address_frames_burst, now)


class Crowd:
    """All connections of a process. `now` is a clock in seconds that only goes forward."""

    def __init__(self, limits: DoorLimits) -> None:
        self._limits = limits
        self._places: dict[str, Place] = {}
        self._turned_away: Counter[str] = Counter()
        self._said_at = float("-inf")

    def enter(self, address: str, now: float) -> Place | None:
        """A place for one more connection of this address; None: it has as many as it may have."""
        key = neighbourhood(address)
        place = self._places.get(key)
        if place is None:
            self._sweep(now)
            place = self._places[key] = Place(self._limits, now)
        if place.connections >= self._limits.connections:
            self.turned_away("too_many_connections", now)
            return None
        place.connections += 1
        return place

    def turned_away(self, why: str, now: float) -> None:
        """Count a connection that was ended here; said every few seconds at most, however many."""
        self._turned_away[why] += 1
        if now - self._said_at >= SAY_EVERY_S:
            told = ", ".join(f"{why} {count}" for why, count in sorted(self._turned_away.items()))
            log.warning("connections ended at the door: %s", told)
            self._turned_away.clear()
            self._said_at = now

    def _sweep(self, now: float) -> None:
        if len(self._places) >= SWEEP_AT:
            self._places = {
                key: place
                for key, place in self._places.items()
                if place.connections or not place.lines.is_full(now)
            }


def neighbourhood(address: str) -> str:
    """What counts as one address. Of IPv6 it is a /64: one person may choose from all of it."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or ip_network((known, 64), strict=False))
    return str(known)
