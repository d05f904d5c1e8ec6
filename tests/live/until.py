"""Waiting for something that happens in another thread or process: with a limit, without guessed spans."""

import asyncio
import threading
from collections.abc import Callable

LOOK_S = 0.01


def until(condition: Callable[[], object], seconds: float = 10.0) -> None:
    """Return as soon as `condition` holds; AssertionError when it does not within `seconds`."""
    pause = threading.Event()
    for _ in range(int(seconds / LOOK_S)):
        if condition():
            return
        pause.wait(LOOK_S)
    raise AssertionError(f"did not come about within {seconds} s")


async def soon(condition: Callable[[], object], seconds: float = 10.0) -> None:
    """`until` for code in an event loop."""
    for _ in range(int(seconds / LOOK_S)):
        if condition():
            return
        await asyncio.sleep(LOOK_S)
    raise AssertionError(f"did not come about within {seconds} s")
