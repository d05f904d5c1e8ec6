"""`zuoxi bench blacklist`: what a long blacklist costs the live process.

A list of a million numbers stands in the database. The live process's follower reads it into its copy in a
thread, as at a first start (`load_s`), while a probe in the loop looks how late the loop is, once each
millisecond; then one number is barred, and the time is taken until the copy knows it (`edit_ms`, the best of
ten), then callers are looked up (`ask_us`, the 99th percentile). `memory_mb` is by how much the process grew.
`idle_…` is how late the same loop is with nothing to do: what the machine itself does.
With `--numbers 100000` beside it one sees whether an edit costs more in a longer list.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from zuoxi.assembly.terminal import line

TICK_S = 0.001
MEMORY_EACH = 20
"""Looks of the probe between two at the memory."""
IDLE_S = 3.0
EDITS, ASKED = 10, 20_000
FIRST = 13_000_000_000
AT_ONCE = 5_000

Figures = dict[str, Any]


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--numbers", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Measure and print; 1 when a number was not found barred that is."""
    import django
    import uvloop

    with tempfile.TemporaryDirectory(prefix="zuoxi-bench-") as folder:
        os.environ["ZUOXI_HOME"] = folder
        os.environ.pop("ZUOXI_DATABASE_URL", None)
        django.setup()
        actor = _listed(options.numbers)
        figures = uvloop.run(_measure(Path(folder), actor, options.numbers))
    if options.json:
        sys.stdout.write(json.dumps(figures) + "\n")
    else:
        line(", ".join(f"{key} {value}" for key, value in figures.items()))
    return int(not figures["found"])


def _listed(numbers: int) -> Any:
    """A company whose blacklist is that long; who may edit it."""
    from django.core.management import call_command

    from zuoxi.compliance.models import BlacklistEdition, BlacklistEntry
    from zuoxi.kernel.clock import utc_now
    from zuoxi.organisation.actor import Actor
    from zuoxi.organisation.services.editions import new_edition
    from zuoxi.organisation.services.setup import set_up

    call_command("migrate", interactive=False, verbosity=0)
    now = utc_now()
    who = set_up("Bench", "Bench", "bench", uuid.uuid4().hex, now=now)
    edition = new_edition(BlacklistEdition)
    for start in range(0, numbers, AT_ONCE):
        BlacklistEntry.objects.bulk_create(
            BlacklistEntry(
                tenant_id=who.tenant_id, number=str(FIRST + n), reason="bench", added_at=now, edition=edition
            )
            for n in range(start, min(start + AT_ONCE, numbers))
        )
    return Actor(person=who, now=now)


async def _measure(folder: Path, actor: Any, numbers: int) -> Figures:
    from zuoxi.kernel.clock import now_ms
    from zuoxi.live.blacklist import BlacklistCopy
    from zuoxi.live.following import Follower
    from zuoxi.live.giving_way import threads_give_way
    from zuoxi.live.sources import DatabaseBlacklist

    threads_give_way()
    copy = BlacklistCopy(folder)
    follower = Follower(copy, DatabaseBlacklist(), check_ms=60_000)
    _, idle = await _probed(lambda: asyncio.sleep(IDLE_S))
    before, most = _memory_mb(), list[float]()
    load_s, load_late = await _probed(lambda: asyncio.to_thread(follower.look), most)
    edits, edits_late = [], []
    for n in range(EDITS):
        await asyncio.to_thread(_bar, actor, str(FIRST + numbers + n))
        took_s, late = await _probed(lambda: asyncio.to_thread(follower.look))
        edits.append(took_s)
        edits_late += late
    found = all(copy.barring(str(FIRST + n), now_ms()) for n in range(0, numbers + EDITS, 997))
    found = found and not copy.barring(str(FIRST - 1), now_ms())
    asked = _asked(copy, numbers)
    copy.close()
    return {
        "numbers": numbers,
        "load_s": round(load_s, 2),
        "idle_loop_p99_ms": _share(idle, 0.99),
        "idle_loop_max_ms": _share(idle, 1.0),
        "load_loop_p99_ms": _share(load_late, 0.99),
        "load_loop_max_ms": _share(load_late, 1.0),
        "memory_mb": round(max(most) - before, 1),
        "copy_mb": round(_size(folder) / 1e6, 1),
        "edit_ms": round(min(edits) * 1000, 2),
        "edit_loop_max_ms": _share(edits_late, 1.0),
        "ask_us": asked,
        "found": found,
    }


async def _probed(
    work: Callable[[], Awaitable[object]], memory: list[float] | None = None
) -> tuple[float, list[float]]:
    """How long some work beside the loop took (s), and how late the loop was meanwhile (ms)."""
    late: list[float] = []
    memory = [] if memory is None else memory

    async def look() -> None:
        while True:
            due = time.perf_counter() + TICK_S
            await asyncio.sleep(TICK_S)
            late.append((time.perf_counter() - due) * 1000)
            if len(late) % MEMORY_EACH == 1:
                memory.append(_memory_mb())

    probe = asyncio.create_task(look())
    began = time.perf_counter()
    await work()
    took = time.perf_counter() - began
    await asyncio.sleep(0)
    probe.cancel()
    return took, late or [0.0]


def _bar(actor: Any, number: str) -> None:
    from django.db import connection

    from zuoxi.compliance.services.lists import blacklist

    try:
        blacklist(actor, number, "bench")
    finally:
        connection.close()


def _asked(copy: Any, numbers: int) -> float:
    """µs of one look-up, 99th percentile: callers all over the list, and strangers."""
    from zuoxi.kernel.clock import now_ms

    spans, now = [], now_ms()
    for n in range(ASKED):
        number = str(FIRST + (n * 7_919) % (2 * numbers))
        began = time.perf_counter_ns()
        copy.barring(number, now)
        spans.append((time.perf_counter_ns() - began) / 1000)
    return _share(spans, 0.99)


def _share(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)], 2)


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.glob("blacklist.sqlite3*"))


def _memory_mb() -> float:
    """What this process holds for itself now (what it reads of the database's file is not counted)."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["RssAnon"].split()[0]) / 1000
