"""A recorded run: some thousand events, and for each part of it a hash of the facts and commands it gave.

`python -m tests.engine.recorded` records it anew, after a change that was to change what the floor does.
"""

import hashlib
import json
from pathlib import Path
from random import Random
from typing import Final

import msgspec

from zuoxi.assembly.bench.acd import Bench
from zuoxi.assembly.bench.acd_house import house, small_house
from zuoxi.engine.commands import AnyCommand, RecordFact
from zuoxi.engine.config import FloorConfig
from zuoxi.engine.events import AnyEvent, ConfigChanged

FILE: Final = Path(__file__).with_name("recorded.json")
PART: Final = 500
"""Steps of a part."""
RUNS: Final[dict[str, tuple[FloorConfig, int]]] = {
    "large": (house(250), 500),
    **{f"small-{seed}": (small_house(Random(seed)), 200) for seed in range(5)},
}
"""Name -> (house, calls)."""


class _Listening(Bench):
    """The run of the benchmark, and what comes of each step."""

    def __init__(self, config: FloorConfig, calls: int) -> None:
        super().__init__(config, calls, seed=11)
        self.parts: list[dict[str, str]] = []
        self._steps = 0
        self._begin()

    def _begin(self) -> None:
        self._hashes = {name: hashlib.sha256() for name in ("events", "facts", "commands")}

    def heard(self, event: AnyEvent, commands: tuple[AnyCommand, ...]) -> None:
        if not isinstance(event, ConfigChanged):  # a setting more is no other behaviour
            self._hashes["events"].update(msgspec.json.encode(event))
        for command in commands:
            kind = "facts" if isinstance(command, RecordFact) else "commands"
            self._hashes[kind].update(msgspec.json.encode(command))
        self._steps += 1
        if self._steps % PART == 0:
            self.end_part()

    def end_part(self) -> None:
        self.parts.append({name: found.hexdigest()[:16] for name, found in self._hashes.items()})
        self._begin()


def played(name: str) -> list[dict[str, str]]:
    """One run's parts, each with its hashes."""
    run = _Listening(*RUNS[name])
    run.play()
    run.end_part()
    return run.parts


if __name__ == "__main__":
    FILE.write_text(json.dumps({name: played(name) for name in RUNS}, indent=1) + "\n")
