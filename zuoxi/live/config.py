"""The floor's configuration: read from the database in a thread, kept in a file for days without one."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec
import structlog

from zuoxi.engine.config import FloorConfig
from zuoxi.engine.config_edit import ConfigEdit, difference
from zuoxi.live.disk import write_whole
from zuoxi.live.errors import NoConfiguration

log = structlog.get_logger("zuoxi.live.config")

FIRST_READ_S = 10.0
"""At the very first start the database may take so long."""
FIRST_LOOK_S = 1.0
"""At a later start callers wait already, so the last configuration is used when the database is slower."""


class Source(Protocol):
    """Where configuration comes from (`sources.DatabaseSource`)."""

    def stamp(self) -> str:
        """A cheap value that changes with every write that matters."""

    def build(self) -> FloorConfig:
        """The whole configuration as it stands now; its `version` is set by the keeper."""

    def disconnect(self) -> None:
        """Let go of a connection that may be broken."""


class ConfigKeeper:
    """Keeps the floor's configuration fresh."""

    def __init__(
        self,
        folder: Path,
        source: Source,
        *,
        check_ms: int,
    ) -> None:
        self._file = folder / "config.json"
        self._source = source
        self._check = check_ms / 1000
        self._touched = asyncio.Event()
        self._stamp = ""
        self._config: FloorConfig | None = None

    def touch(self) -> None:
        """Somebody says that configuration has changed."""
        self._touched.set()

    async def first(self) -> FloorConfig:
        """The configuration to start with; the last one known when the database is away."""
        cached = self._cached()
        self._config = cached
        try:
            async with asyncio.timeout(FIRST_READ_S if cached is None else FIRST_LOOK_S):
                await self._refresh()
        except Exception as error:
            if cached is None:
                raise NoConfiguration from error
            log.warning("config.database_away", error=type(error).__name__, version=cached.version)
        if self._config is None:
            raise NoConfiguration
        return self._config

    async def run(self, changed: Callable[[FloorConfig, ConfigEdit], None]) -> None:
        """Look for ever, until cancelled: at once when touched, else every `check_ms`.

        Tells each new one, and what was edited since the one before.
        """
        while True:
            try:
                async with asyncio.timeout(self._check):
                    await self._touched.wait()
            except TimeoutError:
                pass
            touched = self._touched.is_set()
            self._touched.clear()
            try:
                edit = await self._refresh(always=touched)
                if edit is not None and self._config is not None:
                    changed(self._config, edit)
            except Exception as error:
                log.warning("config.not_read", error=type(error).__name__)

    async def _refresh(self, always: bool = True) -> ConfigEdit | None:
        """Read if something changed; what was edited, or None."""
        stamp, found = await asyncio.to_thread(self._read, always)
        if found is None:
            return None
        self._stamp = stamp
        before = self._config or FloorConfig()
        fresh = msgspec.structs.replace(found, version=before.version + 1)
        edit = await asyncio.to_thread(self._compare, before, fresh)
        if edit is None and self._config is not None:
            return None
        self._config = fresh
        log.info("config.read", version=fresh.version)
        return edit

    def _compare(self, before: FloorConfig, fresh: FloorConfig) -> ConfigEdit | None:
        """What was edited, beside the loop; what is new is kept for days without a database."""
        edit = difference(before, fresh)
        if edit == ConfigEdit(version=fresh.version) and before.version:
            return None
        self._cache(fresh)
        return edit

    def _read(self, always: bool) -> tuple[str, FloorConfig | None]:
        try:
            stamp = self._source.stamp()
            if stamp == self._stamp and not always:
                return stamp, None
            return stamp, self._source.build()
        finally:
            self._source.disconnect()

    def _cached(self) -> FloorConfig | None:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=FloorConfig)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError) as error:
            log.error("config.cache_unusable", error=str(error))
            return None

    def _cache(self, config: FloorConfig) -> None:
        try:
            write_whole(self._file, msgspec.json.encode(config, order="deterministic"))
        except OSError as error:
            log.error("config.cache_not_written", error=str(error))
