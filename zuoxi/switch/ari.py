"""The real switch: one Asterisk node, commanded by ARI and (for recording and registrations) by AMI."""

import asyncio
import logging
import random
from pathlib import Path

import aiohttp

from zuoxi.engine import events as e
from zuoxi.engine.commands import AnySwitchCommand
from zuoxi.kernel.record import Record
from zuoxi.switch.ami import AmiLost, AmiRefused
from zuoxi.switch.ari_commands import carry_out
from zuoxi.switch.ari_line import Line
from zuoxi.switch.phone_networks import USUAL
from zuoxi.switch.port import Deliver, SwitchRefused, SwitchSilent
from zuoxi.switch.redial import Redial
from zuoxi.switch.sound_watch import Patience

log = logging.getLogger(__name__)


class AriSettings(Record):
    """How a node is reached, and what it shares with us."""

    host: str
    """Address of its control interfaces."""
    ari_secret: str
    ami_secret: str
    prompts: Path
    """Folder with <language>/<prompt>.wav, as Asterisk sees it."""
    own_prompts: Path
    """The same for what companies say themselves: names that begin with `own-`."""
    spool: Path
    """Folder for the files of running recordings, seen by Asterisk and by us."""
    phones: tuple[str, ...] = USUAL
    """Networks in which phones are dialled."""
    http_port: int = 8088
    ami_port: int = 5038
    app: str = "zuoxi"
    ping_s: float = 1.0
    """How often an echo is sent."""
    silence_s: float = 4.0
    """A node of which nothing at all is heard for this long is lost."""
    deaf_s: float = 10.0
    """A connection whose echo stays out for this long is made anew, although the node lives."""
    command_timeout_s: float = 4.0
    inventory_timeout_s: float = 60.0
    """How long a list of thousands of channels may take."""
    redial: Redial = Redial()
    """How long to wait before the node is looked for again."""
    patience: Patience = Patience()
    """How long no sound may come from somebody who is up."""
    file_quiet_s: float = 3.0
    """A stopped recording's files that are not closed are complete when nothing came to them for so long."""


class AriSwitch:
    """The port on Asterisk. `run` keeps it connected; `do` works while it is."""

    def __init__(self, node: str, settings: AriSettings) -> None:
        self.node, self.settings = node, settings
        self._line: Line | None = None
        self._completions: dict[str, asyncio.Task[None]] = {}

    async def run(self, deliver: Deliver) -> None:
        """See `port.Switch.run`. Errors: SwitchTaken."""
        loop, redial, failed = asyncio.get_running_loop(), self.settings.redial, -1
        while True:
            opened = loop.time()
            line = Line(self.node, self.settings, deliver, self._completions)
            try:
                await line.open()
                self._line = line
                await line.listen()
            except (
                OSError,
                aiohttp.ClientError,
                AmiLost,
                AmiRefused,
                SwitchRefused,
                SwitchSilent,
                TimeoutError,
            ) as error:
                log.info("switch %s: %s", self.node, type(error).__name__)
            finally:
                self._line = None
                if line.connected:
                    # Told first: commands under way are told as unknown when their connections are closed.
                    deliver(e.SwitchLost(node=self.node, ago_ms=line.unheard_ms))
                await line.close()
            failed = redial.failed(failed, loop.time() - opened if line.connected else 0.0)
            await asyncio.sleep(redial.pause_s(failed, random.random()))  # noqa: S311 (a moment, no secret)

    def connect_anew(self) -> None:
        """See `port.Switch.connect_anew`."""
        if self._line is not None:
            self._line.give_up()

    async def do(self, command: AnySwitchCommand) -> None:
        """See `port.Switch.do`. Errors: SwitchRefused, SwitchSilent (`switch_away` without a connection)."""
        if self._line is None:
            raise SwitchSilent("switch_away")
        await carry_out(self._line, command)
