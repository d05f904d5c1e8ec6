"""`zuoxi serve` restarts a part that ended, waits longer each time, and leaves nothing behind."""

import asyncio
import fcntl
import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from zuoxi.assembly.serve import lock
from zuoxi.assembly.serve.backoff import PAUSES_S, STEADY_S, Backoff
from zuoxi.assembly.serve.logfile import open_log, trim
from zuoxi.assembly.serve.part import Part
from zuoxi.assembly.serve.supervisor import Supervisor
from zuoxi.assembly.terminal import Trouble

CHECKOUT = Path(__file__).resolve().parents[2]


class Script(Part):
    """A part that runs a little Python program instead of a command of ours."""

    def command(self, *more: str) -> list[str]:
        return [sys.executable, "-c", *self.arguments, *more]


async def until(condition, seconds: float = 10.0):
    """Wait for a condition that other processes bring about."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


SLEEP = "import os, time; print('pid', os.getpid(), flush=True); time.sleep(600)"


def test_a_part_that_keeps_ending_waits_longer_and_a_steady_life_is_forgiven():
    backoff, pauses = Backoff(), []
    for _ in range(8):
        backoff, pause = backoff.after(1.0)
        pauses.append(pause)
    assert pauses == [*PAUSES_S, PAUSES_S[-1], PAUSES_S[-1]]
    assert backoff.after(STEADY_S)[1] == PAUSES_S[0]


async def test_a_killed_part_is_started_again_and_the_others_stay(tmp_path):
    supervisor = Supervisor(
        [Script("one", (SLEEP,)), Script("two", (SLEEP,))], checkout=tmp_path, logs=tmp_path / "log"
    )
    running = asyncio.create_task(supervisor.run())
    await until(lambda: len(supervisor.lives) == 2)
    first, second = supervisor.lives["one"].pid, supervisor.lives["two"].pid
    os.kill(first, signal.SIGKILL)
    await until(lambda: supervisor.lives["one"].pid != first)
    assert supervisor.lives["two"].pid == second and alive(second)
    third = supervisor.lives["one"].pid
    supervisor.stop()
    await running
    assert not any(map(alive, (first, second, third)))


WAITS = """
import os, sys, time
from zuoxi.assembly.serve.stand_in import is_called
print("loaded", os.getpid(), flush=True)
if "--stand-in" not in sys.argv or is_called():
    print("works", os.getpid(), flush=True)
    time.sleep(600)
