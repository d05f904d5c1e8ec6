"""Tells a person at the terminal what happens: one line a step with its time, one sentence for each trouble.

Standard library only: `./start` uses it before anything is installed.

The language follows LC_ALL, LC_MESSAGES, LANG: Chinese, English, or, when the locale says nothing, both.
"""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

DONE, FAILED = "✓", "✗"


class Trouble(Exception):
    """Something stands in the way: one sentence in each language that says what it is and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def language(environ: Mapping[str, str] = os.environ) -> str:
    """`zh`, `en` or `both`."""
    named = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return {"zh": "zh", "en": "en"}.get(named[:2].lower(), "both")


def pick(zh: str, en: str, spoken: str | None = None) -> str:
    """The text in the person's language."""
    spoken = spoken or language()
    return {"zh": zh, "en": en}.get(spoken, f"{zh}  {en}" if "\n" not in zh else f"{zh}\n{en}")


def result(text: str = "") -> None:
    """One line of what was asked for (standard output)."""
    line(text, sys.stdout)


def line(text: str = "", stream: TextIO | None = None) -> None:
    """One line to the terminal (standard error, so that standard output stays free for results)."""
    stream = stream or sys.stderr
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    stream.flush()


def trouble(problem: Trouble) -> None:
    """Print a trouble as one sentence."""
    line(f"{FAILED} {pick(problem.zh, problem.en)}")


class Progress:
    """A step that runs: what it is doing just now, shown beside its time on a terminal."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.detail = ""
        self.began = time.monotonic()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    def start(self) -> None:
        if sys.stderr.isatty():
            self._thread = threading.Thread(target=self._draw, daemon=True)
            self._thread.start()
        else:
            line(f"… {self.title}")

    def end(self, mark: str) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            sys.stderr.write("\r\x1b[K")
        line(f"{mark} {self.title}  {self.seconds:.1f} s")

    def _draw(self) -> None:
        while not self._stop.wait(0.2):
            columns = max(20, _columns() - 2)
            text = f"… {self.title}  {self.seconds:.0f} s  {self.detail}"
            sys.stderr.write("\r\x1b[K" + text[: columns // 2 if not text.isascii() else columns])
            sys.stderr.flush()


@contextmanager
def step(zh: str, en: str) -> Iterator[Progress]:
    """Announce a step, show its time while it runs and when it is done."""
    progress = Progress(pick(zh, en))
    progress.start()
    try:
        yield progress
    except BaseException:
        progress.end(FAILED)
        raise
    progress.end(DONE)


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns
    except OSError:
        return 80


def guarded(work: Callable[[], int]) -> int:
    """Do `work`; a trouble, a refused operation or Ctrl-C ends in one sentence instead of a traceback."""
    try:
        return work()
    except Trouble as problem:
        trouble(problem)
        return 1
    except KeyboardInterrupt:
        line(pick("已停止；再次运行会从这里继续。", "Stopped; run it again to go on from here."))
        return 130
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as problem:
        if problem.errno is None:  # a TimeoutError of our own code is a fault, not the system's refusal
            raise
        line(f"{FAILED} {pick('系统拒绝了一个操作：', 'The system refused an operation:')} {problem}")
        return 1
