"""Secrets of the installation: made once, kept in files that only the owner can read."""

import os
import secrets as randomness
from collections.abc import Callable
from pathlib import Path


def kept_secret(folder: Path, name: str, make: Callable[[], str]) -> str:
    """The secret `name` of this installation; the first process to ask makes it.

    Two processes that ask at once get the same value: the file appears whole or not at all.
    """
    path = folder / name
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f".{name}.{os.getpid()}.{randomness.token_hex(4)}"
    draft.touch(mode=0o600)
    draft.write_text(make() + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first: its value counts
    finally:
        draft.unlink()
    return path.read_text().strip()
