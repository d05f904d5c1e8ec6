"""Words are lost rather than deeds."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from zuoxi.kernel.saying import Voice

FULL = "/dev/full"


@pytest.fixture
def full():
    handle = os.open(FULL, os.O_WRONLY)
    yield handle
    os.close(handle)


def test_a_full_disk_costs_the_words_and_they_are_counted(full):
    voice = Voice(full)
    print("one", file=voice)
    assert voice.write("two") == 3
    assert voice.lost >= 2
    voice.flush()
    voice.close()


def test_a_closed_file_costs_the_words_too(tmp_path):
    handle = os.open(tmp_path / "log", os.O_WRONLY | os.O_CREAT)
    os.close(handle)
    voice = Voice(handle)
    voice.write("nobody hears")
    assert (voice.lost, voice.isatty()) == (1, False)


def test_what_can_be_said_is_said_whole(tmp_path):
    handle = os.open(tmp_path / "log", os.O_WRONLY | os.O_CREAT)
    print("通话 \ud800", file=Voice(handle))
    os.close(handle)
    assert (tmp_path / "log").read_text() == "通话 \\ud800\n"


def test_a_logger_on_a_full_disk_raises_nothing(full, capsys):
    voice = Voice(full)
    logger = logging.Logger("full")
    logger.addHandler(logging.StreamHandler(voice))
    logger.error("something")
    assert voice.lost
    assert capsys.readouterr() == ("", "")


PROGRAM = """
import sys
from zuoxi.kernel.saying import lost, speak_safely
speak_safely()
import structlog
from zuoxi.live import logs
logs.configure()
for number in range(100):
    print("out", number)
    print("err", number, file=sys.stderr)
    structlog.get_logger("full").error("said", number=number)
raise SystemExit(0 if lost() >= 300 else 9)
"""


def test_a_process_whose_output_is_full_comes_to_its_end():
    with Path(FULL).open("wb") as full:
        done = subprocess.run([sys.executable, "-c", PROGRAM], stdout=full, stderr=full, check=False)
    assert done.returncode == 0
