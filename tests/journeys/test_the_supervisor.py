"""`kill -9` of the supervisor: conversations go on, the next start takes them over, nothing stays behind."""

import asyncio
import contextlib
import os
import signal
from pathlib import Path

import pytest

from tests.journeys.centre import centre
from tests.journeys.test_the_line import hang_up, talking
from zuoxi.assembly.serve.bond import END_S
from zuoxi.assembly.serve.keeper import ORPHAN_GRACE_S, STOP_S
from zuoxi.assembly.serve.switches import pid_file

pytestmark = [pytest.mark.switch, pytest.mark.asyncio]


def processes_of(home: Path) -> list[str]:
    """Everything that runs with this home folder."""
    mark = f"ZUOXI_HOME={home}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            settings, words = (folder / "environ").read_bytes(), (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if mark in settings.split(b"\0") and words:
            found.append(words.replace(b"\0", b" ").decode(errors="replace"))
    return found


async def none_is_left(home: Path, seconds: float, parts: tuple[str, ...] = ("",)) -> None:
    """Wait until no process of this home runs whose command line has one of these words."""
    left: list[str] = []
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while left := [told for told in processes_of(home) if any(part in told for part in parts)]:
                await asyncio.sleep(0.1)
    assert left == []


async def test_a_killed_supervisor_ends_no_conversation_and_the_next_start_takes_it_over():
    async with centre({}) as town:
        switch = pid_file(town.trial.home, "house").read_text()
        async with town.person("agent") as agent, town.at_work(agent) as line:
            customer = await town.customer_calls("13800138020")
            call = await talking(line)
            os.kill(town.trial.pid, signal.SIGKILL)
            await none_is_left(town.trial.home, END_S + 5, (" web ", " live "))
            assert not customer.ended.is_set()
            await town.trial.start()
            assert pid_file(town.trial.home, "house").read_text() == switch
            again = await town.page(agent, line.desktop)
            await again.do("sign_in", device=town.devices["agent@north"], takeover=True)
            assert await talking(again) == call
            assert not customer.ended.is_set()
            await hang_up(again, call)
            await again.close()
            async with town.person("boss") as boss:
                record = await town.call_record(boss, "13800138020")
        assert [recording["state"] for recording in record["recordings"]] == ["verified"]
        os.kill(town.trial.pid, signal.SIGKILL)
        await none_is_left(town.trial.home, ORPHAN_GRACE_S + END_S + 2 * STOP_S)
