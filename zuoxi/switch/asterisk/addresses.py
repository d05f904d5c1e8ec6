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


def control_address(address: str) -> str:
    """Where a node at `address` is controlled: on loopback, whatever address SIP has."""
    return address if is_loopback(address) else "127.0.0.1"


def browsers_can_speak(address: str) -> bool:
    """Whether browsers can exchange sound with a node at `address`.

    A node on loopback needs one more address of the machine to stand for it in ICE; any address will do, also
    one on the loopback device (`ip addr add 192.0.2.1/32 dev lo`). SIP phones and trunks do not need it.
    """
    return not is_loopback(address) or bool(local_ipv4())
