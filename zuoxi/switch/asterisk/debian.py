"""Debian packages unpacked into a private folder: no root, no chroot, nothing of the system changed.

Another room that needs a program (Chromium, sipp, PostgreSQL) calls it like this:

    from zuoxi.switch.asterisk.debian import unpack_debian
    tree = unpack_debian("chromium", ["chromium"], cache=cache)        # the host's own release
    subprocess.run([tree.prefix / "usr/bin/chromium", …], env={**os.environ, **tree.environment()})

The first call downloads (`progress` is told each package), every further call returns at once.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zuoxi.switch.asterisk.apt import Apt, Package
from zuoxi.switch.asterisk.errors import NoPackages, PackagesBroken
from zuoxi.switch.asterisk.progress import Progress, Step, silent

STAMP = "zuoxi-packages.json"
LEFT_OUT = ("./usr/share/doc", "./usr/share/man", "./usr/share/locale", "./usr/share/info")


@dataclass(frozen=True)
class Unpacked:
    """A folder with the unpacked files of packages. `versions` is package name -> version."""

    prefix: Path
    versions: dict[str, str]

    def library_folders(self) -> list[Path]:
        """Folders with shared libraries, for the loader's search path."""
        triples = sorted(p for d in ("usr/lib", "lib") for p in (self.prefix / d).glob("*-linux-gnu*"))
        return [p for p in (*triples, self.prefix / "usr/lib", self.prefix / "lib") if p.is_dir()]

    def environment(self) -> dict[str, str]:
        """For packages of the host's own release, whose programs the host's loader can start."""
        folders = [f for d in self.library_folders() for f in (d, d / "pulseaudio", d / "blas") if f.is_dir()]
        programs = [
            str(self.prefix / d) for d in ("usr/bin", "usr/sbin", "bin") if (self.prefix / d).is_dir()
        ]
        return {
            "LD_LIBRARY_PATH": ":".join(map(str, folders)),
            "PATH": ":".join([*programs, os.environ.get("PATH", "/usr/bin:/bin")]),
        }

    def loader(self) -> list[str]:
        """Command prefix that starts a program with the folder's own C library (another Debian release)."""
        found = sorted(self.prefix.glob("usr/lib/*-linux-gnu*/ld-linux*.so.*"))
        if not found:
            raise PackagesBroken(program=self.prefix.name, detail="no program loader")
        return [str(found[0]), "--library-path", ":".join(map(str, self.library_folders()))]


def unpack_debian(
    name: str,
    packages: Sequence[str],
    *,
    cache: Path,
    suite: str = "",
    lock: Path | None = None,
    progress: Progress = silent,
) -> Unpacked:
    """Have `packages` and all they need unpacked in a folder under `cache`; returns at once the second time.

    `suite`: `sid` or another Debian release, unpacked whole with its own C library (start programs with
    `Unpacked.loader()`); empty: the host's own release, only what the host lacks (start programs with
    `Unpacked.environment()`). `lock`: file with tested versions and SHA-256, one `name version arch sha256`
    a line; when the server no longer has them, they are resolved anew and `progress` gets a warning.
    Nothing runs after unpacking (no postinst). Errors: NoPackages, PackagesUnreachable, PackagesBroken.
    """
    tested = lock.read_text() if lock and lock.exists() else ""
    key = hashlib.sha256("\n".join([suite, *packages, tested]).encode()).hexdigest()[:12]
    folder = cache / "debian" / f"{name}-{key}"
    if (found := _complete(folder)) is not None:
        return found
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb") and shutil.which("tar")):
        raise NoPackages(program=name)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{name}-{key}.lock").open("w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if (found := _complete(folder)) is None:  # somebody else may have unpacked it meanwhile
            found = _fetch(name, packages, folder, suite, parse_lock(tested), progress)
    return found


def parse_lock(text: str) -> list[Package]:
    """The packages of a lock file; empty lines and # comments are left out."""
    lines = (line.split() for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return [Package(name=n, version=v, arch=a, sha256=s) for n, v, a, s in lines]


def _complete(folder: Path) -> Unpacked | None:
    stamp = folder / STAMP
    if not stamp.exists():
        return None
    return Unpacked(prefix=folder, versions=json.loads(stamp.read_text()))


def _fetch(
    name: str,
    packages: Sequence[str],
    folder: Path,
    suite: str,
    tested: list[Package],
    progress: Progress,
) -> Unpacked:
    work = folder.with_name(folder.name + ".partial")
    shutil.rmtree(work, ignore_errors=True)
    try:
        apt = Apt(program=name, packages=packages, state=work / "apt", suite=suite, progress=progress)
        apt.update()
        debs = apt.download(packages, tested)
        tree = work / "tree"
        tree.mkdir()
        for n, deb in enumerate(debs, 1):
            progress(
                Step(
                    zh=f"解开 {deb.package.name}", en=f"Unpacking {deb.package.name}", done=n, total=len(debs)
                )
            )
            _extract(name, deb.path, tree)
        versions = {deb.package.name: deb.package.version for deb in debs}
        (tree / STAMP).write_text(json.dumps(versions, indent=1, sort_keys=True))
        lines = sorted(
            f"{d.package.name} {d.package.version} {d.package.arch} {d.package.sha256}" for d in debs
        )
        (tree / "zuoxi-packages.lock").write_text("\n".join(lines) + "\n")
        shutil.rmtree(folder, ignore_errors=True)
        tree.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Unpacked(prefix=folder, versions=versions)


def _extract(name: str, deb: Path, tree: Path) -> None:
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", deb], stdout=subprocess.PIPE) as source:
        leave = [f"--exclude={path}" for path in LEFT_OUT]
        tar = subprocess.run(
            ["tar", "-x", "-C", str(tree), "--no-same-owner", "--no-same-permissions", *leave],
            stdin=source.stdout,
            capture_output=True,
            text=True,
            check=False,
        )
    if tar.returncode or source.returncode:
        raise PackagesBroken(program=name, detail=f"{deb.name}: {tar.stderr.strip()[:200]}")
