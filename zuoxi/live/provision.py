"""Brings devices and trunks to the switches, beside the loop: calls never wait for a configuration file."""

import asyncio
from collections.abc import Callable

import structlog

from zuoxi.engine.config import FloorConfig

log = structlog.get_logger("zuoxi.live.provision")

RETRY_S = 2.0


class Provisioner:
    """Runs `provision` in a thread for the newest configuration, again and again until it succeeds."""

    def __init__(self, provision: Callable[[FloorConfig], None], retry_s: float = RETRY_S) -> None:
        self._provision = provision
        self._retry = retry_s
        self._wanted: FloorConfig | None = None
        self._something = asyncio.Event()

    def want(self, config: FloorConfig) -> None:
        """The switches should serve this configuration."""
        self._wanted = config
        self._something.set()

    async def run(self) -> None:
        """Serve for ever, until cancelled."""
        while True:
            await self._something.wait()
            self._something.clear()
            config = self._wanted
            if config is None:
                continue
            try:
                await asyncio.to_thread(self._provision, config)
            except Exception as error:
                # Most often the database is away; the switch keeps what it has until then.
                log.warning("provision.failed", error=type(error).__name__, version=config.version)
                await asyncio.sleep(self._retry)
                self._something.set()
