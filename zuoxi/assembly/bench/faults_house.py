"""The faults, and bursts of callers around them."""

import asyncio
import random
import signal
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import connection

from zuoxi.assembly import nodes
from zuoxi.assembly.bench import faults_load
from zuoxi.assembly.bench.calls_house import House, house
from zuoxi.assembly.bench.calls_load import TONE_HZ, Load
from zuoxi.assembly.bench.faults_judge import Figures, Struck, callers, judge
from zuoxi.assembly.bench.faults_traces import Connection, connections
from zuoxi.assembly.terminal import line
from zuoxi.calls.selectors import sums
from zuoxi.kernel.clock import now_ms
from zuoxi.switch.asterisk.process import connect_ami
from zuoxi.switch.tones import seconds_with

AGENTS, RATE = 24, 4.0
RINGS_MS = (200, 1_200, 2_500)
PATIENCE_MS, GIVES_UP_MS, GIVE_UP = 60_000, 1_500, 0.12
AGAIN_S = 0.1
"""How soon `zuoxi serve` starts a part again that has died."""
SETTLE_S, QUIET_S = 600.0, 20.0
"""The recorder goes last where others need the processor, so the books may be minutes late."""
SOUND_MS = 1_500
"""So much of a conversation may be without sound: its edges, and what the measuring leaves over."""
Fault = Callable[[House, random.Random], Awaitable[None]]


@dataclass(frozen=True)
class Kind:
    """A fault, and the callers around it."""

    strike: Fault
    callers: int = 28
    stays_ms: tuple[int, ...] = (5_000, 7_000, 10_000)
    between_s: tuple[float, float] = (1.0, 8.0)
    """When it strikes, from the first caller on."""
    switch_lost: bool = False
    silent: bool = False
    """No sound passes meanwhile."""
    floor_stands: bool = True
    """The floor can put nobody together meanwhile."""


async def _kill(place: House, draw: random.Random) -> None:
    await place.live_is_killed()
    await asyncio.sleep(AGAIN_S)
    await place.live_begins()


async def _stop_and_kill(place: House, draw: random.Random) -> None:
    place.live.send_signal(signal.SIGSTOP)
    await asyncio.sleep(0.5)
    await _kill(place, draw)


async def _stall(place: House, draw: random.Random) -> None:
    place.live.send_signal(signal.SIGSTOP)
    await asyncio.sleep(draw.uniform(10, 20))
    place.live.send_signal(signal.SIGCONT)


async def _lock(place: House, draw: random.Random) -> None:
    with closing(sqlite3.connect(place.folder / "zuoxi.sqlite3", isolation_level=None, timeout=20)) as books:
        books.execute("BEGIN EXCLUSIVE")
        await asyncio.sleep(10)
        books.execute("ROLLBACK")


async def _silence(place: House, draw: random.Random) -> None:
    place.switch.suspend()
    await asyncio.sleep(70)
    place.switch.resume()


async def _switch_dies(place: House, draw: random.Random) -> None:
    await place.switch.kill()
    await place.switch.start()


KINDS = {
    "kill": Kind(_kill),
    "stop-kill": Kind(_stop_and_kill),
    "stall": Kind(_stall, stays_ms=(5_000, 12_000, 25_000)),
    "lock": Kind(_lock, floor_stands=False),
    "silence": Kind(_silence, stays_ms=(80_000, 84_000, 88_000), between_s=(10.0, 11.0), silent=True),
    "switch-dies": Kind(_switch_dies, switch_lost=True),
}


