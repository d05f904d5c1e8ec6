"""What the protocol classes do with a connection, on real sockets and with short spans."""

import asyncio
import contextlib

import pytest
import uvicorn
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from zuoxi.assembly.listening.crowd import Crowd, neighbourhood
from zuoxi.assembly.listening.doors import doors
from zuoxi.assembly.listening.limits import DoorLimits

BRIEF = DoorLimits(head_s=0.2, body_s=0.4, frames_burst=30, frames_per_s=1, connections=3, parting_s=0.2)


async def application(scope, receive, send):
    """Answers every request and echoes every frame; closes a line that says `end`."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            if message["text"] == "end":
                await send({"type": "websocket.close", "code": 4401})
                return
            await send({"type": "websocket.send", "text": message["text"]})
        return
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


class House:
    def __init__(self, limits=BRIEF, proxied=False):
        http, sockets = doors(limits, proxied=proxied)
        self.server = uvicorn.Server(
            uvicorn.Config(application, port=0, http=http, ws=sockets, lifespan="off", log_level="error")
        )
        self.port = 0

    async def __aenter__(self):
        self.task = asyncio.ensure_future(self.server.serve())
        while not self.server.started:
            await asyncio.sleep(0)
        self.port = self.server.servers[0].sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *error):
        self.server.should_exit = True
        await self.task

    async def knock(self):
        return await asyncio.open_connection("127.0.0.1", self.port)

    def line(self, **options):
        return connect(f"ws://127.0.0.1:{self.port}/ws", compression=None, ping_interval=None, **options)


@pytest.fixture
async def house():
    async with House() as house:
        yield house


async def rest(reader):
    """All that still comes until the connection ends."""
    with contextlib.suppress(ConnectionError):
        return await reader.read()
    return b""


async def test_an_honest_page_notices_nothing(house):
    reader, writer = await house.knock()
    for _ in range(3):
        writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello")
        assert await reader.readuntil(b"ok")
    async with house.line() as line:
        await line.send("hello")
        assert await line.recv() == "hello"


@pytest.mark.parametrize(
    "begun",
    [b"", b"\r\n", b"GET / HT", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhel"],
    ids=["nothing", "an empty line", "half a head", "half a body"],
)
async def test_who_never_gets_to_the_end_is_let_go(house, begun):
    reader, writer = await house.knock()
    writer.write(begun)

    await rest(reader)
    assert reader.at_eof()


async def test_a_kept_connection_that_sends_empty_lines_is_let_go_too(house):
    reader, writer = await house.knock()
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    await reader.readuntil(b"ok")
    writer.write(b"\r\n")

    await rest(reader)
    assert reader.at_eof()


async def test_more_requests_than_may_wait_end_the_connection(house):
    reader, writer = await house.knock()
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 50)

    assert (await rest(reader)).count(b"200 OK") < 50


async def test_a_few_requests_may_wait(house):
    reader, writer = await house.knock()
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 8)
    for _ in range(8):
        await reader.readuntil(b"ok")


@pytest.mark.parametrize("kind", ["text", "ping", "pong"])
async def test_too_many_frames_of_any_kind_end_the_line_and_say_so(house, kind):
    async with house.line() as line:
        with pytest.raises(ConnectionClosed) as ended:
            for _ in range(200):
                await {"text": lambda: line.send("x"), "ping": line.ping, "pong": line.pong}[kind]()
            while True:
                await line.recv()
    assert ended.value.rcvd.code == 4429


async def test_after_our_close_a_little_may_come_and_no_more():
    async with House(DoorLimits(parting_s=30)) as house:
        reader, writer = await house.knock()
        writer.write(
            b"GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )
        await reader.readuntil(b"\r\n\r\n")
        writer.write(bytes([0x81, 0x83]) + bytes(4) + b"end")
        await reader.readexactly(4)
        writer.write(bytes(8_192))

        await rest(reader)
        assert reader.at_eof()


async def test_one_address_has_its_number_of_connections_and_gets_them_back(house):
    kept = [await house.knock() for _ in range(3)]
    for reader, writer in kept:
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        await reader.readuntil(b"ok")
    fourth, _ = await house.knock()
    assert await rest(fourth) == b""

    for reader, writer in kept:
        writer.close()
        await rest(reader)
    await test_an_honest_page_notices_nothing(house)


async def test_a_proxy_speaks_for_many_and_each_of_them_is_counted():
    async with House(proxied=True) as house:
        others = [await house.knock() for _ in range(5)]
        assert len(others) == 5
        async with contextlib.AsyncExitStack() as stack:
            for _ in range(3):
                one = {"X-Forwarded-For": "10.9.9.9, 192.0.2.1"}
                await stack.enter_async_context(house.line(additional_headers=one))
            with pytest.raises((ConnectionError, EOFError, Exception)):
                await stack.enter_async_context(house.line(additional_headers=one))
            other = {"X-Forwarded-For": "192.0.2.1, 192.0.2.2"}
            await stack.enter_async_context(house.line(additional_headers=other))


def test_addresses_that_have_gone_quiet_are_forgotten():
    crowd = Crowd(DoorLimits())
    for number in range(3_000):
        place = crowd.enter(f"10.0.{number // 256}.{number % 256}", now=float(number))
        assert place is not None
        assert place.lines.take(float(number))
        place.connections -= 1

    assert len(crowd._places) <= 1_001


def test_the_addresses_of_one_network_of_ipv6_count_as_one():
    assert neighbourhood("2001:db8::1") == neighbourhood("2001:db8::ffff:2")
    assert neighbourhood("2001:db8::1") != neighbourhood("2001:db8:0:1::1")
    assert neighbourhood("::ffff:192.0.2.1") == neighbourhood("192.0.2.1")
