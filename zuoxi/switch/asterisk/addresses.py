"""The machine's own addresses, as ICE will find them."""

import ipaddress
import re
from pathlib import Path

FIB = Path("/proc/net/fib_trie")


def local_ipv4(table: Path = FIB) -> list[str]:
    """The IPv4 addresses of this machine outside 127/8, as the kernel lists them; may be empty."""
    if not table.exists():
        return []
    found = re.findall(r"\|-- (\d+\.\d+\.\d+\.\d+)\n\s+/32 host LOCAL", table.read_text())
    return sorted({address for address in found if not ipaddress.ip_address(address).is_loopback})


def is_loopback(address: str) -> bool:
    """Whether an IPv4 address lies in 127/8."""
    return ipaddress.ip_address(address).is_loopback
