"""The real switch: one Asterisk node, commanded by ARI and (for recording and registrations) by AMI."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import aiohttp

from zuoxi.engine import events as e
from zuoxi.engine.commands import AnySwitchCommand
from zuoxi.kernel.record import Record
from zuoxi.switch import ari_inventory, ari_recording
from zuoxi.switch.ami import AmiClient, AmiLost, AmiRefused
from zuoxi.switch.ari_commands import carry_out
from zuoxi.switch.ari_http import AriAddress, AriHttp
from zuoxi.switch.legs import Legs
from zuoxi.switch.port import Deliver, SwitchRefused, SwitchTaken
from zuoxi.switch.registrations import Registrations
from zuoxi.switch.translate import CUSTOMER, WANTED, channel_of, translate

ECHO = "ChannelUserevent"
SETTLING_S = (0.0, 0.05, 0.1)
"""Pauses before a new connection is asked whether events come."""

DEATH_LOOKS = 10

log = logging.getLogger(__name__)


class AriSettings(Record):
    """How a node is reached, and what it shares with us."""

    host: str
    ari_secret: str
    ami_secret: str
    prompts: Path
    """Folder with <language>/<prompt>.wav, as Asterisk sees it."""
    spool: Path
    """Folder for the files of running recordings, seen by Asterisk and by us."""
    http_port: int = 8088
    ami_port: int = 5038
    app: str = "zuoxi"
    ping_s: float = 2.0
    """A node that answers nothing for this long is lost."""
    command_timeout_s: float = 4.0
    retry_s: float = 0.3
    """How long to wait before the node is looked for again."""
    file_deadline_s: float = 3.0
    """How long a stopped recording's files may take to be closed."""


class AriSwitch:
    """The port on Asterisk. `run` keeps it connected; `do` works while it is."""

    def __init__(self, node: str, settings: AriSettings) -> None:
        self.node, self.settings = node, settings
        self._line: _Line | None = None
        self._completions: dict[str, asyncio.Task[None]] = {}

    async def run(self, deliver: Deliver) -> None:
        """See `port.Switch.run`. Errors: SwitchTaken."""
        while True:
            line = _Line(self.node, self.settings, deliver, self._completions)
            try:
                await line.open()
                self._line = line
                await line.listen()
            except (OSError, aiohttp.ClientError, AmiLost, AmiRefused, SwitchRefused, TimeoutError) as error:
                log.info("switch %s: %s", self.node, type(error).__name__)
            finally:
                self._line = None
                await line.close()
            if line.connected:
                deliver(e.SwitchLost(node=self.node, restarted=await self._is_dead()))
            await asyncio.sleep(self.settings.retry_s)

    async def do(self, command: AnySwitchCommand) -> None:
        """See `port.Switch.do`. Errors: SwitchRefused (reason `switch_away` while there is no connection)."""
        if self._line is None:
            raise SwitchRefused("switch_away")
        await carry_out(self._line, command)

    async def _is_dead(self) -> bool:
        """Whether nobody listens where the node was: its process is gone, and its calls with it."""
        for _ in range(DEATH_LOOKS):
            try:
                async with asyncio.timeout(1):
                    reader, writer = await asyncio.open_connection(
                        self.settings.host, self.settings.http_port
                    )
                    writer.write(b"GET / HTTP/1.0\r\n\r\n")
                    alive = bool(await reader.read(1))
                    writer.close()
            except ConnectionRefusedError:
                return True
            except ConnectionError:
                alive = False
            except (OSError, TimeoutError):
                return False
            if alive:
                return False
            await asyncio.sleep(0.05)  # a dying process closes its doors one after another
        return False


