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

QUICK = ("max_connections=60", "listen_addresses=")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""The cluster lives for one run of the tests: nothing of it has to survive a power cut."""


class Cluster:
    """One cluster, which can be stopped in the middle of everything and started again."""

    def __init__(self, folder: Path, programs: Path, libraries: str, options: tuple[str, ...]) -> None:
        self.url = f"postgresql://zuoxi@/postgres?host={quote(str(folder))}"
        self._folder = folder
        self._programs = programs
        self._options = " ".join(f"-c {one}" for one in (*options, f"unix_socket_directories={folder}"))
        self._environment = {
            **os.environ,
            "LC_ALL": "C.UTF-8",
            **({"LD_LIBRARY_PATH": libraries} if libraries else {}),
        }
        self._user = _user()
        self._runs = False

    def make(self) -> None:
        """Lay its files out."""
        if self._user:
            account = pwd.getpwnam(self._user)
            os.chown(self._folder, account.pw_uid, account.pw_gid)
        self._do("initdb", "-U", "zuoxi", "-A", "trust", "-E", "UTF8")

    def start(self) -> None:
        """It answers when this returns."""
        if self._runs:
            return
        self._do("pg_ctl", "-w", "-l", str(self._folder / "log"), "-o", self._options, "start")
        self._runs = True

    def stop(self) -> None:
        """At once, as after a crash: no transaction is finished, no connection is told."""
        if not self._runs:
            return
        self._runs = False
        self._do("pg_ctl", "-m", "immediate", "-w", "stop")

    def _do(self, program: str, *arguments: str) -> None:
        become: tuple[str, ...] = ()
        if self._user:
            account = pwd.getpwnam(self._user)
            become = ("setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups")
        done = subprocess.run(
            [*become, str(self._programs / program), "-D", str(self._folder / "data"), *arguments],
            env=self._environment,
            cwd=self._folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {(done.stderr or done.stdout).strip()[-500:]}")


@contextmanager
def cluster(programs: Path, libraries: str = "", *, options: tuple[str, ...] = ()) -> Iterator[Cluster]:
    """A cluster that runs, with the programs of the folder `programs`."""
    folder = Path(tempfile.mkdtemp(prefix="zuoxi-pg-"))
    try:
        made = Cluster(folder, programs, libraries, (*QUICK, *options))
        made.make()
        made.start()
        try:
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(programs: Path, libraries: str = "") -> Iterator[str]:
    """A cluster that is quick and forgets in a power cut; yields its address (`postgresql://…`)."""
    with cluster(programs, libraries, options=FAST) as made:
        yield made.url


def _user() -> str:
    """Whom to run it as: empty for ourselves."""
    if os.geteuid() != 0:
        return ""
    known = {account.pw_name for account in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)
