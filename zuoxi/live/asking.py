"""Data sources are asked beside the loop: an IVR flow waits for them, nobody else does."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import structlog

from zuoxi.engine.commands import AskData
from zuoxi.engine.events import DataAnswered

log = structlog.get_logger("zuoxi.live.asking")

MOST: Final = 100
"""Questions at a time; further ones fail at once, so that callers go on without an answer."""

AT_ONCE: Final = 8
"""Of these so many are under way. They have threads of their own: a source that hangs holds up nothing else
that the floor does beside its loop (lists, configuration, snapshots)."""

Answer = Callable[[str, str, Mapping[str, str]], Mapping[str, str] | None]
"""(tenant, source, inputs) -> outputs; None: there is no such thing. It runs in a thread and may fail."""


def nobody(tenant: str, source: str, inputs: Mapping[str, str]) -> Mapping[str, str] | None:
    """There are no data sources."""
    raise LookupError(source)


class DataDesk:
    """Asks, and tells the floor what came of it. Inputs are never logged: some are secret."""

    def __init__(self, answer: Answer, tell: Callable[[DataAnswered], None]) -> None:
        self._answer = answer
        self._tell = tell
        self._asking: set[asyncio.Task[None]] = set()
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="asking")

    def ask(self, asked: AskData) -> None:
        """Ask without waiting."""
        if len(self._asking) >= MOST:
            self._tell(DataAnswered(call=asked.call, number=asked.number, failed=True))
            return
        task = asyncio.get_running_loop().create_task(self._ask(asked))
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    def close(self) -> None:
        """Ask nobody any more; whoever is under way is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _ask(self, asked: AskData) -> None:
        inputs = {**asked.inputs, **asked.secret}
        try:
            loop = asyncio.get_running_loop()
            found = await loop.run_in_executor(
                self._threads, self._answer, asked.tenant, asked.source, inputs
            )
        except Exception as error:
            log.warning("asking.failed", source=asked.source, error=type(error).__name__)
            self._tell(DataAnswered(call=asked.call, number=asked.number, failed=True))
        else:
            outputs = None if found is None else dict(found)
            self._tell(DataAnswered(call=asked.call, number=asked.number, outputs=outputs))
