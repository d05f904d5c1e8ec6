"""An Asterisk that answers slowly, oddly or not at all: which of the three outcomes a command has."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from zuoxi.switch.ari_http import AriAddress, AriHttp, AriRefused
from zuoxi.switch.port import SwitchSilent


@asynccontextmanager
async def asterisk(**routes) -> AsyncIterator[int]:
    """Answers each path as told; the port."""
    app = web.Application()
    for name, handler in routes.items():
        app.router.add_route("*", f"/ari/{name}" + "/{x:.*}", handler)
    runner = web.AppRunner(app, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


@asynccontextmanager
async def client(port: int, **more) -> AsyncIterator[AriHttp]:
    http = AriHttp(AriAddress("127.0.0.1", port, "zuoxi", "x"), **{"timeout_s": 5, **more})
    try:
        yield http
    finally:
        await http.close()


async def never(request):
    await asyncio.Event().wait()


async def at_once(request):
    return web.json_response({})


async def test_an_answer_that_does_not_come_in_time_leaves_open_what_was_done():
    async with asterisk(channels=never) as port, client(port, timeout_s=0.05) as http:
        with pytest.raises(SwitchSilent, match="no_answer"):
            await http.post("/channels/a/answer")


async def test_where_nobody_listens_the_switch_is_away():
    async with asterisk() as port:
        pass
    async with client(port) as http:
        with pytest.raises(SwitchSilent, match="switch_away"):
            await http.post("/channels/a/answer")


async def test_a_refusal_says_whether_the_channel_is_gone():
    async def refuse(request):
        status = int(request.path.rsplit("/", 1)[-1])
        return web.json_response({"message": "because"}, status=status)

    async with asterisk(channels=refuse) as port, client(port) as http:
        for status, gone in ((404, True), (409, False), (412, False)):
            with pytest.raises(AriRefused) as refused:
                await http.post(f"/channels/{status}")
            assert (refused.value.gone, refused.value.reason) == (gone, "because")


async def test_an_answer_that_is_no_answer_leaves_open_what_was_done():
    async def rubbish(request):
        return web.Response(text="{")

    async with asterisk(channels=rubbish) as port, client(port) as http:
        with pytest.raises(SwitchSilent, match="odd_answer"):
            await http.get("/channels/a")


async def test_a_hundred_slow_commands_do_not_hold_up_the_echo():
    async with (
        asterisk(channels=never, events=at_once) as port,
        client(port) as commands,
        client(port, at_once=4) as watching,
    ):
        slow = [asyncio.create_task(commands.post(f"/channels/c{n}/answer")) for n in range(100)]
        await asyncio.sleep(0)
        assert await watching.post("/events/user/ping") == {}
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)


async def test_every_answer_is_life():
    heard = []
    async with asterisk(events=at_once) as port, client(port, heard=lambda: heard.append(1)) as http:
        await http.post("/events/user/ping")
    assert heard


async def test_connections_are_kept_and_requests_go_beside_each_other_up_to_the_limit():
    peers, here, most = set(), 0, 0

    async def slow(request):
        nonlocal here, most
        peers.add(request.transport.get_extra_info("peername"))
        here += 1
        most = max(most, here)
        await asyncio.sleep(0)
        here -= 1
        return web.json_response({"said": request.query["q"], "body": await request.text()})

    async with asterisk(channels=slow) as port, client(port, at_once=3) as http:
        said = "a b&c=/ü"
        answers = await asyncio.gather(*(http.post("/channels/a", {"n": n}, q=said) for n in range(30)))
    assert [one["body"] for one in answers] == [f'{{"n": {n}}}' for n in range(30)]
    assert {one["said"] for one in answers} == {said}
    assert len(peers) <= 3 and most <= 3


async def test_an_answer_in_pieces_is_put_together():
    async def in_pieces(request):
        answer = web.StreamResponse()
        answer.enable_chunked_encoding()
        await answer.prepare(request)
        for piece in (b'{"channels"', b": [1, 2, ", b"3]}"):
            await answer.write(piece)
        return answer

    async with asterisk(channels=in_pieces) as port, client(port) as http:
        for _ in range(2):
            assert await http.get("/channels/a") == {"channels": [1, 2, 3]}


async def test_a_connection_that_ends_in_the_middle_leaves_open_what_was_done_and_the_next_request_goes():
    async def half(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}")
        writer.close()

    server = await asyncio.start_server(half, "127.0.0.1", 0)
    async with server, client(server.sockets[0].getsockname()[1]) as http:
        for _ in range(2):
            with pytest.raises(SwitchSilent, match="no_answer"):
                await http.get("/channels/a")


async def test_what_is_no_http_at_all_leaves_open_what_was_done():
    async def greet(reader, writer):
        writer.write(b"Asterisk Call Manager/9.0.0\r\n\r\n")
        await reader.read()
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    async with server, client(server.sockets[0].getsockname()[1]) as http:
        with pytest.raises(SwitchSilent, match="no_answer"):
            await http.get("/channels/a")


async def test_a_late_answer_is_never_taken_for_the_next_one():
    answers = asyncio.Event()

    async def late(request):
        if request.path.endswith("first"):
            await answers.wait()
        return web.json_response(request.path.rsplit("/", 1)[-1])

    async with asterisk(channels=late) as port, client(port, at_once=1) as http:
        first = asyncio.create_task(http.get("/channels/first"))
        await asyncio.sleep(0.05)
        first.cancel()
        answers.set()
        assert await http.get("/channels/second") == "second"