class _Line:
    """One connection to the node, from its opening to its loss: what the commands work with (`Desk`)."""

    def __init__(
        self, node: str, settings: AriSettings, deliver: Deliver, completions: dict[str, asyncio.Task[None]]
    ) -> None:
        self.node, self.settings, self.deliver = node, settings, deliver
        self._completions = completions
        """Files that are waited for, also when the connection is lost meanwhile."""
        self.app, self.prompts, self.spool = settings.app, settings.prompts, settings.spool
        self.connected = False
        self.bridge_of: dict[str, str] = {}
        self.legs = Legs(node)
        self.registrations = Registrations(node)
        address = AriAddress(settings.host, settings.http_port, settings.app, settings.ari_secret)
        self.http = AriHttp(address, timeout_s=settings.command_timeout_s)
        self.ami: AmiClient
        self._inbox: asyncio.Queue[Mapping[str, Any] | None] = asyncio.Queue()
        self._echo = asyncio.Event()
        self._started: WeakValueDictionary[str, asyncio.Event] = WeakValueDictionary()
        self._recordings: dict[str, str] = {}
        """Recordings that run or whose files are not complete yet -> channel."""
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Connect by both ways, look around and tell: connected, inventory taken."""
        s = self.settings
        self.ami = await AmiClient.connect(s.host, s.ami_port, s.app, s.ami_secret, self._inbox.put_nowait)
        async with asyncio.timeout(s.ping_s * 2):
            await self.ami.booted.wait()
        ready = asyncio.Event()
        reading = asyncio.create_task(self._read(ready))
        self._tasks.append(reading)
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait({reading, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if not ready.is_set():
            raise SwitchRefused("switch_away")
        allowed = [{"type": kind} for kind in WANTED]
        await self.http.put(f"/applications/{self.app}/eventFilter", {"allowed": allowed})
        for pause in SETTLING_S:
            await asyncio.sleep(pause)
            await self._probe()
        self.registrations.begin(await self.ami.listing("PJSIPShowContacts"))
        found = await ari_inventory.take(self.http)
        self.legs.begin((leg.channel, leg.inbound) for leg in found.legs)
        self.bridge_of.update({leg.channel: leg.seen.bridge for leg in found.legs if leg.seen.bridge})
        for leg in found.legs:
            if leg.recording:
                self._recordings[leg.recording] = leg.channel
        self.connected = True
        self.deliver(e.SwitchConnected(node=self.node))
        self._tell_inventory(found, asked=0)
        self._tasks.append(asyncio.create_task(self._ping()))

    async def take_inventory(self, asked: int) -> None:
        """Tell what stands in the node now. Errors: SwitchRefused."""
        self._tell_inventory(await ari_inventory.take(self.http), asked)

    def _tell_inventory(self, found: ari_inventory.Inventory, asked: int) -> None:
        self.deliver(
            e.InventoryTaken(
                node=self.node,
                channels=tuple(leg.seen for leg in found.legs if leg.channel not in self._arriving()),
                bridges=found.bridges,
                endpoints=self.registrations.endpoints,
                boot=found.boot,
                asked=asked,
            )
        )

    async def listen(self) -> None:
        """Deliver events until the connection is lost. Errors: SwitchTaken."""
        while (message := await self._inbox.get()) is not None:
            if message.get("type") == "ApplicationReplaced":
                raise SwitchTaken(self.node)
            self._take(message)

    async def close(self) -> None:
        """Let go of everything; the node goes on by itself."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if hasattr(self, "ami"):
            await self.ami.close()
        await self.http.close()

    # -- what commands tell (see ari_commands.Desk) ----------------------------------------------------

    def leg_failed(self, channel: str, cause: int) -> None:
        """A leg that never came to be ends like any other."""
        self._inbox.put_nowait({"type": "ChannelDestroyed", "channel": {"id": channel}, "cause": cause})

    def start_of(self, channel: str) -> asyncio.Event:
        """Set once the channel, which is about to be made, is in our application."""
        return self._started.setdefault(channel, asyncio.Event())

    def recording_begins(self, recording: str, channel: str) -> None:
        """A recording runs on a channel."""
        self._recordings[recording] = channel

    def recording_ends(self, recording: str) -> None:
        """Tell `RecordingStopped` as soon as its files are closed."""
        self._recordings.pop(recording, None)
        if recording not in self._completions:
            self._completions[recording] = asyncio.create_task(self._complete(recording))

    # -- inside ----------------------------------------------------------------------------------------

    def _take(self, message: Mapping[str, Any]) -> None:
        if "Event" in message:
            if (event := self.registrations.take(message)) is not None:
                self.deliver(event)
            return
        if message.get("type") == "StasisStart" and (started := self._started.get(channel_of(message))):
            started.set()
        if (event := translate(self.node, message)) is not None:
            self.deliver(event)
        if (ended := self.legs.take(message)) is not None:
            self.deliver(ended)
            self.bridge_of.pop(ended.channel, None)
            for recording in [r for r, channel in self._recordings.items() if channel == ended.channel]:
                self.recording_ends(recording)

    def _arriving(self) -> set[str]:
        """Customers whose arrival is still in the inbox: they are told as arrivals, not by the inventory."""
        waiting = list(self._inbox._queue)  # type: ignore[attr-defined]
        arrivals = [m for m in waiting if m and m.get("type") == "StasisStart"]
        return {m["channel"]["id"] for m in arrivals if m["args"][:1] == [CUSTOMER]}

    async def _read(self, ready: asyncio.Event) -> None:
        try:
            async for message in self.http.events(ping_s=self.settings.ping_s):
                if message is None:
                    ready.set()
                elif isinstance(message, dict) and message.get("type") == ECHO:
                    self._echo.set()
                elif isinstance(message, dict):
                    self._inbox.put_nowait(message)
        except (OSError, aiohttp.ClientError, TimeoutError) as error:
            log.info("switch %s: events ended: %s", self.node, type(error).__name__)
        finally:
            self._inbox.put_nowait(None)

    async def _ping(self) -> None:
        """Ask both ways, again and again; an answer that does not come ends the line."""
        try:
            while not self.ami.closed.is_set():
                async with asyncio.timeout(self.settings.ping_s):
                    await self.ami.action("Ping")
                    await self._probe()
                with suppress(TimeoutError):
                    async with asyncio.timeout(self.settings.ping_s):
                        await self.ami.closed.wait()
        except (AmiLost, AmiRefused, SwitchRefused, TimeoutError, OSError):
            pass
        finally:
            self._inbox.put_nowait(None)

    async def _probe(self) -> None:
        """Send ourselves an event through the node. Errors: TimeoutError, SwitchRefused.

        The end of an earlier connection with our name can make Asterisk forget that the new one listens: then
        everything looks well, but no event ever comes.
        """
        self._echo.clear()
        await self.http.post("/events/user/ping", application=self.app)
        async with asyncio.timeout(self.settings.ping_s):
            await self._echo.wait()

    async def _complete(self, recording: str) -> None:
        await ari_recording.complete(self.spool, recording, self.settings.file_deadline_s)
        del self._completions[recording]
        self.deliver(e.RecordingStopped(node=self.node, recording=recording))
