"""The channel between live and web: both ends in one process, over a real socket."""

import asyncio
import contextlib
import json
import socket
import stat
from pathlib import Path

import pytest

from zuoxi.engine.commands import Reply
from zuoxi.engine.events import DesktopLost, GateAnswered, ReadyRequested, SignInRequested
from zuoxi.engine.view import QueueView
from zuoxi.kernel.clock import steady_ms
from zuoxi.outbox.channel import (
    AlreadyServed,
    ChannelClient,
    ChannelServer,
    LiveAway,
    LiveSilent,
    LiveStatus,
    Touch,
    Views,
    look_once,
    ping_live,
    socket_path,
    touch_live,
)
from zuoxi.outbox.channel.messages import Ask, line


def queue(waiting: int) -> QueueView:
    return QueueView(
        id="q",
        tenant="t",
        path="0001",
        name="热线",
        name_en="Hotline",
        waiting=waiting,
        longest_since=0,
        version=waiting,
    )


def ready(request: str = "r1") -> ReadyRequested:
    return ReadyRequested(request=request, person="p", expect=None)


class Live:
    """A live process as far as the channel sees it."""

    def __init__(self, path: Path, backlog: int = 2_000) -> None:
        self.views: Views = {"queue:q": queue(0)}
        self.ago: list[int] = []
        self.events: list[DesktopLost | GateAnswered] = []
        self.touched: list[Touch] = []
        self.silent = False
        self.pictures = 0
        self.server = ChannelServer(
            path,
            on_request=self.answer,
            on_event=self.events.append,
            on_touch=self.touched.append,
            on_books=lambda state: None,
            status=lambda: LiveStatus(now=5, epoch=2, switch={"house": True}, database=False),
            snapshot=self.picture,
            backlog=backlog,
        )

    def picture(self):
        self.pictures += 1
        return dict(self.views)

    async def answer(self, event, ago_ms) -> Reply:
        self.ago.append(ago_ms)
        if self.silent:
            await asyncio.Event().wait()
        if isinstance(event, SignInRequested):
            return Reply(request=event.request)
        return Reply(request=event.request, code="stale", data={"version": 3})

    def move(self, waiting: int) -> None:
        self.views["queue:q"] = queue(waiting)
        self.server.publish({"queue:q": queue(waiting)})


def sign_in(desktop: str) -> SignInRequested:
    return SignInRequested(request=f"in-{desktop}", person="p", expect=None, device="v", desktop=desktop)


class Seen:
    """A watcher that keeps a copy, and a list of what it was told."""

    def __init__(self) -> None:
        self.views: Views = {}
        self.story: list[int | str] = []

    def snapshot(self, message) -> None:
        self.views = dict(message.views)
        self.story.append("snapshot")

    def changes(self, message) -> None:
        self.views.update(message.put)
        for key in message.gone:
            self.views.pop(key, None)
        self.story.append(message.n)

    def touched(self, touch) -> None:
        self.story.append(touch.what)


@contextlib.asynccontextmanager
async def running(client: ChannelClient):
    task = asyncio.ensure_future(client.run())
    try:
        yield client
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return socket_path(tmp_path)


async def test_a_request_is_answered_with_the_floors_reply(path, eventually):
    live = Live(path)
    await live.server.start()
    async with running(ChannelClient(path)) as client:
        await eventually(lambda: client.connected)
        answers = await asyncio.gather(*(client.request(ready(f"r{i}")) for i in range(50)))
    await live.server.close()
    assert [(a.id, a.code, a.data) for a in answers] == [
        (f"r{i}", "stale", {"version": 3}) for i in range(50)
    ]


async def test_a_watcher_gets_a_snapshot_and_then_every_change(path, eventually):
    live, seen = Live(path), Seen()
    await live.server.start()
    live.move(1)
    async with running(ChannelClient(path, watcher=seen)):
        await eventually(lambda: seen.story)
        live.move(2)
        live.server.publish({}, ("queue:q",))
        await eventually(lambda: len(seen.story) == 3)
    await live.server.close()
    assert seen.story == ["snapshot", 2, 3]
    assert seen.views == {}


