"""Prepares the environment (standard library only), then hands over to `tests.run.main` inside it."""

import os
import sys
from pathlib import Path

from zuoxi.assembly.bootstrap import desktop, python_env, stamps
from zuoxi.assembly.terminal import guarded

CHECKOUT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    log = CHECKOUT / "var" / "log" / "setup.log"
    if not {"-h", "--help", "--list"} & set(arguments):
        with stamps.one_at_a_time(CHECKOUT):
            python_env.prepare(CHECKOUT, log, tests=True)
            desktop.packages(CHECKOUT, log)
    python = python_env.python_of(CHECKOUT)
    if not python.exists():
        python = Path(sys.executable)
    os.execv(python, [str(python), "-m", "tests.run.main", *arguments])


if __name__ == "__main__":
    sys.exit(guarded(lambda: main(sys.argv[1:])))
