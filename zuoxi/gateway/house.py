"""What the gateway asks of the database, always in a thread of its own."""

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

from django.db import close_old_connections

from zuoxi.engine.gate import DialPermit
from zuoxi.gateway.viewer import Viewer

T = TypeVar("T")


class House(Protocol):
    """A few questions; all block and may raise database errors."""

    def viewers(self, session_keys: Sequence[str]) -> dict[str, Viewer]:
        """Who is signed in by these sessions; missing is who may not be here (any more)."""

    def ends(self, session_keys: Sequence[str], working: Sequence[str], now: dt.datetime) -> dict[str, int]:
        """When each session ends (ms); those of people who are `working` go on."""

    def number_of(self, person: str, customer_number: str) -> str:
        """A number of a customer whom this person may see, to be dialled: he need not see it whole."""

    def look_up(self, person: str, number: str) -> None:
        """Note that somebody asks by a whole number that he typed: what is said of it tells whose it is."""

    def permit(self, person: str, number: str, *, confirmed: bool = False) -> DialPermit:
        """Leave to dial; raises a `ZuoxiError` that says why not."""

    def gate_now(self, attempt: str) -> str:
        """The check that stands against an attempt now that its moment has come; empty: none does."""

    def let_go(self, attempt: str) -> None:
        """The attempt's permit was not used: its number is free for others."""


class Threads:
    """A few threads with a database connection each, so that no question holds up the event loop."""

    def __init__(self, number: int = 4) -> None:
        self._pool = ThreadPoolExecutor(number, thread_name_prefix="gateway")

    async def ask(self, question: Callable[[], T]) -> T:
        """The answer to a blocking question."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, _afresh, question)

    def close(self) -> None:
        """Let the threads end."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _afresh(question: Callable[[], T]) -> T:
    # A connection that has died (the database was restarted) must not stay with its thread for ever.
    close_old_connections()
    try:
        return question()
    finally:
        close_old_connections()
