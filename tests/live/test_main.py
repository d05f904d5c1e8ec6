"""The whole live process in this process: channel, loop, journal, actor, recorder, on the fake switch."""

import asyncio
import contextlib
import errno
import os
from types import SimpleNamespace

import msgspec
import pytest

from tests.live.double import TINY
from tests.live.lists import Lists
from tests.live.recording import recording
from tests.live.shelf import Shelf
from tests.live.test_config import Office
from tests.live.until import LOOK_S, soon
from zuoxi.engine import events as e
from zuoxi.live.actor import Limits
from zuoxi.live.breaks import Breaks
from zuoxi.live.clock import FloorClock
from zuoxi.live.desk import Desk
from zuoxi.live.errors import LeaseTaken
from zuoxi.live.main import run
from zuoxi.live.places import journals, snapshots
from zuoxi.live.rules import house_rules
from zuoxi.live.settings import LiveSettings
from zuoxi.outbox.channel import BooksState, ChannelClient
from zuoxi.switch.fake import FakeSwitch


class Watching:
    """A web process: keeps what it is shown."""

    def __init__(self):
        self.views, self.numbers = {}, []

    def snapshot(self, message):
        self.views = dict(message.views)
        self.numbers = [message.n]

    def changes(self, message):
        self.views.update(message.put)
        self.numbers.append(message.n)

    def touched(self, what):
        pass


class House:
    """A home folder in which live processes come and go; switch, books and office outlive them."""

    def __init__(self, home):
        self.home = home
        self.switch, self.books, self.office, self.lists = FakeSwitch(), Shelf(), Office(), Lists()
        self.provisioned = []
        self.settings = LiveSettings(
            reserve_bytes=4_096,
            home=home,
            socket=home / "live.sock",
            sync_ms=5,
            config_check_ms=10,
            record_retry_ms=20,
        )

    def last_epoch(self):
        return self.books.last_recorded()[0]

    @contextlib.asynccontextmanager
    async def live(self):
        """One live process with a web process connected to it."""
        stop, watcher = asyncio.Event(), Watching()
        live = asyncio.create_task(
            run(
                self.settings,
                TINY,
                [self.switch],
                self.last_epoch,
                self.office,
                self.lists,
                stop,
                lambda config: self.provisioned.append(config.version),
            )
        )
        client = ChannelClient(self.settings.socket, watcher=watcher)
        web = asyncio.create_task(client.run())
        await soon(lambda: watcher.numbers or live.done())
        with recording(self.settings, self.books):
            try:
                yield client, watcher
            finally:
                stop.set()
                web.cancel()
                await live


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


def ready(name):
    return e.ReadyRequested(request=name, person="p", expect=None)


async def test_a_call_goes_from_the_switch_to_the_watchers_and_into_the_books(house):
    async with house.live() as (client, watcher):
        channel = house.switch.customer_calls("13800138000", "400")
        await soon(lambda: watcher.views["queue:q"].waiting == 1)
        await soon(lambda: house.switch.channels[channel].bridge)
        house.switch.customer_hangs_up(channel)
        await soon(lambda: watcher.views["queue:q"].waiting == 0)
        await soon(lambda: not house.switch.bridges)
        await soon(lambda: len(house.books.facts) == 3)
        pong = await client.ping()
        assert (pong.epoch, pong.switch, pong.database) == (1, {"house": True}, True)
    assert [fact.fact.phase for fact in house.books.facts] == ["queue", "talk", "hold"]
    assert house.provisioned == [1]


async def test_a_person_is_answered_over_the_channel(house):
    async with house.live() as (client, _):
        house.switch.customer_calls("13800138000", "400")
        reply = await client.request(ready("r1"))
    assert (reply.code, reply.data) == ("ok", {"calls": 1})


async def test_a_clean_stop_leaves_a_snapshot_and_the_next_process_goes_on_without_replay(house):
    async with house.live():
        house.switch.customer_calls("13800138000", "400")
        await soon(lambda: len(house.books.facts) == 2)
    assert snapshots(house.settings.folder)[-1] == journals(house.settings.folder)[-1]
    async with house.live() as (client, watcher):
        assert watcher.views["queue:q"].waiting == 1
        assert (await client.ping()).epoch == 2
        house.switch.customer_calls("13800138001", "400")
        await soon(lambda: len(house.books.facts) == 4)
    assert [(fact.epoch, fact.seq) for fact in house.books.facts] == [(1, 1), (1, 2), (2, 3), (2, 4)]


async def test_a_second_process_is_turned_away_and_the_first_goes_on(house):
    async with house.live() as (client, _):
        with pytest.raises(LeaseTaken):
            await run(house.settings, TINY, [], house.last_epoch, house.office, house.lists, asyncio.Event())
        assert (await client.request(ready("r1"))).code == "ok"


async def test_calls_go_on_while_the_database_is_away_and_the_facts_follow(house):
    async with house.live() as (client, watcher):
        await soon(lambda: client.connected)
        house.books.gone = house.office.gone = True
        for number in range(20):
            house.switch.customer_calls(f"1380013{number:04d}", "400")
        await soon(lambda: watcher.views["queue:q"].waiting == 20)
        await soon(lambda: len(house.switch.bridges) == 20)
        while (await client.ping()).database:
            await asyncio.sleep(LOOK_S)
        house.books.gone = False
        await soon(lambda: len(house.books.facts) == 40)
        await soon(lambda: house.books.seqs == list(range(1, 41)))


