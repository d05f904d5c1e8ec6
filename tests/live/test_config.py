import asyncio
import threading

import pytest

from tests.live.until import soon
from zuoxi.engine.config import FloorConfig, SkillGroupConfig
from zuoxi.engine.config_edit import edited
from zuoxi.live import config as config_module
from zuoxi.live.config import ConfigKeeper
from zuoxi.live.errors import NoConfiguration


class Office:
    """A source that the test writes to."""

    def __init__(self):
        self.groups, self.revision, self.gone = ("one",), 1, False
        self.builds, self.looks = 0, 0
        self.slow = threading.Event()
        self.slow.set()

    def stamp(self):
        self.looks += 1
        if self.gone:
            raise ConnectionError("the database is away")
        return str(self.revision)

    def build(self):
        self.slow.wait(10)
        self.builds += 1
        return FloorConfig(skill_groups=tuple(SkillGroupConfig(id=name, name=name) for name in self.groups))

    def disconnect(self):
        pass

    def write(self, *groups):
        self.groups, self.revision = groups, self.revision + 1


class Kept:
    """A keeper that runs; `seen` are the group ids of each new configuration."""

    def __init__(self, folder, office, check_ms=10):
        self.keeper = ConfigKeeper(folder, office, check_ms=check_ms)
        self.seen = []

    def changed(self, config, edit):
        assert edited(self.last, edit) == config
        self.last = config
        self.seen.append((config.version, tuple(group.id for group in config.skill_groups)))

    async def __aenter__(self):
        self.first = self.last = await self.keeper.first()
        self.task = asyncio.create_task(self.keeper.run(self.changed))
        return self

    async def __aexit__(self, *error):
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


async def test_a_write_is_seen_by_looking_now_and_then(tmp_path):
    office = Office()
    async with Kept(tmp_path, office) as kept:
        assert kept.first.version == 1
        office.write("one", "two")
        await soon(lambda: kept.seen)
    assert kept.seen == [(2, ("one", "two"))]


async def test_looking_costs_a_stamp_and_not_a_whole_reading(tmp_path):
    office = Office()
    async with Kept(tmp_path, office, check_ms=1) as kept:
        await soon(lambda: office.looks > 10)
    assert (office.builds, kept.seen) == (1, [])


async def test_a_touch_is_followed_at_once(tmp_path):
    office = Office()
    async with Kept(tmp_path, office, check_ms=600_000) as kept:
        office.groups = ("three",)
        kept.keeper.touch()
        await soon(lambda: kept.seen)
    assert kept.seen == [(2, ("three",))]


async def test_a_touch_without_a_difference_changes_nothing(tmp_path):
    office = Office()
    async with Kept(tmp_path, office, check_ms=600_000) as kept:
        kept.keeper.touch()
        await soon(lambda: office.builds == 2)
        office.write("four")
        kept.keeper.touch()
        await soon(lambda: kept.seen)
    assert kept.seen == [(2, ("four",))]


async def test_without_a_database_the_last_configuration_serves_and_the_next_one_is_picked_up(tmp_path):
    office = Office()
    async with Kept(tmp_path, office) as kept:
        office.write("five")
        await soon(lambda: kept.seen)
    office.gone = True
    async with Kept(tmp_path, office) as kept:
        assert (kept.first.version, kept.first.skill_groups[0].id) == (2, "five")
        looks = office.looks
        await soon(lambda: office.looks > looks + 2)
        office.gone = False
        office.write("six")
        await soon(lambda: kept.seen)
    assert kept.seen == [(3, ("six",))]


async def test_the_same_configuration_after_a_restart_keeps_its_version(tmp_path):
    office = Office()
    async with Kept(tmp_path, office) as kept:
        assert kept.first.version == 1
    async with Kept(tmp_path, office) as kept:
        assert kept.first.version == 1


@pytest.mark.parametrize("cache", [None, b"", b"{", b'{"version":"x"}'])
async def test_neither_a_database_nor_a_readable_cache_is_said_plainly(tmp_path, cache):
    if cache is not None:
        (tmp_path / "config.json").write_bytes(cache)
    office = Office()
    office.gone = True
    with pytest.raises(NoConfiguration):
        await ConfigKeeper(tmp_path, office, check_ms=10).first()


async def test_a_slow_database_does_not_keep_callers_waiting_and_its_news_are_not_missed(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(config_module, "FIRST_LOOK_S", 0.05)
    office = Office()
    async with Kept(tmp_path, office):
        pass
    office.write("late")
    office.slow.clear()
    async with Kept(tmp_path, office) as kept:
        assert kept.first.skill_groups[0].id == "one"
        office.slow.set()
        await soon(lambda: kept.seen)
    assert kept.seen == [(2, ("late",))]