class Bursts:
    """One burst after another over one house."""

    def __init__(self, place: House, load: Load, folder: Path, draw: random.Random) -> None:
        self._place, self._load, self._folder, self._draw = place, load, folder, draw
        self._number = 0

    async def one(self, name: str) -> Figures:
        """Callers come, the fault strikes, all comes to rest: what came of it."""
        await self._place.live_has_a_stand_in()
        kind, figures = KINDS[name], Figures()
        self._number += 1
        burst = self._number
        scenario = faults_load.callers(kind.stays_ms, PATIENCE_MS, GIVES_UP_MS, GIVE_UP)
        trace = f"burst-{burst}"
        numbers = self._folder / f"{trace}.csv"
        numbers.write_text(faults_load.numbers(burst, kind.callers))
        process = await self._load.callers(
            trace,
            scenario,
            self._place.our_number,
            RATE,
            kind.callers,
            round(kind.callers / RATE + (PATIENCE_MS + max(kind.stays_ms)) / 1000),
            "-inf",
            str(numbers),
            *self._load.traced(trace),
        )
        await asyncio.sleep(self._draw.uniform(*kind.between_s))
        at = now_ms()
        await kind.strike(self._place, self._draw)
        await self._place.agents.back()
        fault = Struck(at, now_ms() if kind.floor_stands else at)
        await process.wait()
        await self._comes_to_rest(kind, burst, figures)
        figures.count("faults")
        await asyncio.to_thread(self._judge, kind, burst, fault, figures)
        line(
            f"{name} {burst}: "
            + ", ".join(f"{key} {count}" for key, count in figures.counts.items() if count)
        )
        for mark in figures.marks:
            line(f"  {mark}")
        return figures

    async def _comes_to_rest(self, kind: Kind, burst: int, figures: Figures) -> None:
        """Wait for the floor, the switch and the records; what does not come to rest is counted."""
        agents = self._place.agents
        await agents.until(lambda: not agents.calls() and not agents.stuck(), QUIET_S)
        stuck = agents.stuck()
        figures.count("stuck_agents", len(stuck), "; ".join(stuck))
        left = await self._channels()
        figures.count("channels_left", len(left), " ".join(left))
        with suppress(TimeoutError):  # then the judge says what is not written
            async with asyncio.timeout(SETTLE_S):
                while await asyncio.to_thread(_lacking, burst, kind.callers):  # noqa: ASYNC110 - rows
                    await asyncio.sleep(0.2)
        await agents.all_ready()

    async def _channels(self) -> list[str]:
        """What stands in the switch once it has had time to end."""
        ami = await connect_ami(self._place.switch.settings)
        try:
            for _ in range(20):
                found = [channel["Uniqueid"] for channel in await ami.listing("CoreShowChannels")]
                if not found:
                    break
                await asyncio.sleep(0.2)
            return found
        finally:
            await ami.close()

    def _judge(self, kind: Kind, burst: int, fault: Struck, figures: Figures) -> None:
        begins, lost = faults_load.first_part(burst), fault.at if kind.switch_lost else None
        seen = self._trace(f"burst-{burst}", begins, lost)
        accounts = sums.accounts(begins)
        people = callers(seen, self._trace("phones", begins, lost), accounts, fault)
        judge(people, figures)
        doubled = [number for number, rows in accounts.items() if len(rows) > 1]
        figures.count("records_doubled", len(doubled), " ".join(doubled))
        still = replace(fault, over=fault.over if kind.silent else fault.at)
        unheard = [number for number, (row, *_) in accounts.items() if not self._heard(row, fault, still)]
        figures.count("unheard", len(unheard), " ".join(unheard))
        connection.close()

    def _trace(self, name: str, begins: str, lost: int | None) -> list[Connection]:
        text = (self._folder / f"{name}.msg").read_text(errors="replace")
        return [one.until(lost) for one in connections(text) if one.number.startswith(begins)]

    def _heard(self, row: sums.Account, fault: Struck, still: Struck) -> bool:
        """Both sides of each conversation are in its recording, from its beginning to its end, as far as
        there was somebody to put them together and the switch did not stand `still`."""
        talked = [
            end - start - (fault if fault.at <= start < fault.over else still).within(start, end)
            for start, end in row.talks
            if end is not None
        ]
        if len(row.recordings) != len(talked):
            return False
        spool = self._place.folder / "recordings" / "spool"
        sides = [spool / f"{recording}-{side}.wav" for recording in row.recordings for side in ("in", "out")]
        lengths = [span for span in talked for _ in range(2)]
        return all(
            file.exists() and seconds_with(file, TONE_HZ) * 1000 >= span - SOUND_MS
            for file, span in zip(sides, lengths, strict=True)
        )


async def strike(
    folder: Path, addresses: nodes.Addresses, faults: list[str], seed: int
) -> dict[str, Figures]:
    """Fault -> what came of all of its kind, in the order that was asked for."""
    found: dict[str, Figures] = {}
    async with house(folder, addresses, agents=AGENTS) as place:
        load = Load(place.addresses, folder / "load")
        how = folder / "load" / "phone.xml"
        how.write_text(faults_load.phones(RINGS_MS))
        async with load.phones("-sf", str(how), *load.traced("phones")):
            bursts = Bursts(place, load, folder / "load", random.Random(seed))  # noqa: S311 - no secret
            for name in faults:
                found.setdefault(name, Figures()).add(await bursts.one(name))
        facts = await asyncio.to_thread(_facts)
        last = found[faults[-1]]
        last.count("facts_doubled", facts.doubled, "of the whole run")
        last.count("facts_missing", 0 if facts.gapless else 1, "of the whole run")
    return found


def _facts() -> sums.FactsOfAFloor:
    try:
        return sums.facts_of("main")
    finally:
        connection.close()


def _lacking(burst: int, callers: int) -> int:
    """How many of a burst's callers have no finished record yet."""
    try:
        return sums.unfinished() + callers - len(sums.accounts(faults_load.first_part(burst)))
    finally:
        connection.close()
