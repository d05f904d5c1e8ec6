"""Data sources and the gate are asked beside the loop: an IVR flow waits for them, nobody else does."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import structlog

from zuoxi.engine.commands import AskData, AskPermit
from zuoxi.engine.events import DataAnswered, PermitAnswered
from zuoxi.engine.gate import DialPermit, Refusal
from zuoxi.engine.handlers.ivr import GATE_ANSWERS_MS
from zuoxi.kernel.clock import steady_ms
from zuoxi.kernel.record import Record

log = structlog.get_logger("zuoxi.live.asking")

MOST: Final = 100
"""Questions at a time; further ones fail at once, so that callers go on without an answer."""

AT_ONCE: Final = 8
"""Of these so many are under way. They have threads of their own: a source that hangs holds up nothing else
that the floor does beside its loop (lists, configuration, snapshots)."""

Answer = Callable[[str, str, Mapping[str, str]], Mapping[str, str] | None]
"""(tenant, source, inputs) -> outputs; None: there is no such thing. It runs in a thread and may fail."""


Permit = Callable[[AskPermit], DialPermit | Refusal]
"""The gate's answer to one wish. It runs in a thread and may fail."""


def nobody(tenant: str, source: str, inputs: Mapping[str, str]) -> Mapping[str, str] | None:
    """There are no data sources."""
    raise LookupError(source)


def shut(asked: AskPermit) -> DialPermit | Refusal:
    """There is no gate."""
    raise LookupError(asked.call)


class Beside(Record):
    """Who is asked beside the loop."""

    answer: Answer = nobody
    permit: Permit = shut


class DataDesk:
    """Asks, and tells the floor what came of it. Inputs are never logged: some are secret."""

    def __init__(self, beside: Beside, tell: Callable[[DataAnswered | PermitAnswered], None]) -> None:
        self._beside = beside
        self._tell = tell
        self._asking: set[asyncio.Task[None]] = set()
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="asking")

    def ask(self, asked: AskData | AskPermit) -> None:
        """Ask without waiting."""
        if len(self._asking) >= MOST:
            self._tell(_failed(asked))
            return
        until = steady_ms() + GATE_ANSWERS_MS
        ask = self._ask(asked) if isinstance(asked, AskData) else self._ask_gate(asked, until)
        task = asyncio.get_running_loop().create_task(ask)
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
                self._threads, self._beside.answer, asked.tenant, asked.source, inputs
            )
        except Exception as error:
            log.warning("asking.failed", source=asked.source, error=type(error).__name__)
            self._tell(_failed(asked))
        else:
            outputs = None if found is None else dict(found)
            self._tell(DataAnswered(call=asked.call, number=asked.number, outputs=outputs))

    async def _ask_gate(self, asked: AskPermit, until: int) -> None:
        def permit() -> DialPermit | Refusal:
            if steady_ms() >= until:  # the call has gone on without: a permit would count, and dial nothing
                raise TimeoutError
            return self._beside.permit(asked)

        try:
            said = await asyncio.get_running_loop().run_in_executor(self._threads, permit)
        except Exception as error:
            log.warning("asking.gate_failed", call=asked.call, error=type(error).__name__)
            self._tell(_failed(asked))
            return
        if isinstance(said, Refusal):
            answer = PermitAnswered(call=asked.call, number=asked.number, refusal=said.check)
        else:
            age = max(steady_ms() - said.steady, 0)
            answer = PermitAnswered(call=asked.call, number=asked.number, permit=said, age_ms=age)
        self._tell(answer)


def _failed(asked: AskData | AskPermit) -> DataAnswered | PermitAnswered:
    if isinstance(asked, AskData):
        return DataAnswered(call=asked.call, number=asked.number, failed=True)
    return PermitAnswered(call=asked.call, number=asked.number, refusal="nobody")
