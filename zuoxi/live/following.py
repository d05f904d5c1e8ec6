"""Keeps the copy of a list in step: with what has changed, or with all when that is not known."""

import asyncio
from collections.abc import Iterable
from typing import Generic, Never, Protocol, TypeVar

import structlog

from zuoxi.live.copies import Copy, Row

log = structlog.get_logger("zuoxi.live.following")

FIRST_READ_S = 10.0
"""A copy that was never read is waited for so long at the start; one that is only old is used at once."""


Read = TypeVar("Read", covariant=True)


class ListSource(Protocol[Read]):
    """Where a list comes from (`sources`). All methods block."""

    def edition(self) -> int:
        """The latest edition; rises with every write."""

    def has_edition(self, edition: int) -> bool:
        """Whether an edition is one of this database (and not of one that an older copy has replaced)."""

    def whole(self) -> Iterable[Read]:
        """Everything as it stands now."""

    def since(self, edition: int) -> Iterable[Read]:
        """What has changed after an edition, each number once and as it stands now."""

    def disconnect(self) -> None:
        """Let go of a connection that may be broken."""


class NoList:
    """A list on which nobody stands, and to which nobody comes."""

    def edition(self) -> int:
        """The one that there is."""
        return 0

    def has_edition(self, edition: int) -> bool:
        """Whether it is that."""
        return edition == 0

    def whole(self) -> Iterable[Never]:
        """Nobody."""
        return ()

    def since(self, edition: int) -> Iterable[Never]:
        """Nobody."""
        return ()

    def disconnect(self) -> None:
        """There is no connection."""


class Follower(Generic[Row]):
    """Looks when touched, else every `check_ms`; reads in a thread."""

    def __init__(self, copy: Copy[Row], source: ListSource[Row], *, check_ms: int) -> None:
        self._copy = copy
        self._source = source
        self._check = check_ms / 1000
        self._touched = asyncio.Event()

    def touch(self) -> None:
        """Somebody says that the list has changed."""
        self._touched.set()

    async def first(self) -> None:
        """Wait for a first reading when there is no copy at all; without a database nobody is on it."""
        if self._copy.edition is not None:
            self.touch()
            return
        try:
            async with asyncio.timeout(FIRST_READ_S):
                await asyncio.to_thread(self.look)
        except Exception as error:
            log.warning("list.not_read_yet", list=self._copy.NAME, error=type(error).__name__)

    async def run(self) -> None:
        """Follow for ever, until cancelled."""
        while True:
            try:
                async with asyncio.timeout(self._check):
                    await self._touched.wait()
            except TimeoutError:
                pass
            self._touched.clear()
            try:
                await asyncio.to_thread(self.look)
            except Exception as error:
                log.warning("list.not_read", list=self._copy.NAME, error=type(error).__name__)

    def look(self) -> None:
        """Bring the copy to the latest edition.

        The edition is read before the entries: they may be newer already, and are then read once more.
        """
        try:
            edition, followed = self._source.edition(), self._copy.edition
            if followed == edition:
                return
            if followed is not None and followed < edition and self._source.has_edition(followed):
                self._copy.follow(edition, self._source.since(followed))
            else:
                self._copy.replace(edition, self._source.whole())
                log.info("list.read_whole", list=self._copy.NAME, edition=edition, before=followed)
        finally:
            self._source.disconnect()
