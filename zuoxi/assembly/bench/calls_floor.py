"""The floor of the benchmark as a process of its own: our live process with a configuration from a file."""

import asyncio
import signal
from typing import TYPE_CHECKING

import django
import msgspec
import uvloop

if TYPE_CHECKING:
    from zuoxi.engine.config import FloorConfig


class FileSource:
    """The floor's configuration as the benchmark wrote it."""

    def __init__(self, config: bytes) -> None:
        from zuoxi.engine.config import FloorConfig

        self._config = msgspec.json.decode(config, type=FloorConfig)

    def stamp(self) -> str:
        return "one"

    def build(self) -> "FloorConfig":
        return self._config

    def disconnect(self) -> None:
        """There is no connection."""


async def main() -> None:
    from zuoxi.assembly import live
    from zuoxi.assembly.places import cache, home
    from zuoxi.assembly.serve.switches import house_settings
    from zuoxi.live import main as process
    from zuoxi.live.books import last_epoch
    from zuoxi.live.rules import house_rules
    from zuoxi.live.settings import LiveSettings
    from zuoxi.live.sources import DatabaseBlacklist
    from zuoxi.outbox.channel.places import socket_path

    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    settings = LiveSettings(home=home(), socket=socket_path(home()), setup_limit=400)
    switch = live.ari_switch(house_settings(home(), cache()))
    source = FileSource((home() / "floor.json").read_bytes())
    nobody = DatabaseBlacklist()
    await process.run(
        settings,
        house_rules(),
        [switch],
        lambda: last_epoch(settings.floor),
        source,
        nobody,
        stop,
    )


if __name__ == "__main__":
    django.setup()
    uvloop.run(main())
