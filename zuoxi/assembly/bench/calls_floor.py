"""The floor of the benchmark as a process of its own: `zuoxi live` with a configuration from a file."""

import sys
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


def _knows_its_phones(config: "FloorConfig") -> None:
    """The benchmark has told the switch of all devices before the floor begins."""


async def main() -> None:
    from zuoxi.assembly import live
    from zuoxi.assembly.places import home

    await live.run(FileSource((home() / "floor.json").read_bytes()), _knows_its_phones)


if __name__ == "__main__":
    django.setup()
    from zuoxi.assembly import live  # noqa: F401 - a stand-in has loaded it when it is called
    from zuoxi.assembly.serve.stand_in import is_called

    if "--stand-in" not in sys.argv or is_called():
        uvloop.run(main())
