"""`python -m tests.attack.measure`: what honest pages notice of floods, and what these cost in memory."""

import sys
import tempfile
import threading
from functools import partial
from pathlib import Path

from tests.attack.web import CONTROL_PING, PING, Web, abuse, answers, made_home

REQUESTS = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 2_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        made_home(home := Path(folder) / "home")
        web = Web(home)
        web.wait()
        say("idle", web)
        for name, frame in (("frames", PING), ("control frames", CONTROL_PING)):
            for lines in (1, 5):
                with abuse(partial(talk_on, web, frame), lines):
                    say(f"{name} on {lines} closed lines", web)
        with abuse(partial(send_ahead, web), 40):
            say("requests ahead on 40 connections", web)
        say("afterwards", web)
        web.end()


def talk_on(web: Web, frame: bytes, over: threading.Event) -> None:
    """Frames without end on a line that the gateway has closed."""
    line = web.line()
    while not over.is_set():
        line.sendall(frame * 2_000)


def send_ahead(web: Web, over: threading.Event) -> None:
    """Requests without end, and nothing is read."""
    pipe = web.knock()
    while not over.is_set():
        pipe.sendall(REQUESTS)


def say(what: str, web: Web) -> None:
    median, most = answers(web, 100)
    sys.stdout.write(
        f"{what:34} median {median * 1000:6.0f} ms  p95 {most * 1000:6.0f} ms  {web.megabytes():6.0f} MB\n"
    )


if __name__ == "__main__":
    main()
