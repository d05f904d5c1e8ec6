"""Text to speech as a port: `ZUOXI_SPEECH` names whoever can speak; the house has a voice of its own."""

import hashlib
import tempfile
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from django.conf import settings
from django.utils.module_loading import import_string

from zuoxi.switch.asterisk.prompts import VOICE_VERSION, speak


class Speech(Protocol):
    """Something that speaks texts."""

    name: str
    """Kept apart in the cache: another voice speaks anew."""

    def say(self, text: str, language: str) -> bytes:
        """A sound file of the text (`zh` or `en`), in any form that can be uploaded as well.

        Errors: a `ZuoxiError` that says why it was not spoken.
        """


class HouseVoice:
    """The voice that speaks the house's own prompts; a plain one, for a start. Errors: NoVoice."""

    name = f"house-{VOICE_VERSION}"

    def say(self, text: str, language: str) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "said.wav"
            speak([{"text": text, "language": language, "file": str(file)}])
            return file.read_bytes()


def said(text: str, language: str) -> bytes:
    """The text as the installation's voice speaks it; what was spoken once is taken from the cache."""
    voice: Speech = import_string(settings.ZUOXI_SPEECH)()
    mark = hashlib.sha256(f"{voice.name}\0{language}\0{text}".encode()).hexdigest()
    file = settings.ZUOXI_CACHE / "speech" / f"{mark}.wav"
    if file.is_file():
        return bytes(file.read_bytes())
    sound = voice.say(text, language)
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{uuid4().hex}")
    draft.write_bytes(sound)
    draft.replace(file)
    return sound