async def test_it_starts_without_a_database_when_it_has_run_here_before(house):
    async with house.live():
        house.switch.customer_calls("13800138000", "400")
        await soon(lambda: len(house.switch.bridges) == 1)
    house.books.gone = house.office.gone = True
    known = len(house.books.facts)
    async with house.live() as (client, watcher):
        house.switch.customer_calls("13800138001", "400")
        await soon(lambda: watcher.views["queue:q"].waiting == 2)
        assert not (await client.ping()).database
    assert len(house.books.facts) == known
    house.books.gone = house.office.gone = False
    async with house.live():
        await soon(lambda: len(house.books.facts) == 4)
    assert house.books.seqs == [1, 2, 3, 4]


async def test_a_changed_configuration_reaches_the_floor_and_the_switch(house):
    async with house.live():
        house.office.write("new")
        await soon(lambda: house.provisioned[-1:] == [2])


async def pinged(client, *, house):
    """Wait until a ping says whether the node can be commanded."""
    async with asyncio.timeout(10):
        while (await client.ping()).switch["house"] is not house:
            pass


async def test_a_switch_that_dies_shows_in_the_ping_and_comes_back_without_a_restart(house):
    async with house.live() as (client, _):
        house.switch.dies()
        await pinged(client, house=False)
        house.switch.comes_back()
        await client.request(ready("r1"))
        assert (await client.ping()).switch["house"]


async def test_views_are_numbered_without_gaps(house):
    async with house.live() as (_, watcher):
        for number in range(30):
            house.switch.customer_calls(f"1380013{number:04d}", "400")
        await soon(lambda: watcher.views["queue:q"].waiting == 30)
        numbers = watcher.numbers
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


async def test_old_files_are_packed_while_it_runs(house):
    settings = house.settings
    house.settings = msgspec.structs.replace(settings, snapshot_events=20)
    async with house.live() as (client, _):
        for number in range(40):
            house.switch.customer_calls(f"1380013{number:04d}", "400")
            await client.request(ready(f"r{number}"))
        await soon(lambda: journals(settings.folder)[-1].number >= 2)
        await soon(lambda: len(house.books.facts) == 80)
    async with house.live():
        await soon(lambda: house.books.last_recorded() == (1, 80))
    async with house.live() as (_, watcher):
        assert watcher.views["queue:q"].waiting == 40
    plain = [part for part in journals(settings.folder) if part.journal(settings.folder).exists()]
    assert plain[0].epoch >= 2
    assert journals(settings.folder)[0].epoch == 1


async def test_a_process_whose_disk_is_full_can_still_be_stopped_and_the_next_one_goes_on(house):
    full = False

    def write(handle, data):
        if full:
            raise OSError(errno.ENOSPC, "no space left on device")
        return os.write(handle, data)

    house.settings = msgspec.structs.replace(house.settings, stop_ms=400)
    stop = asyncio.Event()
    live = asyncio.create_task(
        run(
            house.settings,
            TINY,
            [house.switch],
            house.last_epoch,
            house.office,
            house.lists,
            stop,
            write=write,
        )
    )
    await soon(lambda: house.switch._deliver is not None)
    kept = house.switch.customer_calls("13800138000", "400")
    await soon(lambda: house.switch.channels[kept].bridge)
    full = True
    house.switch.customer_calls("13800138001", "400")
    stop.set()
    await live
    async with house.live() as (_, watcher):
        assert watcher.views["queue:q"].waiting == 1


async def test_a_disk_that_is_full_when_a_snapshot_is_due_does_not_end_the_process(house):
    full = False

    def write(handle, data):
        if full and data[9:].startswith(b'{"record":"Opened"'):
            raise OSError(errno.ENOSPC, "no space left on device")
        return os.write(handle, data)

    house.settings = msgspec.structs.replace(house.settings, snapshot_ms=1)
    stop = asyncio.Event()
    live = asyncio.create_task(
        run(
            house.settings,
            TINY,
            [house.switch],
            house.last_epoch,
            house.office,
            house.lists,
            stop,
            write=write,
        )
    )
    await soon(lambda: house.switch._deliver is not None)
    full = True
    parts = len(journals(house.settings.folder))
    call = house.switch.customer_calls("13800138000", "400")
    await soon(lambda: house.switch.channels[call].bridge)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(live), 1.5)
    assert len(journals(house.settings.folder)) == parts
    full = False
    await soon(lambda: len(journals(house.settings.folder)) > parts)
    stop.set()
    await live


async def test_a_burst_of_a_thousand_calls_is_taken_in_order_and_people_are_still_answered(house):
    house.settings = msgspec.structs.replace(house.settings, commands=Limits(waiting=50))
    async with house.live() as (client, watcher):
        names = [house.switch.customer_calls(f"138{number:08d}", "400") for number in range(1_000)]
        assert (await client.request(ready("r1"))).code == "ok"
        await soon(lambda: len(house.books.facts) >= 1_000)
        assert watcher.views["queue:q"].waiting == 1_000
    queued = [fact.stream for fact in house.books.facts if fact.fact.phase == "queue"]
    assert queued == [f"call-{name}" for name in names]


async def test_a_full_spool_is_told_to_the_floor_at_each_change_and_shows_in_the_ping(tmp_path):
    told, rules = [], house_rules()
    loop = SimpleNamespace(tell=told.append, connected={}, breaks=Breaks(), disk="", state=rules.empty())
    clock = FloorClock(None)
    desk = Desk(tmp_path / "s", rules, loop, clock, 1, (), lambda touch: None, 0, lambda: True, lambda: 0)
    for spool in ("", "filling", "full", "full", "filling", ""):
        desk.books(BooksState(database=True, waiting_bytes=0, longest_write_ms=0, spool=spool, spool_bytes=7))
        assert (desk.status().spool, desk.status().spool_bytes) == (spool, 7)
    assert [event.room for event in told] == [True, False, True]
