"""The desktop: installed and built when its sources have changed."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from zuoxi.assembly.bootstrap import stamps
from zuoxi.assembly.bootstrap.run import run
from zuoxi.assembly.terminal import Trouble, step

NODE_AT_LEAST = 20
LEFT_OUT = {"node_modules", "dist", "coverage", "test-results", ".vite"}


def prepare(checkout: Path, log: Path) -> None:
    """Build `desktop/dist` unless it is what its sources give."""
    desktop = checkout / "desktop"
    wanted = stamps.digest(_sources(desktop))
    if stamps.read(desktop / "dist") == wanted and (desktop / "dist" / "index.html").exists():
        return
    packages(checkout, log)
    with step("构建坐席桌面", "Desktop build") as progress:
        run([_npm(), "run", "build"], log, progress, folder=desktop)
        stamps.write(desktop / "dist", wanted)


def packages(checkout: Path, log: Path) -> None:
    """Install the desktop's pinned packages unless they are there."""
    desktop = checkout / "desktop"
    npm = _npm()
    lock = desktop / "package-lock.json"
    wanted = stamps.digest([lock], _node_version())
    if stamps.read(desktop / "node_modules") == wanted:
        return
    with step("安装桌面依赖", "Desktop packages") as progress:
        run([npm, "ci", "--no-audit", "--no-fund", "--fetch-retries=1"], log, progress, folder=desktop)
        stamps.write(desktop / "node_modules", wanted)


def _sources(desktop: Path) -> Iterator[Path]:
    for entry in desktop.iterdir():
        if entry.name in LEFT_OUT or entry.name.startswith(".zuoxi"):
            continue
        if entry.is_dir():
            yield from (file for file in entry.rglob("*") if file.is_file() and ".test." not in file.name)
        else:
            yield entry


def _npm() -> str:
    found = shutil.which("npm")
    if found and int(_node_version().split(".")[0] or 0) >= NODE_AT_LEAST:
        return found
    raise Trouble(
        f"需要 Node.js {NODE_AT_LEAST} 或更新版本（含 npm），用来构建坐席桌面；"
        f"现在{'是 ' + _node_version() if _node_version() else '没有找到'}。请从 nodejs.org 安装后再运行。",
        f"Node.js {NODE_AT_LEAST} or newer (with npm) is needed to build the desktop; "
        f"{'found ' + _node_version() if _node_version() else 'none was found'}. "
        "Install it from nodejs.org and run this again.",
    )


def _node_version() -> str:
    node = shutil.which("node")
    if node is None:
        return ""
    shown = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+(?:\.\d+)*)", shown)
    return found.group(1) if found else ""
