"""`./start`: sets up what is missing, then becomes the centre."""

import argparse
import os
import sys
from pathlib import Path

from zuoxi.assembly.bootstrap import desktop, port, python_env, stamps
from zuoxi.assembly.bootstrap.options import parse
from zuoxi.assembly.serve import lock
from zuoxi.assembly.terminal import guarded

CHECKOUT = Path(__file__).resolve().parents[3]


def main(arguments: list[str]) -> int:
    """Prepare, then replace this process by `python -m zuoxi …`; only a trouble comes back."""
    called_from = Path(os.environ.get("ZUOXI_CALLED_FROM") or Path.cwd())
    options = parse(arguments, CHECKOUT, called_from, dict(os.environ))
    log = CHECKOUT / "var" / "log" / "setup.log"
    runs_the_centre = not (options.check or options.passwords)
    if runs_the_centre:
        lock.supervise(options.home).release()
        port.must_be_free("127.0.0.1", options.port)
    with stamps.one_at_a_time(CHECKOUT):
        python = python_env.prepare(CHECKOUT, log)
        if runs_the_centre:
            desktop.prepare(CHECKOUT, log)
    os.environ["ZUOXI_HOME"] = str(options.home)
    os.chdir(CHECKOUT)
    os.execv(python, [str(python), "-m", "zuoxi", *_command(options)])  # noqa: S606 (we become the centre)


def _command(options: argparse.Namespace) -> list[str]:
    if options.check:
        return ["check", *(["--json"] if options.json else [])]
    if options.passwords:
        return ["passwords"]
    return ["start", "--port", str(options.port), *(["--empty"] if options.empty else [])]


if __name__ == "__main__":
    sys.exit(guarded(lambda: main(sys.argv[1:])))