async def test_live_dies_and_comes_back_and_the_watcher_sees_the_new_floor(path, eventually):
    states: list[bool] = []
    first, seen = Live(path), Seen()
    await first.server.start()
    async with running(ChannelClient(path, watcher=seen, on_state=states.append)) as client:
        await eventually(lambda: seen.story)
        await first.server.close()
        await eventually(lambda: states == [True, False])
        with pytest.raises(LiveAway):
            await client.request(ready())
        assert client.tell(DesktopLost(person="p", desktop="d")) is False
        second = Live(path)
        second.move(9)
        await second.server.start()
        await eventually(lambda: seen.views.get("queue:q") == queue(9))
        assert states == [True, False, True]
        assert (await client.request(ready())).code == "stale"
    await second.server.close()


async def test_a_request_in_flight_when_live_dies_is_not_called_undone(path, eventually):
    live = Live(path)
    live.silent = True
    await live.server.start()
    async with running(ChannelClient(path)) as client:
        await eventually(lambda: client.connected)
        asked = asyncio.ensure_future(client.request(ready()))
        await eventually(lambda: live.server._answering)
        await live.server.close()
        with pytest.raises(LiveSilent):
            await asked


async def test_a_live_process_that_does_not_answer_in_time(path, eventually):
    live = Live(path)
    live.silent = True
    await live.server.start()
    async with running(ChannelClient(path, timeout_s=0.05)) as client:
        await eventually(lambda: client.connected)
        with pytest.raises(LiveSilent):
            await client.request(ready())
    await live.server.close()


async def test_events_touches_and_pings_arrive(path, eventually):
    live = Live(path)
    await live.server.start()
    async with running(ChannelClient(path)) as client:
        await eventually(lambda: client.connected)
        lost = DesktopLost(person="p", desktop="d")
        assert client.tell(lost)
        pong = await client.ping()
        assert (pong.now, pong.epoch, pong.switch, pong.database) == (5, 2, {"house": True}, False)
        assert live.events == [lost]
        touch = Touch(what="queue", tenant="t1", id="q")
        assert await asyncio.to_thread(touch_live, path, touch)
        await eventually(lambda: live.touched == [touch])
        alive = await asyncio.to_thread(ping_live, path)
        assert alive is not None
        assert alive.epoch == 2
        assert await asyncio.to_thread(look_once, path) == live.views
    await live.server.close()
    assert touch_live(path, touch) is False
    assert ping_live(path) is None
    assert look_once(path) is None


async def test_pages_of_a_web_process_that_dies_are_reported_lost(path, eventually):
    live = Live(path)
    await live.server.start()
    async with running(ChannelClient(path)) as client:
        await eventually(lambda: client.connected)
        await client.request(sign_in("d1"))
        await client.request(sign_in("d2"))
        client.tell(DesktopLost(person="p", desktop="d1"))
        await eventually(lambda: len(live.events) == 1)
    await eventually(lambda: len(live.events) == 2)
    assert [event.desktop for event in live.events] == ["d1", "d2"]
    async with running(ChannelClient(path)) as client:
        await eventually(lambda: client.connected)
        await client.request(sign_in("d3"))
        await live.server.close()
    assert len(live.events) == 2, "when live itself goes, no page is lost"


async def test_a_page_that_moved_to_another_web_process_is_not_lost_with_the_first(path, eventually):
    live = Live(path)
    await live.server.start()
    async with running(ChannelClient(path)) as second:
        await eventually(lambda: second.connected)
        async with running(ChannelClient(path)) as first:
            await eventually(lambda: first.connected)
            await first.request(sign_in("d1"))
            await first.request(sign_in("d2"))
            await second.request(sign_in("d1"))
        await eventually(lambda: live.events)
        assert [event.desktop for event in live.events] == ["d2"]
        second.tell(DesktopLost(person="p", desktop="d1"))
        await eventually(lambda: len(live.events) == 2)
    await live.server.close()


async def test_watchers_hear_of_a_touch(path, eventually):
    live, seen = Live(path), Seen()
    await live.server.start()
    async with running(ChannelClient(path, watcher=seen)):
        await eventually(lambda: seen.story == ["snapshot"])
        await asyncio.to_thread(touch_live, path, Touch(what="queue"))
        await eventually(lambda: seen.story == ["snapshot", "queue"])
    await live.server.close()


