"""A recording is complete when nobody writes to it any more, and not before."""

import asyncio
import struct
from pathlib import Path
from unittest import mock

import pytest

from tests.live.until import soon
from zuoxi.switch.ari_recording import _closed, complete, files_of

OPEN = b"RIFF" + bytes(36) + struct.pack("<I", 0)
SOUND = b"\1\0" * 800


def closed(sound: bytes) -> bytes:
    return b"RIFF" + bytes(36) + struct.pack("<I", len(sound)) + sound


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return files_of(tmp_path, "r")


async def test_closed_files_are_complete_at_once(tmp_path, files):
    for file in files:
        file.write_bytes(closed(SOUND))
    assert await complete(tmp_path, "r", quiet_s=3_600)


async def test_an_open_file_is_not_complete_until_it_is_closed(tmp_path, files):
    for file in files:
        file.write_bytes(OPEN + SOUND)
    looked = 0

    def look(file: Path) -> bool:
        nonlocal looked
        looked += 1
        return _closed(file)

    with mock.patch("zuoxi.switch.ari_recording._closed", look):
        waiting = asyncio.create_task(complete(tmp_path, "r", quiet_s=3_600))
        await soon(lambda: looked > 2)
        assert not waiting.done()
        for file in files:
            file.write_bytes(closed(SOUND))
        await soon(waiting.done)


@pytest.mark.parametrize("left", [OPEN + SOUND, None])
async def test_what_a_node_that_died_left_behind_is_taken_as_it_is(tmp_path, files, left):
    for file in files if left else ():
        file.write_bytes(left)
    assert await complete(tmp_path, "r", quiet_s=0.05) is bool(left), "or it is told that there are none"
