"""The button "let a customer call" makes the carrier's Asterisk really dial the house."""

import asyncio
import secrets
import socket
from ipaddress import IPv4Address

import pytest

from zuoxi.assembly.demo import customer_calls
from zuoxi.assembly.places import cache, home
from zuoxi.assembly.serve.switches import carrier_settings
from zuoxi.simulator.errors import CarrierAway
from zuoxi.switch.asterisk.carrier import Carrier
from zuoxi.switch.asterisk.install import install_asterisk

PATIENCE_S = 10.0


@pytest.fixture
def addresses(monkeypatch, tmp_path):
    """Loopback addresses and a home of their own; the house's first."""
    first = IPv4Address("127.96.0.0") + 4 * secrets.randbelow(1 << 18)
    monkeypatch.setenv("ZUOXI_HOME", str(tmp_path))
    for offset, name in enumerate(("SWITCH", "CARRIER", "PHONES"), start=1):
        monkeypatch.setenv(f"ZUOXI_{name}_ADDRESS", str(first + offset))
    return str(first + 1)


@pytest.mark.switch
async def test_a_customer_of_the_carrier_dials_the_house(addresses):
    carrier = Carrier(install_asterisk(cache()), carrier_settings(home(), cache()))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as house:
        house.bind((addresses, 5060))
        house.settimeout(PATIENCE_S)
        await carrier.start()
        try:
            await asyncio.to_thread(customer_calls, "13910000001", "4008001234")
            invitation = await asyncio.to_thread(_first_invite, house)
        finally:
            await carrier.stop()

    assert invitation.startswith("INVITE sip:4008001234@")
    assert "13910000001" in invitation


@pytest.mark.switch
async def test_a_carrier_that_does_not_run_is_told_within_seconds(addresses):
    with pytest.raises(CarrierAway):
        await asyncio.to_thread(customer_calls, "13910000001", "4008001234")


def _first_invite(house: socket.socket) -> str:
    while True:
        text = house.recv(65_536).decode(errors="replace")
        if text.startswith("INVITE"):
            return text
