"""Serving other PCs: names, addresses and certificates that browsers accept."""

import asyncio
import datetime as dt
import ssl

import aiohttp
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from zuoxi.assembly.cli import main as cli
from zuoxi.assembly.publish.certificates import certificate_for, expires_at, fits, stands_for
from zuoxi.assembly.publish.published import Published, read_published
from zuoxi.gateway import softphone
from zuoxi.kernel.clock import utc_now

HOST = "zuoxi.example"
NAMES = (HOST, "127.0.0.1")


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ZUOXI_HOME", str(tmp_path))
    return tmp_path


def published(home, *arguments) -> Published | None:
    cli.main(["publish", *arguments])
    return read_published(home)


async def serving(certificate, key):
    async def hello(request):
        return web.Response(text="hello")

    app = web.Application()
    app.router.add_get("/", hello)
    runner = web.AppRunner(app)
    await runner.setup()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
    await site.start()
    return runner, runner.addresses[0][1]


async def test_who_trusts_the_houses_authority_trusts_its_certificate_and_nobody_elses(tmp_path):
    certificate, key, authority = certificate_for(tmp_path / "tls", NAMES, utc_now())
    runner, port = await serving(certificate, key)
    try:
        trusting = ssl.create_default_context(cafile=str(authority))
        async with aiohttp.ClientSession() as browser:
            url = f"https://127.0.0.1:{port}/"
            async with browser.get(url, ssl=trusting) as answer:
                assert await answer.text() == "hello"
            with pytest.raises(aiohttp.ClientConnectorCertificateError):
                await browser.get(url, ssl=ssl.create_default_context())
            with pytest.raises(aiohttp.ClientConnectorCertificateError):
                await browser.get(url, ssl=trusting, server_hostname="other.example")
    finally:
        await runner.cleanup()


def test_a_new_certificate_is_vouched_for_by_the_same_authority(tmp_path):
    first = certificate_for(tmp_path, NAMES, utc_now())[2].read_bytes()
    later = utc_now() + dt.timedelta(days=380)
    again = certificate_for(tmp_path, (HOST, f"desk.{HOST}", "10.1.2.3", "localhost"), later)
    assert again[2].read_bytes() == first
    assert stands_for(again[0], "10.1.2.3")


def test_a_house_with_another_name_gets_another_authority(tmp_path):
    first = certificate_for(tmp_path, NAMES, utc_now())[2].read_bytes()
    again = certificate_for(tmp_path, ("other.example",), utc_now())
    assert again[2].read_bytes() != first
    assert stands_for(again[0], "other.example")
    assert not stands_for(again[0], HOST)


async def test_who_takes_the_authoritys_key_can_pass_for_no_other_site(tmp_path):
    """What each PC of the office trusts must not open the way to its bank."""
    *_, authority = certificate_for(tmp_path, NAMES, utc_now())
    ours = serialization.load_pem_private_key((tmp_path / "authority.key").read_bytes(), password=None)
    issuer = x509.load_pem_x509_certificate(authority.read_bytes())
    key = ec.generate_private_key(ec.SECP256R1())
    forged = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bank.example")]))
        .issuer_name(issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(utc_now() - dt.timedelta(days=1))
        .not_valid_after(utc_now() + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("bank.example")]), critical=False)
        .sign(ours, hashes.SHA256())
    )
    pem, no = serialization.Encoding.PEM, serialization.NoEncryption()
    (tmp_path / "forged.crt").write_bytes(forged.public_bytes(pem))
    (tmp_path / "forged.key").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, no))
    runner, port = await serving(tmp_path / "forged.crt", tmp_path / "forged.key")
    try:
        trusting = ssl.create_default_context(cafile=str(authority))
        async with aiohttp.ClientSession() as browser:
            with pytest.raises(aiohttp.ClientConnectorCertificateError, match="permitted subtree violation"):
                url = f"https://127.0.0.1:{port}/"
                await browser.get(url, ssl=trusting, server_hostname="bank.example")
    finally:
        await runner.cleanup()


def test_no_browser_refuses_it_for_its_span_and_its_key_is_the_owners_alone(tmp_path):
    now = utc_now()
    certificate, key, _ = certificate_for(tmp_path, NAMES, now)
    assert dt.timedelta(days=390) < expires_at(certificate) - now < dt.timedelta(days=398)
    assert fits(certificate, key)
    assert key.stat().st_mode & 0o077 == 0
    assert (tmp_path / "authority.key").stat().st_mode & 0o077 == 0


