"""What idle standing legs cost: `python -m zuoxi.switch.asterisk.standing_cost --legs 100 --seconds 20`.

Two Asterisks on loopback: robots' phones keep standing legs at the house, which send and receive RTP all the
time, as browsers do (but without SRTP). Prints the house's CPU time and memory with and without them as JSON.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path

from zuoxi.engine.commands import DialDevice
from zuoxi.engine.events import InventoryTaken, LegAnswered, SwitchEvent
from zuoxi.switch.ari import AriSwitch
from zuoxi.switch.asterisk.carrier import Carrier, CarrierSettings
from zuoxi.switch.asterisk.config import write_config, write_endpoints
from zuoxi.switch.asterisk.install import install_asterisk
from zuoxi.switch.asterisk.node import Endpoint, NodeSettings, Trunk
from zuoxi.switch.asterisk.process import AsteriskProcess
from zuoxi.switch.asterisk.prompts import make_prompts
from zuoxi.switch.asterisk.reach import reach

HOUSE, CARRIER, PHONES = "127.30.0.2", "127.30.0.3", "127.30.0.4"


def cpu_seconds(pid: int) -> float:
    """CPU time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int) -> float:
    """Resident memory of a process."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


async def percent_of_core(pid: int, seconds: float) -> float:
    """Share of one core that a process uses in the next seconds."""
    before = cpu_seconds(pid)
    await asyncio.sleep(seconds)
    return round(100 * (cpu_seconds(pid) - before) / seconds, 2)


async def measure(legs: int, seconds: float, cache: Path) -> dict[str, float]:
    """Start both nodes, measure, dial the legs, measure again."""
    program, prompts = install_asterisk(cache), make_prompts(cache)
    with tempfile.TemporaryDirectory(prefix="zuoxi-legs-") as folder:
        house = NodeSettings(folder=Path(folder) / "house", prompts=prompts, address=HOUSE)
        node = NodeSettings(folder=Path(folder) / "carrier", prompts=prompts, name="carrier", address=CARRIER)
        write_config(house, program)
        phone = Endpoint(name="p-1", kind="sip_phone", password="not-used-here")  # noqa: S106
        write_endpoints(house, [phone], [Trunk(name="carrier", host=CARRIER, match=(CARRIER,))])
        process = AsteriskProcess(program, house)
        settings = CarrierSettings(node=node, house_address=HOUSE, phones_address=PHONES)
        carrier = Carrier(program, settings)
        try:
            await asyncio.gather(process.start(), carrier.start())
            return await _compare(legs, seconds, process.pid, AriSwitch("house", reach(house)), carrier)
        finally:
            await asyncio.gather(process.stop(), carrier.stop())


async def _compare(
    legs: int, seconds: float, pid: int, switch: AriSwitch, carrier: Carrier
) -> dict[str, float]:
    inbox: asyncio.Queue[SwitchEvent] = asyncio.Queue()
    run = asyncio.create_task(switch.run(lambda event, _ago_ms=0, /: inbox.put_nowait(event)))
    while not isinstance(await inbox.get(), InventoryTaken):
        continue
    empty, bare = await percent_of_core(pid, seconds), memory_mb(pid)
    address = await carrier.robot("idle", tone=0)
    for number in range(legs):
        name = f"leg-{number}"
        await switch.do(DialDevice(node="house", channel=name, endpoint="p-1", dial=address, standing=True))
        while not isinstance(await inbox.get(), LegAnswered):
            continue
    busy, full = await percent_of_core(pid, seconds), memory_mb(pid)
    run.cancel()
    await asyncio.gather(run, return_exceptions=True)
    return {
        "legs": legs,
        "idle_percent_of_core": empty,
        "legs_percent_of_core": busy,
        "percent_of_core_per_leg": round((busy - empty) / legs, 4),
        "memory_mb_per_leg": round((full - bare) / legs, 3),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--legs", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "zuoxi")
    chosen = parser.parse_args()
    figures = asyncio.run(measure(chosen.legs, chosen.seconds, chosen.cache))
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
