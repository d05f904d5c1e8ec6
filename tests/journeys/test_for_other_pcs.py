"""The PCs in the next room: a name, HTTPS with a certificate of the house's own, and a real call over it."""

import base64
import hashlib
import tempfile
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.journeys.conftest import TIMERS
from tests.journeys.desktop import chromium, desktop
from tests.journeys.sample import sample_centre
from zuoxi.assembly.check.trial import free_port
from zuoxi.assembly.publish.certificates import certificate_for
from zuoxi.assembly.publish.published import Published
from zuoxi.kernel.clock import utc_now
from zuoxi.simulator import names
from zuoxi.simulator.sample import SALES_NUMBER
from zuoxi.switch.asterisk.addresses import local_ipv4

pytestmark = [pytest.mark.browser, pytest.mark.switch]

HOST = "zuoxi.example"
"""No loopback name: a browser gives it a microphone over HTTPS only."""


def fingerprint(authority: Path) -> str:
    """How Chromium is told to trust this authority, as a PC is by its administrator."""
    key = x509.load_pem_x509_certificate(authority.read_bytes()).public_key()
    sha = hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
    return base64.b64encode(sha).decode()


async def test_an_agent_at_another_pc_works_over_https_under_the_houses_name():
    folder = Path(tempfile.mkdtemp(prefix="zuoxi-tls-"))
    certificate, key, authority = certificate_for(folder, (HOST, "127.0.0.1"), utc_now())
    told = Published(HOST, free_port(), "127.0.0.1", str(certificate), str(key), str(authority))
    flags = (
        f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
        f"--ignore-certificate-errors-spki-list={fingerprint(certificate)}",
    )
    async with (
        sample_centre({**TIMERS, "ZUOXI_SWITCH_ADDRESS": local_ipv4()[0]}, told) as sample,
        chromium(*flags) as browser,
        desktop(browser, told.url) as desk,
    ):
        await desk.sign_in("wangfang", sample.passwords["wangfang"])
        await desk.come_to_work()
        await sample.carrier.customer_calls(names.customer_number(3), SALES_NUMBER)
        await desk.state("ringing")
        await desk.page.keyboard.press("F4")
        await desk.talk_for_a_while()
        await desk.page.keyboard.press("F8")
        await desk.state("wrap_up")
        assert desk.faults == []
