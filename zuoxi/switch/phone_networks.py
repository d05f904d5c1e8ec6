"""Where phones may be dialled: at literal addresses within the networks of the house, and nowhere else.

A list of what is allowed, compared as addresses: names, short and other spellings of an address (`127.23`,
`2130706455`, `0x7f000017`) are none, wherever they would lead.
"""

import re
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Final

Network = IPv4Network | IPv6Network

USUAL: Final = ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fd00::/8")
"""Private networks: what no carrier of the public network has."""
_DIALLED: Final = re.compile(r"sips?:[A-Za-z0-9._+-]+@([0-9.]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Read a list of networks. Errors: ValueError names the one that is none."""
    return tuple(ip_network(text.strip()) for text in texts if text.strip())


def is_phone(dial: str, allowed: Iterable[Network]) -> bool:
    """Whether a SIP address is a literal one in the networks of the house's phones."""
    found = _DIALLED.fullmatch(dial)
    if found is None:
        return False
    try:
        address = ip_address(found[1].strip("[]"))
    except ValueError:
        return False
    return any(address in network for network in allowed if network.version == address.version)
