"""Whether a port is free, and if not, who has it."""

import re
import shutil
import socket
import subprocess

from zuoxi.assembly.terminal import Trouble


def must_be_free(address: str, port: int) -> None:
    """Raise Trouble when something already listens there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
            return
        except PermissionError:
            raise Trouble(
                f"没有权限使用端口 {port}。请换一个 1024 以上的端口，例如 ./start --port 8000。",
                f"Port {port} needs more rights than you have. Take one above 1024: ./start --port 8000.",
            ) from None
        except OSError:
            holder = _holder(port)
    raise Trouble(
        f"端口 {port} 已被占用{f'（{holder}）' if holder else ''}。"
        f"请停掉占用它的程序，或换一个：./start --port {port + 1}。",
        f"Port {port} is in use{f' ({holder})' if holder else ''}. "
        f"Stop the program that uses it, or take another: ./start --port {port + 1}.",
    )


def _holder(port: int) -> str:
    ss = shutil.which("ss")
    if ss is None:
        return ""
    shown = subprocess.run(
        [ss, "-Hltnp", f"sport = :{port}"], capture_output=True, text=True, check=False
    ).stdout
    found = re.search(r'\("([^"]+)",pid=(\d+)', shown)
    return f"{found.group(1)}, pid {found.group(2)}" if found else ""