async def test_an_answer_comes_after_the_change_that_it_made(path, eventually):
    live, seen = Live(path), Seen()

    async def answer(event, ago_ms):
        live.move(5)
        return Reply(request=event.request)

    live.server._on_request = answer
    await live.server.start()
    async with running(ChannelClient(path, watcher=seen)) as client:
        await eventually(lambda: seen.story == ["snapshot"])
        await client.request(ready())
        assert seen.views["queue:q"] == queue(5)
    await live.server.close()


async def test_a_watcher_that_does_not_read_gets_one_snapshot_instead_of_a_backlog(path, eventually):
    live = Live(path, backlog=10)
    await live.server.start()
    reader, writer = await asyncio.open_unix_connection(str(path), limit=2**24)
    writer.write(b'{"op":"watch"}\n')
    await eventually(lambda: live.pictures == 1)
    written = 0
    # Nobody reads: the socket's buffers fill, then the bounded queue, then changes are dropped.
    for written in range(1, 30_001):
        live.move(written)
        if written % 100 == 0:
            await asyncio.sleep(0)
    connection = next(iter(live.server._connections))
    assert connection._changes <= 10
    views: dict[str, int] = {}
    numbers: list[int] = []
    while views.get("waiting") != written:
        message = json.loads(await asyncio.wait_for(reader.readline(), 5))
        if message["op"] == "snapshot":
            views, numbers = message["views"]["queue:q"], [message["n"]]
        else:
            assert message["n"] == numbers[-1] + 1, "after a snapshot no number is missing"
            views = message["put"]["queue:q"]
            numbers.append(message["n"])
    assert live.pictures > 1
    writer.close()
    await live.server.close()


async def test_a_gap_in_the_numbers_makes_the_client_watch_again(path, eventually):
    live, seen = Live(path), Seen()
    await live.server.start()
    async with running(ChannelClient(path, watcher=seen)):
        await eventually(lambda: seen.story)
        live.server._n += 1  # a change that never arrives
        live.move(7)
        await eventually(lambda: seen.story == ["snapshot", "snapshot"])
        assert seen.views["queue:q"] == queue(7)
    await live.server.close()


async def test_a_broken_line_ends_only_its_own_connection(path, eventually):
    live = Live(path)
    await live.server.start()
    async with running(ChannelClient(path)) as client:
        await eventually(lambda: client.connected)
        reader, writer = await asyncio.open_unix_connection(str(path))
        writer.write(b'{"op":"event","event":{"type":"EpochStarted","epoch":9,"seed":"x"}}\n')
        assert await asyncio.wait_for(reader.read(), 5) == b""
        writer.close()
        assert (await client.request(ready())).code == "stale"
    assert live.events == []
    await live.server.close()


async def test_a_dead_process_socket_is_replaced_and_a_living_one_is_not(path):
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(path))
    left.close()
    live = Live(path)
    await live.server.start()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(AlreadyServed):
        await Live(path).server.start()
    await live.server.close()
    assert not path.exists()


async def test_a_long_home_still_has_a_socket(tmp_path, eventually):
    home = tmp_path / ("深" * 40)
    path = socket_path(home)
    assert len(str(path).encode()) <= 100
    assert path == socket_path(home)
    assert path != socket_path(tmp_path / ("浅" * 40))
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    live = Live(path)
    await live.server.start()
    async with running(ChannelClient(path)) as client:
        await eventually(lambda: client.connected)
    await live.server.close()


async def test_what_nobody_waits_for_any_more_is_not_done(path):
    live = Live(path)
    await live.server.start()
    reader, writer = await asyncio.open_unix_connection(path)
    for number, latest in enumerate((steady_ms() - 1, steady_ms() + 60_000)):
        writer.write(line(Ask(id=f"r{number}", event=ready(f"r{number}"), latest=latest)))

    answer = json.loads(await reader.readline())
    assert (answer["id"], answer["code"]) == ("r1", "stale"), "r0 was asked for before live woke"
    writer.close()
    await live.server.close()
