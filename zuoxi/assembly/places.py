"""Where things are, for processes that do without Django (the settings module says the same)."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def home() -> Path:
    """`ZUOXI_HOME`: all data of this installation."""
    return Path(os.environ.get("ZUOXI_HOME") or CHECKOUT / "var").expanduser().resolve()


def cache() -> Path:
    """`ZUOXI_CACHE`: programs unpacked for it."""
    return Path(os.environ.get("ZUOXI_CACHE") or "~/.cache/zuoxi").expanduser().resolve()
