"""Where the switch nodes of this installation live: their loopback addresses, folders and ports.

ZUOXI_SWITCH_ADDRESS   address of the house's Asterisk (default: the first free one from 127.0.0.2 on)
ZUOXI_CARRIER_ADDRESS  address of the sample carrier (default: the next one; its phones have the one after)
"""

import json
import os
import secrets as randomness
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path

from zuoxi.assembly.terminal import Trouble
from zuoxi.switch.asterisk.addresses import control_address

FIRST, STEP, TRIES = IPv4Address("127.0.0.2"), 10, 20
TCP_PORTS, UDP_PORTS = (5038, 8088), (5060,)
HOUSE, CARRIER = "house", "carrier"


@dataclass(frozen=True)
class Addresses:
    """Three addresses of this machine: the house's switch, the carrier, and the carrier's robot phones."""

    house: str
    carrier: str
    phones: str

    def environment(self) -> dict[str, str]:
        """For the parts of one centre, which have to agree."""
        inside = f"ws://{control_address(self.house)}:8088/ws"
        return {
            "ZUOXI_SWITCH_ADDRESS": self.house,
            "ZUOXI_CARRIER_ADDRESS": self.carrier,
            "ZUOXI_PHONES_ADDRESS": self.phones,
            "ZUOXI_SWITCH_WS_INSIDE": inside,
            "ZUOXI_SWITCH_WS_URL": os.environ.get("ZUOXI_SWITCH_WS_URL") or inside,
        }


def addresses() -> Addresses:
    """As the environment says (the supervisor has set it)."""
    house = IPv4Address(os.environ.get("ZUOXI_SWITCH_ADDRESS") or FIRST)
    carrier = IPv4Address(
        os.environ.get("ZUOXI_CARRIER_ADDRESS") or (house + 1 if house.is_loopback else FIRST + 1)
    )
    phones = IPv4Address(os.environ.get("ZUOXI_PHONES_ADDRESS") or carrier + 1)
    return Addresses(str(house), str(carrier), str(phones))


def choose(home: Path, *, standing: frozenset[str] = frozenset()) -> Addresses:
    """Addresses that are free, the same as last time when possible. `standing`: nodes of ours that run now.

    Trouble when the one that the environment asks for is taken, or none is free.
    """
    if os.environ.get("ZUOXI_SWITCH_ADDRESS"):
        wanted = addresses()
        if not _usable(wanted, standing):
            raise _taken(wanted.house)
        return wanted
    kept = home / "run" / "addresses.json"
    for candidate in _candidates(kept):
        if _usable(candidate, standing):
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps(vars(candidate)))
            return candidate
        if standing:
            break  # a node of ours still holds calls at its address: moving would lose them
    raise _taken(str(FIRST))


def apart() -> Addresses:
    """Free addresses that nobody else takes: for self-tests, which run beside a centre."""
    for _ in range(TRIES):
        house = IPv4Address("127.16.0.2") + 16 * randomness.randbelow(600_000)
        candidate = Addresses(str(house), str(house + 1), str(house + 2))
        if _usable(candidate, frozenset()):
            return candidate
    raise _taken(str(FIRST))


def _candidates(kept: Path) -> Iterator[Addresses]:
    if kept.exists():
        yield Addresses(**json.loads(kept.read_text()))
    for number in range(TRIES):
        house = FIRST + number * STEP
        yield Addresses(str(house), str(house + 1), str(house + 2))


def _usable(candidate: Addresses, standing: frozenset[str]) -> bool:
    nodes = {HOUSE: (candidate.house,), CARRIER: (candidate.carrier, candidate.phones)}
    return all(_free(address) for name, places in nodes.items() if name not in standing for address in places)


def _free(address: str) -> bool:
    for kind, ports in ((socket.SOCK_STREAM, TCP_PORTS), (socket.SOCK_DGRAM, UDP_PORTS)):
        for port in ports:
            with socket.socket(socket.AF_INET, kind) as probe:
                if kind is socket.SOCK_STREAM:
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind((address if kind is socket.SOCK_DGRAM else control_address(address), port))
                except OSError:
                    return False
    return True


def _taken(address: str) -> Trouble:
    ports = ", ".join(map(str, (*UDP_PORTS, *TCP_PORTS)))
    return Trouble(
        f"交换机的端口（{address} 的 {ports}）已被占用。请停掉占用它们的程序，"
        "或换一个地址：ZUOXI_SWITCH_ADDRESS=127.1.0.2 ./start。",
        f"The switch's ports ({ports} on {address}) are in use. Stop the program that uses them, "
        "or take another address: ZUOXI_SWITCH_ADDRESS=127.1.0.2 ./start.",
    )