def test_publishing_is_remembered_shown_and_taken_back(home, capsys):
    assert cli.main(["publish", HOST, "--address", "127.0.0.1", "--port", "8444"]) == 0
    kept = read_published(home)
    assert kept is not None
    assert kept.url == f"https://{HOST}:8444"
    assert kept.environment()["ZUOXI_SWITCH_WS_URL"] == f"wss://{HOST}:8444/sip"
    assert kept.environment()["ZUOXI_HOSTS"].split(",") == [HOST, "127.0.0.1", "localhost"]
    assert stands_for(home / "secrets" / "tls" / "house.crt", HOST)
    assert f"https://{HOST}:8444/authority.crt" in capsys.readouterr().out
    assert cli.main(["publish", "--off"]) == 0
    assert read_published(home) is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("http://zuoxi.example", "--address", "127.0.0.1"), "http://"),
        ((HOST, "--address", "203.0.113.9"), "203.0.113.9"),
        ((HOST, "--address", "127.0.0.1x"), "127.0.0.1x"),
        ((HOST, "--address", "127.;x"), "127.;x"),
        (("a..example", "--address", "127.0.0.1"), "a..example"),
        ((".", "--address", "127.0.0.1"), "http://"),
        ((HOST, "--address", "127.0.0.1", "--cert", "x.pem"), "--key"),
        ((HOST, "--address", "127.0.0.1", "--cert", "x.pem", "--key", "y.pem"), "x.pem"),
    ],
)
def test_what_cannot_be_served_is_said_and_nothing_is_kept(home, capsys, arguments, said):
    assert cli.main(["publish", *arguments]) != 0
    assert said in capsys.readouterr().err
    assert read_published(home) is None


@pytest.mark.parametrize("port", ["0", "-5", "70000", "x"])
def test_a_port_that_is_none_is_refused(home, port):
    with pytest.raises(SystemExit):
        cli.main(["publish", HOST, "--address", "127.0.0.1", "--port", port])
    assert read_published(home) is None


def test_a_certificate_that_has_ended_is_refused_and_the_end_of_a_good_one_is_shown(home, tmp_path, capsys):
    old, key, _ = certificate_for(tmp_path / "old", (HOST,), utc_now() - dt.timedelta(days=500))
    here = (HOST, "--address", "127.0.0.1")
    assert cli.main(["publish", *here, "--cert", str(old), "--key", str(key)]) != 0
    assert f"{expires_at(old):%Y-%m-%d}" in capsys.readouterr().err
    assert read_published(home) is None

    assert published(home, *here) is not None
    end = expires_at(home / "secrets" / "tls" / "house.crt")
    assert f"{end:%Y-%m-%d}" in capsys.readouterr().out


def test_what_was_published_and_is_damaged_says_how_to_mend_it(home, capsys):
    (home / "published.json").write_text('{"host": "a"}')
    assert cli.main(["publish"]) != 0
    assert "zuoxi publish" in capsys.readouterr().err
    assert published(home, HOST, "--address", "127.0.0.1") is not None


def test_a_certificate_for_another_name_or_key_is_refused(home, tmp_path, capsys):
    theirs, key, _ = certificate_for(tmp_path / "theirs", ("other.example",), utc_now())
    _, another, _ = certificate_for(tmp_path / "another", (HOST,), utc_now())
    here = (HOST, "--address", "127.0.0.1", "--cert", str(theirs))
    assert cli.main(["publish", *here, "--key", str(key)]) != 0
    assert HOST in capsys.readouterr().err
    assert cli.main(["publish", "other.example", *here[1:], "--key", str(another)]) != 0
    assert read_published(home) is None
    assert published(home, "other.example", *here[1:], "--key", str(key)) is not None


class Page:
    """The browser's side of the softphone's line, as ASGI shows it."""

    def __init__(self):
        self.scope = {"type": "websocket", "path": softphone.PATH, "subprotocols": ["sip"], "headers": []}
        self.told: asyncio.Queue = asyncio.Queue()
        self.heard: asyncio.Queue = asyncio.Queue()

    async def carried(self, target):
        await softphone.pass_on(target, self.scope, self.told.get, self.heard.put)


@pytest.fixture
async def switch():
    async def answer(request):
        line = web.WebSocketResponse(protocols=["sip"])
        await line.prepare(request)
        async for message in line:
            if message.data == "BYE":
                break
            await line.send_str(f"200 {message.data}")
        await line.close()
        return line

    app = web.Application()
    app.router.add_get("/ws", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/ws"
    await runner.cleanup()


async def test_sip_goes_both_ways_until_the_switch_ends_it(switch):
    page = Page()
    carried = asyncio.ensure_future(page.carried(switch))
    assert (await page.heard.get())["type"] == "websocket.accept"
    await page.told.put({"type": "websocket.receive", "text": "REGISTER", "bytes": None})
    assert (await page.heard.get())["text"] == "200 REGISTER"
    await page.told.put({"type": "websocket.receive", "text": "BYE", "bytes": None})
    assert (await page.heard.get())["type"] == "websocket.close"
    await carried


async def test_a_page_that_goes_takes_its_way_to_the_switch_with_it(switch):
    page = Page()
    carried = asyncio.ensure_future(page.carried(switch))
    await page.heard.get()
    await page.told.put({"type": "websocket.disconnect", "code": 1001})
    await asyncio.wait_for(carried, 5)


async def test_while_the_switch_is_away_the_page_is_told_to_try_again():
    page = Page()
    await page.carried("http://127.0.0.1:9/ws")
    assert (await page.heard.get())["code"] == softphone.AWAY
