"""`zuoxi bench storm`: what the worst hours cost, on the fake switch in real time, with the database.

Four storms over one floor: the death of a node with a thousand conversations; a list of a hundred thousand
numbers that changes at once; restarts of the live process under ten calls a second; a recorder that was away
for ten minutes of calls. `loop_p99_ms` is how late the loop was (one look each 5 ms), `longest_write_ms` how
long the recorder held the database's lock, `lost` counts callers without a whole record, `doubled` facts that
are there twice; `store_cpu_s_per_call` is what a conversation of three minutes costs until it is playable.
The floor, the recorder and their driver share the machine, so the spans are upper bounds.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import django

from zuoxi.assembly.terminal import line


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--agents", type=int, default=1_000)
    parser.add_argument("--listed", type=int, default=100_000, help="numbers in the list that changes")
    parser.add_argument("--behind", type=int, default=6_000, help="calls that the recorder is behind by")
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Measure and print; 1 when anything was lost or doubled."""
    with tempfile.TemporaryDirectory(prefix="zuoxi-bench-") as folder:
        os.environ["ZUOXI_HOME"] = folder
        os.environ.pop("ZUOXI_DATABASE_URL", None)
        django.setup()
        from zuoxi.assembly.bench.store import store_cpu_s
        from zuoxi.assembly.bench.storm_house import weather

        storms = asyncio.run(weather(Path(folder), options.agents, options.listed, options.behind))
        figures = worst(storms) | {"store_cpu_s_per_call": round(store_cpu_s(), 3)}
    if options.json:
        sys.stdout.write(json.dumps({**figures, "storms": storms}) + "\n")
    else:
        for name, storm in storms.items():
            line(f"{name}: " + ", ".join(f"{key} {value}" for key, value in storm.items()))
        line(", ".join(f"{key} {value}" for key, value in figures.items()))
    return int(bool(figures["lost"] or figures["doubled"]))


def worst(storms: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The worst of each figure over all storms."""
    figures: dict[str, Any] = {}
    for key in ("loop_p99_ms", "longest_write_ms", "lost", "doubled"):
        figures[key] = max((storm[key] for storm in storms.values() if key in storm), default=0)
    return figures
