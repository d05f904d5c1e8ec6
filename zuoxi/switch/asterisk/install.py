"""Have an Asterisk to run: the machine's own when it is new enough, else a private one from Debian sid.

from zuoxi.switch.asterisk.install import install_asterisk
asterisk = install_asterisk(cache, progress=print)   # about 20 s the first time, then at once
"""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from zuoxi.switch.asterisk.debian import Unpacked, unpack_debian
from zuoxi.switch.asterisk.errors import PackagesBroken
from zuoxi.switch.asterisk.progress import Progress, silent

OLDEST = 20
PACKAGES = ("asterisk", "asterisk-core-sounds-en-wav", "asterisk-moh-opsound-wav")
DEPLOY = Path(__file__).resolve().parents[3] / "deploy" / "asterisk"
LOCK = DEPLOY / "packages.lock"
NEEDED_MODULES = ("res_pjsip.so", "res_ari.so", "app_mixmonitor.so", "res_pjsip_transport_websocket.so")


@dataclass(frozen=True)
class AsteriskProgram:
    """An Asterisk that can be started: `command` and `environment`, and where its parts are."""

    command: tuple[str, ...]
    version: str
    modules: Path
    data: Path
    """Documentation, sounds and music that come with it (`astdatadir`)."""
    environment: dict[str, str] = field(default_factory=dict)


def install_asterisk(cache: Path, *, progress: Progress = silent) -> AsteriskProgram:
    """The machine's own Asterisk (20 or newer), else a private one under `cache`. Errors: InstallError."""
    return on_path() or unpacked(cache, progress=progress)


def on_path() -> AsteriskProgram | None:
    """The machine's own Asterisk, when it is new enough and has what we need."""
    folders = [*os.environ.get("PATH", "").split(":"), "/usr/sbin", "/usr/local/sbin"]
    program = shutil.which("asterisk", path=":".join(folders))
    if program is None:
        return None
    shown = subprocess.run([program, "-V"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"Asterisk (?:GIT-)?(\d+)(\S*)", shown)
    if not found or int(found[1]) < OLDEST:
        return None
    places = [Path("/usr/lib/asterisk/modules"), *Path("/usr/lib").glob("*-linux-gnu*/asterisk/modules")]
    modules = [p for p in places if all((p / m).exists() for m in NEEDED_MODULES)]
    datas = [
        p for p in (Path("/usr/share/asterisk"), Path("/var/lib/asterisk")) if (p / "documentation").is_dir()
    ]
    if not modules or not datas:
        return None
    return AsteriskProgram(command=(program,), version=found[1] + found[2], modules=modules[0], data=datas[0])


def unpacked(cache: Path, *, progress: Progress = silent) -> AsteriskProgram:
    """Debian sid's Asterisk in a private folder, as tested (`deploy/asterisk/packages.lock`)."""
    tree = unpack_debian("asterisk", PACKAGES, cache=cache, suite="sid", lock=LOCK, progress=progress)
    return _program_of(tree)


def _program_of(tree: Unpacked) -> AsteriskProgram:
    libraries = tree.prefix / "usr/lib"
    modules = [p for p in libraries.glob("*-linux-gnu*/asterisk/modules") if (p / NEEDED_MODULES[0]).exists()]
    if not modules:
        raise PackagesBroken(program="asterisk", detail="no modules")
    triple = modules[0].parents[1]
    sounds = tree.prefix / "usr/share/asterisk/sounds"
    if not (sounds / "en").exists() and (sounds / "en_US_f_Allison").exists():
        (sounds / "en").symlink_to("en_US_f_Allison")  # what the package's postinst would do
    return AsteriskProgram(
        command=(*tree.loader(), str(tree.prefix / "usr/sbin/asterisk")),
        version=tree.versions.get("asterisk", ""),
        modules=modules[0],
        data=tree.prefix / "usr/share/asterisk",
        environment={
            "GCONV_PATH": str(triple / "gconv"),
            "OPENSSL_MODULES": str(triple / "ossl-modules"),
            "OPENSSL_CONF": str(tree.prefix / "usr/lib/ssl/openssl.cnf"),
        },
    )
