"""`zuoxi bench faults`: what callers and agents feel when a part of the house dies, stops or stands still.

A real Asterisk, our live process and recorder, callers and agents' phones by sipp. Bursts of four callers a
second; in each burst a fault strikes at a random moment: `kill` (kill -9 of live), `stop-kill` (stopped for
half a second, then killed), `stall` (stopped for 10 to 20 s), `lock` (the database is locked for 10 s),
`silence` (Asterisk is stopped for 70 s), `switch-dies` (kill -9 of Asterisk). What happened is taken from the
SIP traces of callers and phones and from the sound of the recordings, and held against the records. Who is
concerned is named on the terminal, with all moments from the fault on. On loopback addresses.
"""

import argparse
import asyncio
import json
import os
import sys
from pathlib import Path

import django

from zuoxi.assembly import nodes
from zuoxi.assembly.bench.calls import folder_of
from zuoxi.assembly.terminal import line

FAULTS = "kill*6,stop-kill,stall,lock"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--faults", default=FAULTS, help=f"one after another (default {FAULTS})")
    parser.add_argument("--seed", type=int, default=1, help="decides the moments (default 1)")
    parser.add_argument("--folder", type=Path, help="keep logs, traces and recordings in this new folder")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Measure and print; 1 when anything befell anybody that should not."""
    with folder_of(options.folder) as folder:
        addresses = nodes.apart()
        os.environ |= {"ZUOXI_HOME": folder, "ZUOXI_LOG_LEVEL": "INFO", **addresses.environment()}
        os.environ.pop("ZUOXI_DATABASE_URL", None)
        django.setup()
        from zuoxi.assembly.bench.faults_house import strike
        from zuoxi.assembly.bench.faults_judge import ALLOWED, Figures

        found = asyncio.run(strike(Path(folder), addresses, _faults(options.faults), options.seed))
    whole = Figures()
    for figures in found.values():
        whole.add(figures)
    kinds = {name: figures.counts for name, figures in found.items()}
    if options.json:
        sys.stdout.write(json.dumps({**whole.counts, "kinds": kinds}) + "\n")
    else:
        for name, counts in {**kinds, "all": whole.counts}.items():
            line(f"{name}: " + ", ".join(f"{key} {count}" for key, count in counts.items()))
    return int(any(count for key, count in whole.counts.items() if key not in ALLOWED))


def _faults(told: str) -> list[str]:
    """`kill*3,stall` -> kill, kill, kill, stall."""
    found = []
    for word in told.split(","):
        name, _, times = word.partition("*")
        found += [name] * int(times or 1)
    return found
