"""Words for people (logs, progress, tracebacks) that never stop whoever says them.

A full disk, a closed terminal or a reader that is gone costs the words, never the deed. What was lost is
counted, and health shows it.
"""

import io
import os
import sys
from typing import Final


class Voice(io.TextIOBase):
    """Standard output or error: each text goes to the descriptor at once, or is lost."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: Final = descriptor
        self.lost = 0
        """Texts that could not be written."""

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    @property
    def errors(self) -> str:  # type: ignore[override]
        return "backslashreplace"

    def write(self, text: str) -> int:
        """Say it if that can be done; never raises."""
        data = text.encode("utf-8", "backslashreplace")
        try:
            while data:
                data = data[os.write(self._descriptor, data) :]
        except (OSError, ValueError):
            self.lost += 1
        return len(text)

    def flush(self) -> None:
        """Nothing is kept back."""

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def isatty(self) -> bool:
        try:
            return os.isatty(self._descriptor)
        except OSError:
            return False

    def close(self) -> None:
        """It stays open as long as the process lives."""


_voices: list[Voice] = []


def speak_safely() -> None:
    """From now on nothing that this process prints or logs can raise."""
    if not _voices:
        _voices.extend((Voice(1), Voice(2)))
        sys.stdout, sys.stderr = _voices


def lost() -> int:
    """How many texts this process could not say."""
    return sum(voice.lost for voice in _voices)
