"""The load: sipp as callers (with sound) and as agents' phones (which echo it)."""

import asyncio
import csv
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from zuoxi.assembly.nodes import Addresses
from zuoxi.assembly.places import cache
from zuoxi.switch.asterisk.debian import unpack_debian

TALK_MS = 5_000
SOUND_S = 8
LOUD_TONE, TONE_HZ = b"\x34" * 8 + b"\xb4" * 8, 500
"""A-law."""
HEAD = "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]"

CALLER = f"""<?xml version="1.0" encoding="UTF-8"?>
<scenario name="caller">
<send retrans="500" start_rtd="setup"><![CDATA[
INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
{HEAD}
From: <sip:139[call_number]@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:139@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000
]]></send>
<recv response="100" optional="true"/>
<recv response="180" optional="true"/>
<recv response="183" optional="true"/>
<recv response="200" rtd="setup" rrs="true"/>
<send><![CDATA[
ACK [next_url] SIP/2.0
{HEAD}
[routes]
From: <sip:139[call_number]@[local_ip]:[local_port]>;tag=[call_number]
[last_To:]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 70
Content-Length: 0

]]></send>
<nop><action><exec rtp_stream="@SOUND@,-1,8"/></action></nop>
<pause milliseconds="@STAY@"/>
<send retrans="500"><![CDATA[
BYE [next_url] SIP/2.0
{HEAD}
[routes]
From: <sip:139[call_number]@[local_ip]:[local_port]>;tag=[call_number]
[last_To:]
Call-ID: [call_id]
CSeq: 2 BYE
Max-Forwards: 70
Content-Length: 0

]]></send>
<recv response="200"/>
</scenario>
"""


@dataclass(frozen=True)
class Step:
    """What one step of the ladder gave. Milliseconds; `per_second` is the rate of answered calls.

    The last three are processor time per call, of our live process, our recorder and of Asterisk: they hardly
    depend on who else works on the machine.
    """

    per_second: float
    offered: int
    answered: int
    setup_p95_ms: int
    live_ms: float
    recorder_ms: float
    switch_ms: float


@dataclass(frozen=True)
class Offered:
    """What the callers saw: calls placed, calls that were answered and talked, set-up times (ms)."""

    placed: int
    talked: int
    setups_ms: tuple[float, ...]


class Load:
    """Callers at the carrier's address, phones at the phones' address."""

    def __init__(self, addresses: Addresses, folder: Path) -> None:
        self._addresses, self._folder = addresses, folder
        folder.mkdir(parents=True)
        self._steps = 0
        self._environment = {**os.environ, "TZ": "UTC"}
        self._sipp = shutil.which("sipp") or ""
        if not self._sipp:
            tree = unpack_debian("sipp", ["sip-tester"], cache=cache())
            self._environment |= tree.environment()
            self._sipp = str(tree.prefix / "usr/bin/sipp")
        (folder / "tone.al").write_bytes(LOUD_TONE * (8000 * SOUND_S // len(LOUD_TONE)))

    @asynccontextmanager
    async def phones(self, *how: str) -> AsyncIterator[None]:
        """All agents' phones: one sipp that takes every call and echoes its sound. `how` they take it is said
        in sipp's own words; as a rule at once."""
        place = ("-i", self._addresses.phones, "-p", "5060", "-mi", self._addresses.phones, "-mp", "30000")
        process = await self._start("phones", *(how or ("-sn", "uas")), *place, "-rtp_echo")
        try:
            yield
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()

    async def call(self, number: str, rate: float, seconds: int, *, stay_ms: int = TALK_MS) -> Offered:
        """Place `rate` calls a second for `seconds`, each for `stay_ms`; returns when all are over."""
        self._steps += 1
        name = f"step-{self._steps}"
        placed = round(rate * seconds)
        scenario = CALLER.replace("@STAY@", str(stay_ms))
        figures = ("-trace_rtt", "-rtt_freq", "1", "-trace_stat", "-fd", "1", "-stf", f"{name}.csv")
        process = await self.callers(name, scenario, number, rate, placed, seconds + 45, *figures)
        await process.wait()
        return self._read(name, placed)

    async def callers(
        self, name: str, scenario: str, number: str, rate: float, placed: int, patience_s: int, *traces: str
    ) -> asyncio.subprocess.Process:
        """Callers who do what the scenario says; their process, which ends when all are over."""
        told = self._folder / f"{name}.xml"
        told.write_text(scenario.replace("@SOUND@", "tone.al"))
        house, here = self._addresses.house, self._addresses.carrier
        place = (f"{house}:5060", "-i", here, "-p", "5060", "-mi", here, "-mp", "40000")
        count = ("-r", f"{rate:g}", "-m", str(placed), "-l", "2000")
        patience = ("-timeout", f"{patience_s}", "-timeout_error")
        return await self._start(name, "-sf", str(told), "-s", number, *place, *count, *traces, *patience)

    def traced(self, name: str) -> tuple[str, ...]:
        """For `phones` and `callers`: every message with its moment (UTC) goes to `<name>.msg`."""
        return ("-trace_msg", "-message_file", str(self._folder / f"{name}.msg"))

    def _read(self, name: str, placed: int) -> Offered:
        with (self._folder / f"{name}.csv").open() as file:
            last = list(csv.DictReader(file, delimiter=";"))[-1]
        setups = []
        for table in self._folder.glob("*_rtt.csv"):
            rows = list(csv.reader(table.read_text().splitlines(), delimiter=";"))
            setups += [float(row[1]) for row in rows[1:] if len(row) > 2 and row[2].strip() == "setup"]
            table.unlink()
        return Offered(placed, int(last["SuccessfulCall(C)"]), tuple(setups))

    async def _start(self, name: str, *arguments: str) -> asyncio.subprocess.Process:
        with (self._folder / f"{name}.log").open("w") as log:
            return await asyncio.create_subprocess_exec(
                self._sipp,
                *arguments,
                "-nostdin",
                "-trace_err",
                "-error_file",
                str(self._folder / f"{name}.err"),
                cwd=self._folder,
                env=self._environment,
                stdout=log,
                stderr=log,
            )


def percentile_95(values: list[float] | tuple[float, ...]) -> int:
    """The 95th percentile, whole milliseconds; 0 of nothing."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]) if ordered else 0
