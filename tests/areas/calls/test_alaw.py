"""A-law by tables is A-law as everybody else has it."""

import numpy as np
import soundfile

from zuoxi.calls.services.recordings import alaw, wave

ALL = np.arange(-32_768, 32_768).astype("<i2")


def test_every_byte_means_the_sample_that_others_read(tmp_path):
    data = bytes(range(256))
    path = tmp_path / "a.wav"
    path.write_bytes(wave.kept_head(8_000, 128) + data)
    samples, _ = soundfile.read(path, dtype="int16")
    assert alaw.decode(data).tolist() == samples.reshape(-1).tolist()


def test_what_came_as_a_law_is_kept_without_loss():
    line = alaw.decode(bytes(range(256)))
    assert alaw.decode(alaw.encode(line).tobytes()).tolist() == line.tolist()


def test_every_sample_becomes_its_nearest_step():
    there = alaw.decode(alaw.encode(ALL).tobytes()).astype(int)
    lost = np.abs(there - ALL)
    assert (lost <= np.maximum(np.abs(ALL.astype(int)) // 32 + 1, 16)).all()
    assert (np.diff(there) >= 0).all()
