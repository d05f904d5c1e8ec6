"""Where the socket lies. A Unix socket's path may have 107 bytes, a home folder's may be longer."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

LONGEST_PATH = 100
"""Bytes; the kernel's own limit is 107."""


def socket_path(home: Path) -> Path:
    """The live process's socket for the house in `home` (ZUOXI_HOME); its folder exists afterwards.

    It is `run/live.sock`, or, where that would be too long, a name made from the home's hash in a folder of
    this user alone.
    """
    home = home.resolve()
    folder = home / "run"
    if len(os.fsencode(folder / "live.sock")) <= LONGEST_PATH:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder / "live.sock"
    name = hashlib.blake2b(os.fsencode(home), digest_size=10).hexdigest()
    return _own_folder() / f"{name}.sock"


def _own_folder() -> Path:
    runtime = Path(f"/run/user/{os.getuid()}")
    base = runtime if os.access(runtime, os.W_OK | os.X_OK) else Path(tempfile.gettempdir())
    folder = base / f"zuoxi-{os.getuid()}"
    folder.mkdir(exist_ok=True, mode=0o700)
    found = folder.lstat()
    # In a folder that everybody may write to, somebody else may have laid this name before us.
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} is not a folder of this user alone")
    return folder
