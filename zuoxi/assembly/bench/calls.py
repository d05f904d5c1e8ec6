"""`zuoxi bench calls`: how many calls a second our floor connects, against app_queue of the same Asterisk.

One Asterisk, one load, two ways in turn: a number that our floor answers (ARI, journal, facts, records) and
one that Asterisk's own queue answers. Callers and agents' phones are sipp with sound both ways; a call lasts
5 s and is recorded. The rate rises in steps; a step holds when 99 of 100 calls reached an agent and the 95th
percentile of set-up stays under two seconds. All on loopback addresses, bounded in count and time.
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
from zuoxi.assembly.bench.calls_load import Load, Step
from zuoxi.assembly.terminal import line

if TYPE_CHECKING:
    from zuoxi.assembly.bench.calls_house import House

RATES = "5,10,20,30,40,50,60"
SECONDS = 12
WELL, PATIENCE_MS = 0.99, 2_000


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rates", default=RATES, help=f"calls a second, step by step (default {RATES})")
    parser.add_argument("--seconds", type=int, default=SECONDS, help=f"length of a step (default {SECONDS})")
    parser.add_argument("--folder", type=Path, help="keep logs and recordings in this new folder")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    with folder_of(options.folder) as folder:
        addresses = nodes.apart()
        os.environ |= {"ZUOXI_HOME": folder, **addresses.environment()}
        os.environ.pop("ZUOXI_DATABASE_URL", None)
        django.setup()
        figures = asyncio.run(_measure(Path(folder), addresses, _rates(options.rates), options.seconds))
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
    folder: Path, addresses: nodes.Addresses, rates: list[float], seconds: int
) -> dict[str, object]:
    from zuoxi.assembly.bench.calls_house import house  # its rooms need Django to be set up

    async with house(folder, addresses, agents=round(max(rates) * 9)) as place:
        load = Load(place.addresses, folder / "load")
        async with load.phones():
            ours = await _ladder("zuoxi", place, load, place.our_number, rates, seconds)
            rival = await _ladder("app_queue", place, load, place.rival_number, rates, seconds)
        await place.settle()
        best, other = ours[-1], rival[-1]
        records = await place.records()
        return {
            "ours_cps": best.per_second,
            "rival_cps": other.per_second,
            "ratio": round(best.per_second / other.per_second, 2) if other.per_second else 0.0,
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


async def _ladder(
    name: str, place: "House", load: Load, number: str, rates: list[float], seconds: int
) -> list[Step]:
    """The steps that held, the best last; an empty one when none did."""
    held = [Step(0.0, 0, 0, 0, 0.0, 0.0, 0.0)]
    for rate in rates:
        began, before = place.now(), place.spent()
        offered = await load.call(number, rate, seconds)
        step = await place.outcome(began, before, rate, seconds, offered, ours=number == place.our_number)
        line(
            f"{name}: {rate:g}/s, {step.answered} of {step.offered} answered, p95 {step.setup_p95_ms} ms, "
            f"processor per call: live {step.live_ms} ms, recorder {step.recorder_ms} ms, "
            f"Asterisk {step.switch_ms} ms"
        )
        if step.answered < WELL * step.offered or step.setup_p95_ms > PATIENCE_MS:
            break
        held.append(step)
    return held
