"""Asking what areas bring to a pop (`contacts.brought`): each by itself, for no longer than a pop waits."""

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from functools import cache
from typing import Literal

import structlog
from django.db import connections

from zuoxi.contacts.brought import MOST, Brought, PopSource, Question, sources
from zuoxi.kernel.record import Record

log = structlog.get_logger(__name__)

WAIT_S = 0.8
"""With the way there and back an agent has it, or knows that it is late, within a second."""
AT_ONCE = 4
"""Questions that one source may have in hand: one that hangs takes no thread from any other."""

State = Literal["shown", "nothing", "late", "failed"]


class Answer(Record):
    """What a source said. `nothing`: it has nothing to do with this company."""

    state: State
    brought: Brought | None = None


class Desk:
    """Where one source is asked."""

    def __init__(self, name: str) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix=f"pop-{name}")
        self._free = threading.Semaphore(AT_ONCE)

    def ask(self, source: PopSource, question: Question, wait_s: float) -> Answer:
        """Its answer in time; else it is late, and its thread goes on alone."""
        if not self._free.acquire(blocking=False):
            return Answer(state="late")
        asked = self._threads.submit(self._work, source, question)
        try:
            brought = asked.result(timeout=wait_s)
        except TooLate:
            return Answer(state="late")
        except Exception as problem:
            log.warning("pop_source_failed", source=source.name, error=repr(problem))
            return Answer(state="failed")
        if brought is None:
            return Answer(state="nothing")
        shown = brought.entries[:MOST]
        others = brought.others + len(brought.entries) - len(shown)
        return Answer(state="shown", brought=Brought(entries=shown, others=others))

    def _work(self, source: PopSource, question: Question) -> Brought | None:
        try:
            return source.show(question)
        finally:
            connections.close_all()  # these threads belong to no request that would do it
            self._free.release()


@cache
def _desk(name: str) -> Desk:
    return Desk(name)


def known_sources() -> Mapping[str, PopSource]:
    """The sources of this installation by name, as the desk shows them."""
    return {source.name: source for source in sources()}


def brought_by(source: PopSource, question: Question, wait_s: float = WAIT_S) -> Answer:
    """What a source has for this pop."""
    return _desk(source.name).ask(source, question, wait_s)
