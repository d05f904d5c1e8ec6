"""`./start`: sets up what is missing, then becomes the centre."""

import os
import sys
from pathlib import Path

from bootstrap import desktop, port, python_env, say, stamps
from bootstrap.options import parse

CHECKOUT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    """Prepare, then replace this process by `python -m zuoxi …`; only a trouble returns."""
    called_from = Path(os.environ.get("ZUOXI_CALLED_FROM") or Path.cwd())
    options = parse(arguments, CHECKOUT, called_from, dict(os.environ))
    log = CHECKOUT / "var" / "log" / "setup.log"
    runs_the_centre = not (options.check or options.passwords)
    if runs_the_centre:
        port.must_be_free("127.0.0.1", options.port)
    with stamps.one_at_a_time(CHECKOUT):
        python = python_env.prepare(CHECKOUT, log)
        if runs_the_centre:
            desktop.prepare(CHECKOUT, log)
    os.environ["ZUOXI_HOME"] = str(options.home)
    os.chdir(CHECKOUT)
    os.execv(python, [str(python), "-m", "zuoxi", *_command(options)])  # noqa: S606 (we become the centre)


def _command(options: object) -> list[str]:
    if getattr(options, "check", False):
        return ["check", *(["--json"] if getattr(options, "json", False) else [])]
    if getattr(options, "passwords", False):
        return ["passwords"]
    return [
        "start",
        "--port",
        str(getattr(options, "port", 8000)),
        *(["--empty"] if getattr(options, "empty", False) else []),
    ]


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except say.Trouble as problem:
        say.trouble(problem)
        sys.exit(1)
    except KeyboardInterrupt:
        say.line(say.pick("已停止；再次运行会从这里继续。", "Stopped; run it again to go on from here."))
        sys.exit(130)
    except OSError as problem:
        say.line(
            f"{say.FAILED} {say.pick('系统拒绝了一个操作', 'The system refused an operation')}: {problem}"
        )
        sys.exit(1)
