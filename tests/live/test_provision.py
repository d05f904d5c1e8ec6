import asyncio

from tests.live.until import soon
from zuoxi.engine.config import FloorConfig
from zuoxi.live.provision import Provisioner


async def test_a_switch_that_cannot_be_told_now_is_told_later_the_newest(tmp_path):
    away = True
    told: list[str | int] = []

    def provision(config):
        if away:
            told.append("failed")
            raise ConnectionError("the database is away")
        told.append(config.version)

    provisioner = Provisioner(provision, retry_s=0.01)
    task = asyncio.create_task(provisioner.run())
    provisioner.want(FloorConfig(version=1))
    await soon(lambda: len(told) >= 2)
    provisioner.want(FloorConfig(version=2))
    away = False
    await soon(lambda: told[-1] == 2)
    assert set(told) <= {"failed", 1, 2}
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_what_the_switches_have_not_loaded_after_two_seconds_is_an_alarm_until_they_have():
    clock, loads = [0], [False]

    def provision(config):
        if not loads[0]:
            raise ConnectionError("the switch did not load it")

    provisioner = Provisioner(provision, retry_s=0.01, now=lambda: clock[0])
    assert not provisioner.behind
    task = asyncio.create_task(provisioner.run())
    provisioner.want(FloorConfig(version=1))
    clock[0] = 2_000
    assert not provisioner.behind
    clock[0] = 2_001
    assert provisioner.behind
    loads[0] = True
    await soon(lambda: not provisioner.behind)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_what_the_switches_have_loaded_is_compared_again_and_again_whatever_we_believe():
    asked = []
    provisioner = Provisioner(asked.append, again_s=0.01)
    task = asyncio.create_task(provisioner.run())
    provisioner.want(FloorConfig(version=1))
    await soon(lambda: len(asked) >= 3)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
