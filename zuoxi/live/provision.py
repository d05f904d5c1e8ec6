"""Brings devices and trunks to the switches, beside the loop: calls never wait for a configuration file."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import structlog

from zuoxi.engine.config import FloorConfig
from zuoxi.kernel.clock import steady_ms

log = structlog.get_logger("zuoxi.live.provision")

RETRY_S: Final = 0.5
ALARM_MS: Final = 2_000
"""What the switches have not loaded after this long is said in health."""
AGAIN_S: Final = 60.0
"""What they have loaded is compared this often, whatever we believe."""


class Provisioner:
    """Runs `provision` in a thread for the newest configuration, again and again until it succeeds.

    It succeeds when the switches *have loaded* the configuration, not when they were told to.
    """

    def __init__(
        self,
        provision: Callable[[FloorConfig], None],
        retry_s: float = RETRY_S,
        again_s: float = AGAIN_S,
        now: Callable[[], int] = steady_ms,
    ) -> None:
        self._provision = provision
        self._retry = retry_s
        self._again = again_s
        self._now = now
        self._wanted: FloorConfig | None = None
        self._since: int | None = None
        """Since when the switches may not have what they should."""
        self._something = asyncio.Event()

    @property
    def behind(self) -> bool:
        """The switches have had another configuration than they should for longer than it takes."""
        return self._since is not None and self._now() - self._since > ALARM_MS

    def want(self, config: FloorConfig) -> None:
        """The switches should serve this configuration."""
        self._wanted = config
        self._since = self._since if self._since is not None else self._now()
        self._something.set()

    def again(self) -> None:
        """What they should have has changed beside the configuration."""
        self._something.set()

    async def run(self) -> None:
        """Serve for ever, until cancelled."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._again):
                    await self._something.wait()
            self._something.clear()
            config = self._wanted
            if config is not None:
                await self._bring(config)

    async def _bring(self, config: FloorConfig) -> None:
        try:
            await asyncio.to_thread(self._provision, config)
        except Exception as error:
            # The database is away, or a switch: it keeps what it has until then.
            if self._since is None:
                self._since = self._now()
            say = log.error if self.behind else log.warning
            say("provision.failed", error=type(error).__name__, detail=str(error), version=config.version)
            await asyncio.sleep(self._retry)
            self._something.set()
        else:
            if not self._something.is_set():
                self._since = None
