"""Find tones in sound files (Goertzel): proof of who heard whom, when each party speaks a tone of its own."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

Samples = npt.NDArray[np.float64]
PRESENT = 0.02
"""Amplitude (full scale 1) from which a tone counts as heard."""
WINDOW_S = 0.2


def read_sound(file: Path) -> tuple[Samples, int]:
    """(samples by channel, rate) of a WAV or Opus file; a WAV that was never closed is read to its end."""
    if file.suffix == ".wav" and file.stat().st_size > 44 and _unclosed(file):
        raw = np.frombuffer(file.read_bytes()[44:], "<i2").astype(np.float64) / 32768
        return raw.reshape(-1, 1), 8_000
    samples, rate = soundfile.read(str(file), always_2d=True)
    return np.asarray(samples, dtype=np.float64), int(rate)


def amplitude(samples: Samples, rate: int, hertz: float) -> float:
    """How loud a tone is in one stretch of one channel (full scale 1)."""
    if not len(samples):
        return 0.0
    angle = -2j * np.pi * hertz * np.arange(len(samples)) / rate
    return float(2 * abs(np.dot(samples, np.exp(angle))) / len(samples))


def seconds_with(file: Path, hertz: float, channel: int = 0) -> float:
    """For how many seconds a tone is heard in one channel of a file; 0 for a file without sound."""
    samples, rate = read_sound(file)
    if channel >= samples.shape[1]:
        return 0.0
    step = int(rate * WINDOW_S)
    track = samples[:, channel]
    windows = [track[at : at + step] for at in range(0, len(track) - step + 1, step)]
    return WINDOW_S * sum(amplitude(window, rate, hertz) >= PRESENT for window in windows)


def tones_in(file: Path, candidates: Iterable[int], channel: int = 0, at_least_s: float = 0.4) -> set[int]:
    """Which of the `candidates` (Hz) are heard for at least `at_least_s` seconds in all."""
    return {hertz for hertz in candidates if seconds_with(file, hertz, channel) >= at_least_s}


def _unclosed(file: Path) -> bool:
    with file.open("rb") as source:
        return source.read(44)[40:44] == b"\0\0\0\0"
