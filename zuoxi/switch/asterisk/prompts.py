"""Make the spoken prompts once, in both languages, and keep them in the cache."""

import hashlib
import json
import math
import os
import shutil
import struct
import subprocess
import sys
import wave
from pathlib import Path

from zuoxi.engine.wait_prompts import TONE
from zuoxi.switch.asterisk.errors import InstallError
from zuoxi.switch.asterisk.progress import Progress, Step, silent
from zuoxi.switch.asterisk.prompt_texts import LANGUAGES, PROMPTS
from zuoxi.switch.asterisk.said_parts import PARTS
from zuoxi.switch.asterisk.wait_texts import WAITS

EVERYTHING = PROMPTS | WAITS | PARTS
"""All that is spoken when an installation is made."""
VOICE_VERSION = "2"
"""Raise it when the way of speaking changes."""
TONES = {TONE: (1_000, 400)}
"""What is no speech: name -> (Hz, ms)."""
RATE = 8_000
SPEAK_S = 120
"""The whole table takes some seconds; a voice that takes longer hangs."""


class NoVoice(InstallError):
    """The prompts could not be spoken. data: detail."""

    code = "prompts_failed"
    zh = "提示音生成失败：{detail}"
    en = "The spoken prompts could not be made: {detail}"


def speak(jobs: list[dict[str, str]]) -> None:
    """Speak texts into files, in another process: `{"text", "language", "file"}` each. Errors: NoVoice."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "zuoxi.switch.asterisk.speak"],
            input=json.dumps(jobs),
            capture_output=True,
            text=True,
            check=False,
            timeout=SPEAK_S,
            cwd=Path(__file__).resolve().parents[3],
        )
    except subprocess.TimeoutExpired:
        raise NoVoice(detail=f"{SPEAK_S} s") from None
    if done.returncode:
        raise NoVoice(detail=(done.stderr.strip().splitlines() or ["?"])[-1][:200])


def sound_tone(file: Path, hertz: int, ms: int) -> None:
    """Write a tone as loud as speech, in the form of all prompts (8 kHz, 16 bit, mono)."""
    steps = range(RATE * ms // 1_000)
    samples = (round(0.4 * 32_767 * math.sin(2 * math.pi * hertz * step / RATE)) for step in steps)
    with wave.open(str(file), "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(RATE)
        target.writeframes(struct.pack(f"<{len(steps)}h", *samples))


def make_prompts(cache: Path, *, progress: Progress = silent) -> Path:
    """The folder with <language>/<name>.wav (8 kHz mono); made at the first call, then at once.

    Errors: NoVoice.
    """
    table = json.dumps([VOICE_VERSION, EVERYTHING, TONES], ensure_ascii=False, sort_keys=True)
    folder = cache / "prompts" / hashlib.sha256(table.encode()).hexdigest()[:12]
    if folder.exists():
        return folder
    progress(Step(zh="生成提示音", en="Speaking the prompts", total=len(EVERYTHING) * len(LANGUAGES)))
    work = folder.with_name(f"{folder.name}.{os.getpid()}")
    shutil.rmtree(work, ignore_errors=True)
    jobs = [
        {"text": texts[n], "language": language, "file": str(work / language / f"{name}.wav")}
        for name, texts in EVERYTHING.items()
        for n, language in enumerate(LANGUAGES)
    ]
    speak(jobs)
    for language in LANGUAGES:
        for name, (hertz, ms) in TONES.items():
            sound_tone(work / language / f"{name}.wav", hertz, ms)
    if folder.exists():  # somebody else was quicker
        shutil.rmtree(work, ignore_errors=True)
    else:
        work.rename(folder)
    return folder
