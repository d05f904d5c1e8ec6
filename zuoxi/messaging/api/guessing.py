"""Who opens links that do not exist: after some of them an address has to wait before it hears more of such.
Links that exist open all the same: many telephones share the address of their network."""

from collections import OrderedDict
from ipaddress import IPv6Address, ip_address, ip_network

MOST = 20
SPAN_MS = 60_000
REMEMBERED = 10_000
"""Addresses; of more the ones that were quiet longest are forgotten."""


class Guesses:
    """Of one web process."""

    def __init__(self) -> None:
        self._missed: OrderedDict[str, tuple[int, int]] = OrderedDict()

    def too_many(self, address: str, now: int) -> bool:
        """Whether this address has missed too often within a minute."""
        since, count = self._missed.get(_place(address), (now, 0))
        return count >= MOST and now - since < SPAN_MS

    def missed(self, address: str, now: int) -> None:
        """It has opened a link that does not exist (any more)."""
        place = _place(address)
        since, count = self._missed.pop(place, (now, 0))
        self._missed[place] = (now, 1) if now - since >= SPAN_MS else (since, count + 1)
        while len(self._missed) > REMEMBERED:
            self._missed.popitem(last=False)


def _place(address: str) -> str:
    """Of IPv6 a /64 counts as one address."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or ip_network((known, 64), strict=False))
    return str(known)
