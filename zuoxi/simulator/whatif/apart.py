"""What-if days in a process of their own, which lets calls of the house go first.

    echo '{"plan": …, "days": 20}' | python -m zuoxi.simulator.whatif.apart

reads what is asked (JSON of `planned.Asked`) and writes lines: `{"part": 0.25}` as it goes on, at last
`{"found": …}`. It ends when nobody reads them any more.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

import zuoxi
from zuoxi.simulator.whatif.planned import Asked, find


class WentWrong(RuntimeError):
    """The process ended without an answer; says what it said last."""


def find_apart(asked: Asked, heard: Callable[[float], None]) -> Any:
    """As `planned.find`, as plain values. Ends the process when `heard` raises."""
    process = subprocess.Popen(
        [sys.executable, "-m", "zuoxi.simulator.whatif.apart"],
        cwd=Path(zuoxi.__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        try:
            assert process.stdin is not None and process.stdout is not None and process.stderr is not None
            process.stdin.write(msgspec.json.encode(asked))
            process.stdin.close()
            for line in process.stdout:
                said = msgspec.json.decode(line)
                if "found" in said:
                    return said["found"]
                heard(said["part"])
            raise WentWrong(process.stderr.read().decode(errors="replace")[-2000:])
        finally:
            process.kill()


def main() -> None:
    """Answer what stands on the standard input."""
    from zuoxi.live.giving_way import go_last

    go_last()
    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=Asked)
    _say({"found": find(asked, lambda part: _say({"part": part}))})


def _say(told: Any) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
