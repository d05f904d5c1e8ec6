"""What tests need besides Python and Node: found on the machine, installed as root, or unpacked privately.

Each need gives the environment variables with which its tests run, or raises `Missing` with the reason.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

CACHE = Path(os.environ.get("ZUOXI_CACHE") or "~/.cache/zuoxi").expanduser()
SHARED_CACHE = Path("/var/tmp/zuoxi-cache")
"""For programs that root runs as somebody else, who may not look into root's own folder."""


class Missing(Exception):
    """It is not there and cannot be had here."""


def asterisk() -> dict[str, str]:
    from zuoxi.kernel.errors import ZuoxiError
    from zuoxi.switch.asterisk.install import install_asterisk

    try:
        install_asterisk(CACHE)
    except ZuoxiError as problem:
        raise Missing(problem.sentence("en")) from problem
    return {}


def sipp() -> dict[str, str]:
    if shutil.which("sipp") or _apt_installed("sip-tester"):
        return {}
    return _unpacked("sipp", ["sip-tester"])


def chromium() -> dict[str, str]:
    found = _chromium_on_path()
    if found or (_apt_installed("chromium") and (found := _chromium_on_path())):
        return {"ZUOXI_TEST_CHROMIUM": str(found)}
    environment = _unpacked("chromium", ["chromium", "chromium-common"])
    return {**environment, "ZUOXI_TEST_CHROMIUM": _first(environment, "usr/lib/chromium/chromium")}


def fonts() -> dict[str, str]:
    """A Chinese font, so that screenshots show characters and widths are true."""
    listed = (
        subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
        if shutil.which("fc-list")
        else None
    )
    if (listed and listed.stdout.strip()) or _apt_installed("fonts-noto-cjk"):
        return {}
    environment = _unpacked("fonts", ["fonts-noto-cjk"])
    return {"XDG_DATA_DIRS": f"{_prefix(environment)}/usr/share:/usr/local/share:/usr/share"}


def postgresql() -> dict[str, str]:
    if _postgres_folder(Path("/")):
        return {"ZUOXI_TEST_POSTGRES": str(_postgres_folder(Path("/")))}
    cache = SHARED_CACHE if os.geteuid() == 0 else CACHE
    environment = _unpacked("postgresql", ["postgresql"], cache)
    folder = _postgres_folder(_prefix(environment))
    if folder is None:
        raise Missing("PostgreSQL could not be unpacked")
    return {
        "ZUOXI_TEST_POSTGRES": str(folder),
        "ZUOXI_TEST_POSTGRES_LIBRARIES": environment["LD_LIBRARY_PATH"],
    }


NEEDS: dict[str, Callable[[], dict[str, str]]] = {
    "asterisk": asterisk,
    "sipp": sipp,
    "chromium": chromium,
    "fonts": fonts,
    "postgresql": postgresql,
}


def _chromium_on_path() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None)


def _postgres_folder(root: Path) -> Path | None:
    found = sorted(root.glob("usr/lib/postgresql/*/bin"), key=lambda path: int(path.parent.name))
    return next((path for path in reversed(found) if (path / "initdb").exists()), None)


def _apt_installed(package: str) -> bool:
    """As root on a Debian-like machine: install it (the lists are read again when that is needed)."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", package]
    for command in (install, ["apt-get", "update", "-q"], install):
        done = subprocess.run(command, env=quiet, capture_output=True, check=False)
        if command is install and done.returncode == 0:
            return True
    return False


def _unpacked(name: str, packages: list[str], cache: Path = CACHE) -> dict[str, str]:
    from zuoxi.kernel.errors import ZuoxiError
    from zuoxi.switch.asterisk.debian import unpack_debian

    try:
        tree = unpack_debian(name, packages, cache=cache)
    except ZuoxiError as problem:
        raise Missing(problem.sentence("en")) from problem
    return {**tree.environment(), "ZUOXI_TEST_PREFIX": str(tree.prefix)}


def _prefix(environment: dict[str, str]) -> Path:
    return Path(environment["ZUOXI_TEST_PREFIX"])


def _first(environment: dict[str, str], inside: str) -> str:
    program = _prefix(environment) / inside
    if not program.exists():
        raise Missing(f"{inside} is not in the unpacked packages")
    return str(program)
