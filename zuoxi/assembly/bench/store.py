"""What it costs to store one conversation until it is playable (`store_cpu_s_per_call` of `bench storm`)."""

import tempfile
import time
import wave
from pathlib import Path

import numpy as np

from zuoxi.calls.services.recordings.spool import files_of
from zuoxi.calls.services.recordings.stereo import join
from zuoxi.calls.services.recordings.store import sha256_of

RATE = 8_000


def store_cpu_s(seconds: int = 180) -> float:
    """CPU seconds for joining, waveform, sum and reading back of a conversation of so many seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = files_of(folder, "bench")
        moments = np.arange(seconds * RATE) / RATE
        for side in (files.customer, files.agent):
            _write(
                side, (np.sin(2 * np.pi * 220 * moments) * 6_000 * (np.sin(moments * 2) > 0)).astype("<i2")
            )
        began = time.process_time()
        sound = join(files, folder / "kept.wav")
        sound.waveform()
        if sha256_of(folder / "kept.wav") != sound.sha256:
            raise RuntimeError("the sum of what was written differs from what is read")
        return time.process_time() - began


def _write(path: Path, samples: "np.ndarray[tuple[int], np.dtype[np.int16]]") -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