"""


async def test_a_stand_in_has_loaded_everything_and_goes_on_when_the_first_has_ended(tmp_path):
    part = Script("live", (WAITS,), stand_in=True)
    supervisor = Supervisor([part], checkout=CHECKOUT, logs=tmp_path, stand_in_after_s=0)
    running = asyncio.create_task(supervisor.run())
    log = tmp_path / "live.log"
    await until(lambda: log.exists() and log.read_text().count("loaded") == 2)
    first, second = supervisor.lives["live"].pid, supervisor.stand_ins["live"].pid
    assert f"works {second}" not in log.read_text()
    os.kill(first, signal.SIGKILL)
    await until(lambda: f"works {second}" in log.read_text())
    assert supervisor.lives["live"].pid == second
    await until(lambda: "live" in supervisor.stand_ins)
    third = supervisor.stand_ins["live"].pid
    supervisor.stop()
    await running
    assert not any(map(alive, (first, second, third)))


async def test_where_the_stand_in_has_ended_a_new_one_begins_and_nobody_waits_for_the_dead(tmp_path):
    part = Script("live", (WAITS,), stand_in=True)
    supervisor = Supervisor([part], checkout=CHECKOUT, logs=tmp_path, stand_in_after_s=0)
    running = asyncio.create_task(supervisor.run())
    await until(lambda: "live" in supervisor.stand_ins)
    first, second = supervisor.lives["live"], supervisor.stand_ins["live"]
    os.kill(second.pid, signal.SIGKILL)
    await until(lambda: second.process.returncode is not None)
    os.kill(first.pid, signal.SIGKILL)
    await until(lambda: supervisor.lives["live"].pid not in (first.pid, second.pid))
    supervisor.stop()
    await running


class Refused(Script):
    """A part of which the system starts no process while `no_room` is there."""

    no_room: Path

    def command(self, *more: str) -> list[str]:
        refused = self.no_room.exists() or more
        return ["/nowhere/at/all"] if refused else super().command(*more)


async def test_a_part_whose_stand_in_cannot_be_started_is_started_again_all_the_same(tmp_path, capsys):
    part = Refused("live", (SLEEP,), stand_in=True)
    object.__setattr__(part, "no_room", tmp_path / "no room")
    supervisor = Supervisor([part], checkout=CHECKOUT, logs=tmp_path, stand_in_after_s=0)
    running = asyncio.create_task(supervisor.run())
    told: list[str] = []
    await until(lambda: told.append(capsys.readouterr().err) or "stand-in of live" in "".join(told))
    first = supervisor.lives["live"].pid
    os.kill(first, signal.SIGKILL)
    await until(lambda: supervisor.lives["live"].pid != first)
    second = supervisor.lives["live"].pid
    assert alive(second) and supervisor.stand_ins == {}
    supervisor.stop()
    await running
    assert not alive(second)


async def test_a_part_that_the_system_cannot_start_now_is_tried_again(tmp_path, capsys):
    part = Refused("live", (SLEEP,))
    no_room = tmp_path / "no room"
    object.__setattr__(part, "no_room", no_room)
    no_room.touch()
    supervisor = Supervisor([part], checkout=CHECKOUT, logs=tmp_path)
    running = asyncio.create_task(supervisor.run())
    told: list[str] = []
    await until(lambda: told.append(capsys.readouterr().err) or "/nowhere/at/all" in "".join(told))
    no_room.unlink()
    await until(lambda: "live" in supervisor.lives)
    assert alive(supervisor.lives["live"].pid)
    supervisor.stop()
    await running


def test_a_stand_in_ends_when_whoever_would_call_it_is_gone():
    waits = subprocess.run(
        [sys.executable, "-c", WAITS, "--stand-in"], cwd=CHECKOUT, input=b"", capture_output=True, check=True
    )
    assert b"works" not in waits.stdout


async def test_a_part_that_does_not_want_to_stop_is_killed_with_its_children(tmp_path):
    stubborn = textwrap.dedent(
        """
        import os, signal, subprocess, sys, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        print(child.pid, flush=True)
        time.sleep(600)
        """
    )
    part = Script("stubborn", (stubborn,), stop_s=0.2)
    supervisor = Supervisor([part], checkout=tmp_path, logs=tmp_path)
    running = asyncio.create_task(supervisor.run())
    log = tmp_path / "stubborn.log"
    await until(lambda: log.exists() and log.read_text().strip() != "")
    supervisor.stop()
    await running
    child = int(log.read_text())
    await until(lambda: not alive(child))


@pytest.mark.parametrize("wish", ["SIG_DFL", "SIG_IGN"], ids=["asked", "made"])
def test_parts_end_with_a_supervisor_that_was_killed(wish):
    parent = (
        textwrap.dedent(
            """
        import os, subprocess, sys
        child = subprocess.Popen([sys.executable, "-c", '''
        import signal, sys, time
        from zuoxi.assembly.serve.bond import end_with_parent
        signal.signal(signal.SIGTERM, signal.WISH)
        end_with_parent(int(sys.argv[1]), end_s=0.1)
        print("bound", flush=True)
        time.sleep(600)
        ''', str(os.getpid())], stdout=subprocess.PIPE, text=True)
        child.stdout.readline()
        print(child.pid, flush=True)
        child.wait()
        """
        )
        .replace("\n        ", "\n")
        .replace("WISH", wish)
    )
    with subprocess.Popen(
        [sys.executable, "-c", parent], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
    ) as supervisor:
        assert supervisor.stdout is not None
        child = int(supervisor.stdout.readline())
        supervisor.kill()
    asyncio.run(until(lambda: not alive(child)))


def test_a_second_supervisor_of_one_home_is_told_who_runs(tmp_path):
    held = lock.supervise(tmp_path)
    held.tell(url="http://127.0.0.1:8000")
    with pytest.raises(Trouble) as told:
        lock.supervise(tmp_path)
    assert "http://127.0.0.1:8000" in told.value.en and str(os.getpid()) in told.value.zh
    held.release()
    lock.supervise(tmp_path).release()


def test_what_a_dead_supervisor_told_does_not_hold_the_lock(tmp_path):
    path = lock.supervisor_lock(tmp_path)
    path.parent.mkdir()
    path.write_text(json.dumps({"pid": 1, "url": "http://127.0.0.1:1"}))
    assert lock.take(path) is not None


def test_two_keepers_who_look_at_once_do_not_take_each_other_for_a_supervisor(tmp_path):
    path = lock.supervisor_lock(tmp_path)
    assert not lock.held(path)
    held = lock.supervise(tmp_path)
    assert lock.held(path)
    held.release()
    with path.open() as other:
        fcntl.flock(other, fcntl.LOCK_SH)
        assert not lock.held(path)


def test_a_log_that_has_grown_is_moved_aside_while_its_writer_goes_on(tmp_path):
    path = tmp_path / "part.log"
    handle = open_log(path)
    os.write(handle, b"old" * 10)
    trim(path, limit=20)
    os.write(handle, b"new")
    os.close(handle)
    assert path.read_bytes() == b"new"
    assert (tmp_path / "part.log.1").read_bytes() == b"old" * 10
