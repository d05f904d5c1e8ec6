"""Sound as people bring it, made into what a telephone plays: 8 kHz, 16 bit, mono WAV, equally loud."""

import io
import wave

import numpy as np
import numpy.typing as npt
import soundfile

from zuoxi.organisation.errors import FormErrors, Sentence

RATE = 8_000
SHORTEST_MS, LONGEST_MS = 200, 80_000
"""The engine gives an announcement 90 seconds before it goes on without it."""
FULL = 32_767
LOUD = 0.6
"""Of full scale at the loudest: as the house's own prompts are."""
FAINT = 0.002
"""Below this nothing was recorded."""
RATES = (4_000, 192_000)
AT_ONCE = 16_384
"""Samples of each channel that are read together: a small file may hold many channels of nothing."""

UNREADABLE: Sentence = (
    "这个文件不是能识别的声音，请使用 WAV、MP3、FLAC 或 OGG 文件。",
    "This is no sound that can be read. Use a WAV, MP3, FLAC or OGG file.",
)
TOO_LONG: Sentence = (
    "提示音最长 80 秒，请剪短后再上传。",
    "A prompt lasts 80 seconds at most. Please cut it.",
)
TOO_SHORT: Sentence = ("声音太短，请重新录制。", "This is too short. Please record it again.")
SILENT: Sentence = (
    "里面没有声音，请检查麦克风后重新录制。",
    "Nothing can be heard in it. Check the microphone and record it again.",
)

Samples = npt.NDArray[np.float32]


def telephone(data: bytes) -> bytes:
    """The WAV file that the switch plays. Errors: `FormErrors` of the field `sound`."""
    mono = _resampled(*_read(data))
    loudest = float(np.abs(mono).max(initial=0.0))
    if loudest < FAINT:
        raise FormErrors({"sound": SILENT})
    return _wave((mono * (LOUD * FULL / loudest)).astype("<i2"))


def length_ms(data: bytes) -> int:
    """How long a WAV file of ours lasts."""
    with wave.open(io.BytesIO(data)) as sound:
        return int(sound.getnframes()) * 1000 // int(sound.getframerate())


def _read(data: bytes) -> tuple[Samples, int]:
    """All channels as one, and its rate."""
    try:
        with soundfile.SoundFile(io.BytesIO(data)) as file:
            rate = int(file.samplerate)
            if not RATES[0] <= rate <= RATES[1]:
                raise FormErrors({"sound": UNREADABLE})
            # a head that promises hours is not believed: no more is read than may be
            sound = _mixed(file, LONGEST_MS * rate // 1000 + 1)
    except (soundfile.SoundFileError, RuntimeError, ValueError):
        raise FormErrors({"sound": UNREADABLE}) from None
    if len(sound) * 1000 > LONGEST_MS * rate:
        raise FormErrors({"sound": TOO_LONG})
    if len(sound) * 1000 < SHORTEST_MS * rate:
        raise FormErrors({"sound": TOO_SHORT})
    return np.nan_to_num(sound, posinf=0.0, neginf=0.0), rate


def _mixed(file: soundfile.SoundFile, most: int) -> Samples:
    parts: list[Samples] = [np.empty(0, dtype=np.float32)]
    while most > 0:
        part = file.read(min(most, AT_ONCE), dtype="float32", always_2d=True)
        if not len(part):
            break
        parts.append(part.mean(axis=1))
        most -= len(part)
    return np.concatenate(parts)


def _resampled(sound: Samples, rate: int) -> Samples:
    """At the telephone's rate; what is too high for it is cut off."""
    length = round(len(sound) * RATE / rate)
    spectrum = np.fft.rfft(sound)[: length // 2 + 1]
    return np.fft.irfft(spectrum, length).astype(np.float32) * np.float32(length / len(sound))


def _wave(samples: npt.NDArray[np.int16]) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return target.getvalue()
