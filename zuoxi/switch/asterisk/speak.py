"""Speak texts into sound files: `python -m zuoxi.switch.asterisk.speak` with jobs as JSON on standard input.

Runs as a process of its own, because the speech library keeps global state and may not be unloaded.
A job is {"text", "language": "zh" | "en", "file"}; the file is 8 kHz, 16 bit, mono WAV.
"""

import ctypes
import json
import sys
import wave
from pathlib import Path

import espeakng_loader
import numpy as np
import numpy.typing as npt
from pypinyin import Style, lazy_pinyin

RATE = 8_000
RETRIEVAL, UTF8 = 1, 1
VOICES = {"zh": (b"cmn-latn-pinyin", 150), "en": (b"en-us", 150)}
"""Language -> (voice, words a minute)."""
SPEED_PARAMETER = 1
FAINT = 0.01
"""Of the loudest: below this the voice only breathes."""
EDGE = RATE // 20
"""What is left before and after."""
Samples = npt.NDArray[np.float64]
Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def readable(text: str, language: str) -> str:
    """What the voice is given: pinyin with tone numbers for Chinese."""
    if language != "zh":
        return text
    parts = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)
    return " ".join(parts).replace("，", ",").replace("。", ".").replace("？", "?")


def resample(sound: Samples, rate: int) -> Samples:
    """The sound at 8 kHz; what is too high for that is cut off."""
    length = round(len(sound) * RATE / rate)
    spectrum = np.fft.rfft(sound)[: length // 2 + 1]
    return np.fft.irfft(spectrum, length) * (length / max(len(sound), 1))


def main() -> None:
    """Do every job of standard input."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(RETRIEVAL, 0, str(espeakng_loader.get_data_path()).encode(), 0)
    if rate <= 0:
        raise SystemExit("no voice")
    pieces: list[npt.NDArray[np.int16]] = []

    def take(samples: "ctypes._Pointer[ctypes.c_short]", count: int, _events: object) -> int:
        if samples and count > 0:
            pieces.append(np.ctypeslib.as_array(samples, shape=(count,)).astype(np.int16))
        return 0

    callback = Callback(take)
    library.espeak_SetSynthCallback(callback)
    for job in json.load(sys.stdin):
        pieces.clear()
        voice, speed = VOICES[job["language"]]
        if library.espeak_SetVoiceByName(voice):
            raise SystemExit(f"no voice {voice.decode()}")
        library.espeak_SetParameter(SPEED_PARAMETER, speed, 0)
        text = readable(job["text"], job["language"]).encode() + b"\0"
        library.espeak_Synth(text, len(text), 0, 1, 0, UTF8, None, None)
        library.espeak_Synchronize()
        write(Path(job["file"]), resample(np.concatenate(pieces).astype(np.float64), rate))


def trimmed(sound: Samples) -> Samples:
    """Without the voice's silence before and after: parts of a number follow one another without holes."""
    heard = np.flatnonzero(np.abs(sound) > FAINT * np.abs(sound).max(initial=0.0))
    if not len(heard):
        return sound
    return sound[max(0, heard[0] - EDGE) : heard[-1] + EDGE]


def write(file: Path, sound: Samples) -> None:
    """Write a WAV file, as loud as it goes without clipping."""
    sound = trimmed(sound)
    loud = sound * (0.6 * 32767 / max(float(np.abs(sound).max()), 1.0))
    file.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(file), "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(RATE)
        target.writeframes(loud.astype("<i2").tobytes())


if __name__ == "__main__":
    main()
