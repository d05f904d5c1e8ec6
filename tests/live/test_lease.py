import os
import signal
import subprocess
import sys

import pytest

from zuoxi.live.errors import LeaseTaken
from zuoxi.live.lease import Lease
from zuoxi.live.places import Part

HOLDER = """
import sys, pathlib
from zuoxi.live.lease import Lease
lease = Lease(pathlib.Path(sys.argv[1]), "main")
print(lease.epoch, flush=True)
sys.stdin.read()
"""


def test_each_holder_gets_a_higher_epoch(tmp_path):
    for epoch in (1, 2, 3):
        lease = Lease(tmp_path, "main")
        assert lease.epoch == epoch
        lease.release()


def test_a_second_process_is_told_that_the_floor_is_taken_until_the_first_is_killed(tmp_path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout and holder.stdin
    assert holder.stdout.readline() == b"1\n"
    with pytest.raises(LeaseTaken):
        Lease(tmp_path, "main")
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    lease = Lease(tmp_path, "main")
    assert lease.epoch == 2
    lease.release()
    holder.stdin.close()
    holder.stdout.close()


def test_a_lost_epoch_file_does_not_bring_an_old_epoch_back(tmp_path):
    Part(7, 3).journal(tmp_path).touch()
    lease = Lease(tmp_path, "main")
    assert lease.epoch == 8
    lease.release()


@pytest.mark.parametrize("damage", [b"", b"\x00\x00", b"seven", b"\xff\xfe"])
def test_a_damaged_epoch_file_is_told_by_the_names_of_the_journals(tmp_path, damage):
    Part(7, 3).packed(tmp_path).touch()
    (tmp_path / "epoch").write_bytes(damage)
    lease = Lease(tmp_path, "main", lambda: 2)
    assert lease.epoch == 8
    lease.release()


def test_a_new_folder_goes_on_behind_what_the_database_knows(tmp_path):
    lease = Lease(tmp_path / "new", "main", lambda: 41)
    assert lease.epoch == 42
    lease.release()


def test_a_floor_that_cannot_ask_lets_go_of_the_lock(tmp_path):
    def away():
        raise ConnectionError("the database is away")

    with pytest.raises(ConnectionError):
        Lease(tmp_path, "main", away)
    Lease(tmp_path, "main").release()
