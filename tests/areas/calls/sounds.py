"""Tones in files, as the switch leaves them, and how to find them again."""

import struct

import numpy as np
import soundfile

RATE = 8_000
CUSTOMER_HZ, AGENT_HZ = 440, 1_000


def tone(hertz, seconds):
    moments = np.arange(int(seconds * RATE)) / RATE
    return (np.sin(2 * np.pi * hertz * moments) * 12_000).astype("<i2")


def wave(path, samples, *, closed=True):
    """A WAV file; one that was not closed has lengths of 0 in its header, as a killed switch leaves it."""
    data = samples.tobytes()
    size = len(data) if closed else 0
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        struct.pack("<4sI4s", b"RIFF", size + 36 if closed else 0, b"WAVE")
        + struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE, RATE * 2, 2, 16)
        + struct.pack("<4sI", b"data", size)
        + data
    )


def loudness(samples, hertz):
    """How much of a tone is in some samples (Goertzel), 0 … 1 of their energy."""
    samples = samples.astype(float)
    moments = np.arange(len(samples)) / RATE
    wave = np.exp(-2j * np.pi * hertz * moments)
    power = np.abs((samples * wave).sum()) ** 2 / max(len(samples), 1)
    return 2 * power / max((samples**2).sum(), 1e-9)


def decoded(path):
    samples, rate = soundfile.read(path)
    assert rate == RATE
    return samples[:, 0], samples[:, 1]
