"""Runs the programs of the set-up: output into a log, last line on the terminal, a clear word on failure."""

import os
import re
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from zuoxi.assembly.terminal import Progress, Trouble

OFFLINE = re.compile(
    r"name resolution|NewConnectionError|ConnectTimeout|Network is unreachable|Connection refused|"
    r"getaddrinfo|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|Could not connect|Could not resolve|"
    r"Failed to establish a new connection|No route to host",
    re.IGNORECASE,
)

COMPLAINT = re.compile(r"error|cannot|could not|failed", re.IGNORECASE)


def run(
    command: Sequence[str | Path],
    log: Path,
    progress: Progress | None = None,
    *,
    folder: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> None:
    """Run one program to its end.

    Raises Trouble when it fails, with the reason (no network, or its last words and the log's place).
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    words: list[str] = []
    with log.open("a", encoding="utf-8") as kept:
        kept.write(f"\n$ {' '.join(map(str, command))}\n")
        kept.flush()
        child = subprocess.Popen(
            list(map(str, command)),
            cwd=folder,
            env={**os.environ, "NO_COLOR": "1", **(environ or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        assert child.stdout is not None
        try:
            for text in child.stdout:
                kept.write(text)
                if text.strip():
                    words.append(text.strip())
                    if progress is not None:
                        progress.detail = text.strip()
            code = child.wait()
        except BaseException:
            end_group(child)
            raise
    if code == 0:
        return
    name = Path(str(command[0])).name
    if any(OFFLINE.search(text) for text in words[-80:]):
        raise Trouble(
            f"没有网络：{name} 下载不到所需的文件。请接通网络后再运行一次；已完成的部分会保留。",
            f"No network: {name} could not download what is needed. Connect and run this again; "
            "what is done is kept.",
        )
    said = next((text for text in words[-80:] if COMPLAINT.search(text)), "")
    last = (said or (words[-1] if words else f"exit {code}"))[:200]
    raise Trouble(
        f"{name} 没有成功（{last}）。详细记录在 {log}；排除原因后请再运行一次。",
        f"{name} did not succeed ({last}). The details are in {log}; mend the cause and run this again.",
    )


def end_group(child: "subprocess.Popen[str]") -> None:
    """End a program and everything that it started."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(child.pid, number)
            child.wait(timeout=5)
            return
        except subprocess.TimeoutExpired:
            continue
        except ProcessLookupError:
            return


def works(command: Sequence[str | Path]) -> bool:
    """Whether a program runs and succeeds (its output is of no interest)."""
    try:
        done = subprocess.run(list(map(str, command)), capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
