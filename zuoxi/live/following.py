"""Keeps the copy of the blacklist in step: with what has changed, or with all when that is not known."""

import asyncio
from collections.abc import Iterable
from typing import Protocol

import structlog

from zuoxi.live.blacklist import Barred, BlacklistCopy

log = structlog.get_logger("zuoxi.live.following")

FIRST_READ_S = 10.0
"""A copy that was never read is waited for so long at the start; one that is only old is used at once."""


class BlacklistSource(Protocol):
    """Where the list comes from (`sources.DatabaseBlacklist`). All methods block."""

    def edition(self) -> int:
        """The latest edition; rises with every write."""

    def has_edition(self, edition: int) -> bool:
        """Whether an edition is one of this database (and not of one that an older copy has replaced)."""

    def whole(self) -> Iterable[Barred]:
        """Everything as it stands now."""

    def since(self, edition: int) -> Iterable[Barred]:
        """What has changed after an edition, each number once and as it stands now."""

    def disconnect(self) -> None:
        """Let go of a connection that may be broken."""


class BlacklistFollower:
    """Looks when touched, else every `check_ms`; reads in a thread."""

    def __init__(self, copy: BlacklistCopy, source: BlacklistSource, *, check_ms: int) -> None:
        self._copy = copy
        self._source = source
        self._check = check_ms / 1000
        self._touched = asyncio.Event()

    def touch(self) -> None:
        """Somebody says that the list has changed."""
        self._touched.set()

    async def first(self) -> None:
        """Wait for a first reading when there is no copy at all; without a database nobody is barred yet."""
        if self._copy.edition is not None:
            self.touch()
            return
        try:
            async with asyncio.timeout(FIRST_READ_S):
                await asyncio.to_thread(self.look)
        except Exception as error:
            log.warning("blacklist.not_read_yet", error=type(error).__name__)

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
                log.warning("blacklist.not_read", error=type(error).__name__)

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
                log.info("blacklist.read_whole", edition=edition, before=followed)
        finally:
            self._source.disconnect()
