"""The Python environment: `.venv` in the checkout with dependencies pinned by hash."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from zuoxi.assembly.bootstrap import stamps
from zuoxi.assembly.bootstrap.run import run, works
from zuoxi.assembly.terminal import Progress, Trouble, step


def python_of(checkout: Path) -> Path:
    """The environment's interpreter."""
    return checkout / ".venv" / "bin" / "python"


def prepare(checkout: Path, log: Path, *, tests: bool = False) -> Path:
    """Make or renew the environment when its pinned list has changed; return its interpreter.

    The list of the tests contains the list of the running centre, so one environment serves both.
    """
    environment = checkout / ".venv"
    wanted = _wanted(checkout)
    have = stamps.read(environment).split()
    kind = "test" if tests else "run"
    if f"{kind}:{wanted[kind]}" in have and python_of(checkout).exists():
        return python_of(checkout)
    usable = _usable(environment)
    with step("准备 Python 环境", "Python environment") as progress:
        if not usable:
            _create(environment, log, progress)
        command: list[str | Path] = [
            python_of(checkout),
            "-m",
            "pip",
            "install",
            "--no-input",
            "--require-hashes",
        ]
        command += ["--disable-pip-version-check", "--no-compile", "-r", f"requirements/{kind}.txt"]
        run(command, log, progress, folder=checkout, environ={"PIP_RETRIES": "2"})
        kinds = ("run", "test") if tests else ("run",)
        stamps.write(environment, " ".join(f"{one}:{wanted[one]}" for one in kinds))
    return python_of(checkout)


def _wanted(checkout: Path) -> dict[str, str]:
    version = ".".join(map(str, sys.version_info[:2]))
    lists = {kind: checkout / "requirements" / f"{kind}.txt" for kind in ("run", "test")}
    return {kind: stamps.digest([file], version) for kind, file in lists.items()}


def _usable(environment: Path) -> bool:
    """An environment without interpreter or pip (never finished) is made anew; a moved one works."""
    python = environment / "bin" / "python"
    return any(environment.glob("lib/python*/site-packages/pip")) and works([python, "-c", ""])


def _create(environment: Path, log: Path, progress: Progress) -> None:
    shutil.rmtree(environment, ignore_errors=True)
    if works([sys.executable, "-c", "import ensurepip, venv; ensurepip.version()"]):
        run([sys.executable, "-m", "venv", environment], log, progress)
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        try:
            _apt_install(package, log, progress)
            run([sys.executable, "-m", "venv", environment], log, progress)
            return
        except Trouble:
            shutil.rmtree(environment, ignore_errors=True)
    if not works([sys.executable, "-c", "import venv"]):
        raise NO_VENV
    run([sys.executable, "-m", "venv", "--without-pip", environment], log, progress)
    inside = environment / "bin" / "python"
    if works([sys.executable, "-m", "pip", "--python", inside, "install", "--quiet", "pip"]):
        return
    if not _pip_from_debian(environment, inside, log, progress):
        shutil.rmtree(environment, ignore_errors=True)
        raise NO_VENV


NO_VENV = Trouble(
    "这台机器的 Python 缺少 venv 和 pip。请安装后再运行：apt-get install python3-venv（或同名软件包）。",
    "Python's venv and pip are missing on this machine. Install them and run this again: "
    "apt-get install python3-venv (or your system's package of that name).",
)


def _apt_install(package: str, log: Path, progress: Progress) -> None:
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "--no-install-recommends", package]
    try:
        run(command, log, progress, environ=quiet)
    except Trouble:
        run(["apt-get", "update"], log, progress, environ=quiet)
        run(command, log, progress, environ=quiet)


def _pip_from_debian(environment: Path, inside: Path, log: Path, progress: Progress) -> bool:
    """Without root and without pip: Debian's own pip wheel, unpacked into the environment."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return False
    folder = environment / "debian"
    folder.mkdir()
    try:
        run(["apt-get", "download", "python3-pip-whl"], log, progress, folder=folder)
        run(["dpkg-deb", "-x", next(folder.glob("*.deb")), folder], log, progress)
        wheel = next(folder.glob("usr/share/python-wheels/pip-*.whl"))
        subprocess.run(
            [inside, wheel / "pip", "install", "--quiet", "--no-index", wheel],
            check=True,
            capture_output=True,
        )
    except (Trouble, StopIteration, subprocess.CalledProcessError):
        return False
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return True
