"""Whose eyes the files of an installation are for: the account it runs as, and no other of the machine."""

import os
from contextlib import suppress
from pathlib import Path


def private_files() -> None:
    """From now on, files and folders that this process makes are its own account's alone."""
    os.umask(0o077)


def private_home(home: Path) -> None:
    """Close the home folder to other accounts, also one that an earlier version left open."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if home.stat().st_mode & 0o077:
        with suppress(PermissionError):  # somebody else's folder: he decides
            home.chmod(0o700)
