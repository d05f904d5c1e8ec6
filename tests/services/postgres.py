"""A private PostgreSQL: its own cluster in a temporary folder, reached by a Unix socket only.

PostgreSQL refuses to run as root, so root runs it as an unprivileged user.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "listen_addresses=",
)
"""The cluster lives for one run of the tests: nothing of it has to survive a power cut."""


@contextmanager
def running(programs: Path, libraries: str = "") -> Iterator[str]:
    """Start a cluster with the programs of the folder `programs`; yields its address (`postgresql://…`)."""
    folder = Path(tempfile.mkdtemp(prefix="zuoxi-pg-"))
    user = _user()
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **({"LD_LIBRARY_PATH": libraries} if libraries else {})}
    try:
        if user:
            account = pwd.getpwnam(user)
            os.chown(folder, account.pw_uid, account.pw_gid)
        data = folder / "data"
        _do(
            user,
            environment,
            folder,
            programs / "initdb",
            "-D",
            data,
            "-U",
            "zuoxi",
            "-A",
            "trust",
            "-E",
            "UTF8",
        )
        options = " ".join(f"-c {option}" for option in (*FAST, f"unix_socket_directories={folder}"))
        control = programs / "pg_ctl"
        _do(
            user, environment, folder, control, "-D", data, "-w", "-l", folder / "log", "-o", options, "start"
        )
        try:
            yield f"postgresql://zuoxi@/postgres?host={quote(str(folder))}"
        finally:
            _do(user, environment, folder, control, "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> str:
    """Whom to run it as: empty for ourselves."""
    if os.geteuid() != 0:
        return ""
    known = {account.pw_name for account in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def _do(user: str, environment: dict[str, str], folder: Path, *command: Path | str) -> None:
    become: tuple[str, ...] = ()
    if user:
        account = pwd.getpwnam(user)
        become = ("setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups")
    done = subprocess.run(
        [*become, *map(str, command)],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name}: {(done.stderr or done.stdout).strip()[-500:]}")
