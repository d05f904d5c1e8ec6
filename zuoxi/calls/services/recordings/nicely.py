"""Doing what costs processor time in a thread that steps back before everybody else's."""

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

NICE = 19
LOOK_S = 5.0

Work = Callable[[], None]


@contextmanager
def nice_hands(meanwhile: Callable[[], None]) -> Iterator[Callable[[Work], None]]:
    """Gives what does work in one such thread and waits for it; `meanwhile` is called every few seconds and
    may raise to break off."""
    with ThreadPoolExecutor(1, thread_name_prefix="nice", initializer=_step_back) as pool:

        def do(work: Work) -> None:
            under_way = pool.submit(work)
            while True:
                try:
                    return under_way.result(timeout=LOOK_S)
                except TimeoutError:
                    if under_way.done():
                        raise
                    meanwhile()

        yield do


def _step_back() -> None:
    with suppress(OSError):  # a system where threads have no priority of their own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
