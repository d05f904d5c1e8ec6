"""`zuoxi bench calls`: how many calls a second our floor connects, against app_queue of the same Asterisk.

One Asterisk, one load, two ways in turn: a number that our floor answers (ARI, journal, facts, records) and
one that Asterisk's own queue answers. Callers and agents' phones are sipp with sound both ways; a call lasts
5 s and is recorded on both sides. The rate rises in steps, each in alternating pairs (ours, theirs, theirs,
ours), for a machine is not the same a minute later. A side holds a step when in both of its turns 999 of
1,000 calls reached an agent and the 95th percentile of set-up stayed under a second. `--ivr`: callers hear a
greeting first and, as they wait, their place, on both sides; set-up then counts from the queue on. All on
loopback addresses, bounded in count and time.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import django

from zuoxi.assembly import nodes
from zuoxi.assembly.bench.calls_load import TALK_MS, Load, Step
from zuoxi.assembly.terminal import line

if TYPE_CHECKING:
    from zuoxi.assembly.bench.calls_house import House

RATES = "5,10,20,30,40,50,60"
SECONDS = 12
WELL, PATIENCE_MS = 0.999, 1_000
OURS, THEIRS = "zuoxi", "app_queue"
TURNS = (OURS, THEIRS, THEIRS, OURS)


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rates", default=RATES, help=f"calls a second, step by step (default {RATES})")
    parser.add_argument("--seconds", type=int, default=SECONDS, help=f"length of a step (default {SECONDS})")
    parser.add_argument("--ivr", action="store_true", help="a greeting first, and each one's place told")
    parser.add_argument("--folder", type=Path, help="keep logs and recordings in this new folder")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    with folder_of(options.folder) as folder:
        addresses = nodes.apart()
        os.environ |= {"ZUOXI_HOME": folder, **addresses.environment()}
        os.environ.pop("ZUOXI_DATABASE_URL", None)
        django.setup()
        work = _measure(Path(folder), addresses, _rates(options.rates), options.seconds, ivr=options.ivr)
        figures = asyncio.run(work)
    if options.json:
        sys.stdout.write(json.dumps(figures) + "\n")
    else:
        for name, value in figures.items():
            sys.stdout.write(f"{name:14} {value}\n")
    return 0 if figures["whole"] else 1


def folder_of(kept: Path | None) -> AbstractContextManager[str]:
    """Where a benchmark works: a new folder that is kept, or a passing one."""
    if kept is None:
        return tempfile.TemporaryDirectory(prefix="zuoxi-bench-")
    kept.mkdir(parents=True)
    return nullcontext(str(kept.resolve()))


def _rates(told: str) -> list[float]:
    return [float(rate) for rate in told.split(",")]


async def _measure(
    folder: Path, addresses: nodes.Addresses, rates: list[float], seconds: int, *, ivr: bool
) -> dict[str, object]:
    from zuoxi.assembly.bench.calls_house import house  # its rooms need Django to be set up

    async with house(folder, addresses, agents=round(max(rates) * (14 if ivr else 9)), ivr=ivr) as place:
        load = Load(place.addresses, folder / "load")
        async with load.phones():
            held = await _ladder(place, load, rates, seconds)
        ours, rival = held[OURS], held[THEIRS]
        await place.settle()
        best, other = ours[-1], rival[-1]
        records = await place.records()
        return {
            "ours_cps": best.per_second,
            "rival_cps": other.per_second,
            "ratio": round(best.per_second / other.per_second, 2) if other.per_second else 0.0,
            "ivr": ivr,
            "setup_p95_ms": best.setup_p95_ms,
            "rival_setup_p95_ms": other.setup_p95_ms,
            "live_ms_per_call": best.live_ms,
            "recorder_ms_per_call": best.recorder_ms,
            "switch_ms_per_call": best.switch_ms,
            "rival_switch_ms_per_call": other.switch_ms,
            "calls": records.calls,
            "records": records.complete,
            "conversations": records.conversations,
            "recordings": records.recordings,
            "lacking": records.lacking,
            "whole": records.whole,
        }


async def _ladder(place: "House", load: Load, rates: list[float], seconds: int) -> dict[str, list[Step]]:
    """Of each side the steps that it held, the best last; an empty one when it held none."""
    held = {name: [Step(0.0, 0, 0, 0, 0.0, 0.0, 0.0)] for name in (OURS, THEIRS)}
    climbing = set(held)
    for rate in rates:
        turns: dict[str, list[Step]] = {OURS: [], THEIRS: []}
        for name in TURNS:
            if name in climbing:
                turns[name].append(await _turn(name, place, load, rate, seconds))
        for name in tuple(climbing):
            if all(_holds(step) for step in turns[name]):
                held[name].append(_worse(turns[name]))
            else:
                climbing.discard(name)
    return held


def _holds(step: Step) -> bool:
    return step.answered >= WELL * step.offered and step.setup_p95_ms <= PATIENCE_MS


def _worse(steps: list[Step]) -> Step:
    """Of two turns the one that is told."""
    return max(steps, key=lambda step: (step.offered - step.answered, step.setup_p95_ms))


async def _turn(name: str, place: "House", load: Load, rate: float, seconds: int) -> Step:
    from zuoxi.assembly.bench.calls_house import GREETING_MS

    number = place.our_number if name == OURS else place.rival_number
    began, before = place.now(), place.spent()
    offered = await load.call(number, rate, seconds, stay_ms=TALK_MS + GREETING_MS * place.ivr)
    step = await place.outcome(began, before, rate, seconds, offered, ours=name == OURS)
    line(
        f"{name}: {rate:g}/s, {step.answered} of {step.offered} answered, p95 {step.setup_p95_ms} ms, "
        f"processor per call: live {step.live_ms} ms, recorder {step.recorder_ms} ms, "
        f"Asterisk {step.switch_ms} ms"
    )
    return step
