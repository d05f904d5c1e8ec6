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
