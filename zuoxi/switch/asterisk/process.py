"""One running Asterisk: start it, wait for it, change its endpoints, stop or kill it."""

import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from typing import BinaryIO

from zuoxi.switch.ami import AmiClient, AmiLost, AmiRefused, Message
from zuoxi.switch.asterisk.config import write_endpoints
from zuoxi.switch.asterisk.errors import NodeNotStarted
from zuoxi.switch.asterisk.install import AsteriskProgram
from zuoxi.switch.asterisk.loaded import load
from zuoxi.switch.asterisk.node import Endpoint, NodeSettings, Trunk, node_secrets

POLL_S = 0.05


def _unheard(message: Message) -> None:
    """Nobody listens to the events of a passing connection."""


def start_command(program: AsteriskProgram, settings: NodeSettings) -> list[str]:
    """The command line of a node in the foreground; its configuration must be written already."""
    return [*program.command, "-C", str(settings.folder / "etc/asterisk.conf"), "-f", "-q"]


async def connect_ami(settings: NodeSettings) -> AmiClient:
    """A control connection to a node. Errors: OSError, AmiLost, AmiRefused."""
    secret = node_secrets(settings.folder).ami
    host = settings.control_address
    return await AmiClient.connect(host, settings.ami_port, settings.app, secret, _unheard)


async def wait_ready(settings: NodeSettings, timeout_s: float = 20) -> None:
    """Return once the node is fully booted. Errors: NodeNotStarted."""
    try:
        async with asyncio.timeout(timeout_s):
            while True:
                with suppress(OSError, AmiLost, AmiRefused, TimeoutError):
                    ami = await connect_ami(settings)
                    try:
                        async with asyncio.timeout(2):
                            await ami.booted.wait()
                        return
                    finally:
                        await ami.close()
                await asyncio.sleep(POLL_S)
    except TimeoutError:
        raise NodeNotStarted(node=settings.name, detail=last_words(settings)) from None


async def provision(
    settings: NodeSettings,
    endpoints: Sequence[Endpoint],
    trunks: Sequence[Trunk],
    shut_out: Sequence[str] = (),
) -> bool:
    """Give a node its devices, trunks and whom it does not hear, and see that it has loaded them.

    Calls in progress go on.

    True when it had to load them. Errors: NotLoaded; ask again then.
    """
    return await load(settings, write_endpoints(settings, endpoints, trunks, shut_out))


def last_words(settings: NodeSettings) -> str:
    """The last error in the node's log, for a person."""
    log = settings.folder / "log" / "messages.log"
    if not log.exists():
        return "no log"
    lines = log.read_text(errors="replace").splitlines()
    return next((line[-200:] for line in reversed(lines) if "ERROR" in line), "no answer")


def _output(settings: NodeSettings) -> BinaryIO:
    """Where the node's own words go that are not in its log."""
    return (settings.folder / "log" / "output.log").open("ab")


class AsteriskProcess:
    """A node as a child of this process."""

    def __init__(self, program: AsteriskProgram, settings: NodeSettings) -> None:
        self.program, self.settings = program, settings
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """The child's process id; 0 when it was not started."""
        return self._process.pid if self._process else 0

    @property
    def running(self) -> bool:
        """Whether the child lives (a zombie does not)."""
        return self._process is not None and self._process.returncode is None

    async def start(self, timeout_s: float = 20) -> None:
        """Start and wait until the node is fully booted. Errors: NodeNotStarted."""
        with _output(self.settings) as sink:
            self._process = await asyncio.create_subprocess_exec(
                *start_command(self.program, self.settings),
                env={**os.environ, **self.program.environment},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                start_new_session=True,
            )
        ready = asyncio.create_task(wait_ready(self.settings, timeout_s))
        ended = asyncio.create_task(self._process.wait())
        await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if not self.running:
            ready.cancel()
            raise NodeNotStarted(node=self.settings.name, detail=last_words(self.settings))
        await ready

    async def stop(self, timeout_s: float = 5) -> None:
        """Ask it to end; kill it when it does not. All its calls end."""
        await self._end(signal.SIGTERM, timeout_s)
        await self._end(signal.SIGKILL, timeout_s)

    async def kill(self) -> None:
        """kill -9."""
        await self._end(signal.SIGKILL, 5)

    def suspend(self) -> None:
        """Let it stand still (SIGSTOP), as a machine does that has too much to do."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, how: signal.Signals) -> None:
        if self._process is not None and self.running:
            with suppress(ProcessLookupError):
                self._process.send_signal(how)

    async def _end(self, how: signal.Signals, timeout_s: float) -> None:
        if self._process is not None and self.running:
            self._signal(how)
            with suppress(TimeoutError):
                async with asyncio.timeout(timeout_s):
                    await self._process.wait()
