"""One connection to an Asterisk node, from its opening to its loss: events out of it, commands into it.

Each purpose has connections of its own: a hundred slow commands hold up neither the events nor the echo by
which the line is judged, and a long list of channels holds up no command.
"""

import asyncio
import itertools
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakValueDictionary

import aiohttp
from msgspec.structs import replace

from zuoxi.engine import events as e
from zuoxi.kernel.clock import steady_ms
from zuoxi.switch import ari_inventory, ari_recording, ends, turned_away
from zuoxi.switch.ami import AmiClient, AmiLost, AmiRefused
from zuoxi.switch.ari_dialling import RINGING_PLACES
from zuoxi.switch.ari_http import AriAddress, AriHttp
from zuoxi.switch.lag import Lag, stamp_of
from zuoxi.switch.legs import REMEMBERED, Legs
from zuoxi.switch.phone_networks import networks
from zuoxi.switch.port import Deliver, SwitchRefused, SwitchSilent, SwitchTaken
from zuoxi.switch.pulse import Pulse
from zuoxi.switch.registrations import Registrations
from zuoxi.switch.sound_watch import SoundWatch
from zuoxi.switch.translate import CUSTOMER, WANTED, channel_of, translate

if TYPE_CHECKING:
    from zuoxi.switch.ari import AriSettings

ECHO = "ChannelUserevent"
ASKED = "asked-"
"""Begins an echo's name; our moment of asking follows."""
EVENTS, AMI = "events", "ami"
"""The two ways that are tried by an echo."""
VANISHED = 44
"""Q.850: the channel is not available. With this cause a leg ends from which no sound has come any more."""
SETTLING_S = (0.0, 0.05, 0.1)
"""Pauses before a new connection is asked whether events come."""

log = logging.getLogger(__name__)


class Line:
    """What the commands work with (`ari_desk.Desk`), and where events come from."""

    def __init__(
        self,
        node: str,
        settings: "AriSettings",
        deliver: Deliver,
        completions: dict[str, asyncio.Task[None]],
    ) -> None:
        self.node, self.settings, self.deliver = node, settings, deliver
        self._completions: Final = completions
        """Recordings that have ended: their files are waited for, also when the connection is lost meanwhile.

        Its channel's end and an order to stop it tell of the same one.
        """
        self.app, self.prompts, self.spool = settings.app, settings.prompts, settings.spool
        self.own_prompts = settings.own_prompts
        self.phones = networks(settings.phones)
        self.connected = False
        self.unheard_ms = 0
        """Once it is lost: so long nothing had been heard of it; 0: its end was heard."""
        self.bridge_of: dict[str, str] = {}
        self.legs = Legs(node)
        self.registrations = Registrations(node)
        self._pulse = Pulse(
            (EVENTS, AMI), silence_s=settings.silence_s, deaf_s=settings.deaf_s, look_s=settings.ping_s
        )
        self.http = self._http(settings.command_timeout_s)
        self._watching = self._http(settings.silence_s, at_once=4)
        """For the events and the echo."""
        self._looking = self._http(settings.inventory_timeout_s, at_once=2)
        """For inventories."""
        self.ami: AmiClient
        self._inbox: asyncio.Queue[Mapping[str, Any] | None] = asyncio.Queue()
        self._echo = asyncio.Event()
        self._lag = Lag(steady_ms())
        self._started: WeakValueDictionary[str, asyncio.Event] = WeakValueDictionary()
        self._recordings: dict[str, str] = {}
        """Recordings that run or whose files are not complete yet -> channel."""
        self._noted: list[str] = []
        """Callers of whom the dialplan has (or will have) a note that is not needed any more."""
        self._looked: int | None = None
        """When the last inventory was taken, by the switch's clock."""
        self._ringing = itertools.count()
        self._tasks: set[asyncio.Task[None]] = set()

    def _http(self, timeout_s: float, at_once: int = 64) -> AriHttp:
        s = self.settings
        address = AriAddress(s.host, s.http_port, s.app, s.ari_secret)
        return AriHttp(address, timeout_s=timeout_s, at_once=at_once, heard=self._pulse.heard)

    async def open(self) -> None:
        """Connect by both ways, look around and tell: connected, inventory taken."""
        s = self.settings
        self.ami = await AmiClient.connect(
            s.host, s.ami_port, s.app, s.ami_secret, self._inbox.put_nowait, self._pulse.heard
        )
        async with asyncio.timeout(s.silence_s):
            await self.ami.booted.wait()
        ready = asyncio.Event()
        reading = self._begin(self._read(ready))
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait({reading, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if not ready.is_set():
            raise SwitchSilent("switch_away")
        allowed = [{"type": kind} for kind in WANTED]
        await self._watching.put(f"/applications/{self.app}/eventFilter", {"allowed": allowed})
        for pause in SETTLING_S:
            await asyncio.sleep(pause)
            await self._send_echo()
        self.registrations.begin(await self.ami.listing("PJSIPShowContacts"))
        callers, gone = await turned_away.read(self.ami, self.node), await ends.read(self.ami)
        self._noted = [caller.channel for caller in callers]
        for one in gone:
            self.legs.has_ended(one.channel)
        found = self.legs.compare(await ari_inventory.take(self._looking), self._arriving())
        self.bridge_of.update({one.channel: one.bridge for one in found.channels if one.bridge})
        self._recordings.update(
            {name: one.channel for one in found.channels for name in (one.recording or "").split()}
        )
        self.connected = True
        self.deliver(e.SwitchConnected(node=self.node))
        for caller in callers:
            self.deliver(caller)
        for one in gone:
            ago = self._lag.since(one.at, steady_ms())
            self.deliver(e.LegEnded(node=self.node, channel=one.channel, cause=one.cause, ago_ms=ago))
        self._tell_inventory(found, asked=0)
        self._looked = self._lag.theirs(steady_ms())
        self._begin(self._watch())
        watch = SoundWatch(self.ami, self.legs, self.settings.patience, self._vanished)
        self._begin(self._try(watch.run))

    async def take_inventory(self, asked: int) -> None:
        """Tell what stands in the node now. Errors: SwitchRefused, SwitchSilent."""
        found = await ari_inventory.take(self._looking)
        self._tell_inventory(self.legs.compare(found, self._arriving()), asked)
        # Told long ago and in the journal by now; a caller who is told of twice counts once.
        told, self._noted = self._noted, []
        await turned_away.forget(self.ami, told)
        before, self._looked = self._looked, self._lag.theirs(steady_ms())
        if before is not None:
            await ends.told_until(self.http, before)

    def _tell_inventory(self, found: ari_inventory.Inventory, asked: int) -> None:
        self.deliver(
            e.InventoryTaken(
                node=self.node,
                channels=tuple(self._since_he_came(one, found.came) for one in found.channels),
                bridges=found.bridges,
                endpoints=self.registrations.endpoints,
                boot=found.boot,
                asked=asked,
            )
        )

    def _since_he_came(self, one: e.ChannelSeen, came: Mapping[str, int | None]) -> e.ChannelSeen:
        """A caller of whom nobody was told has rung since his channel was made."""
        if one.direction != "inbound" or one.call:
            return one
        return replace(one, rang_ms=self._lag.rang(came.get(one.channel), steady_ms()))

    async def listen(self) -> None:
        """Deliver events until the connection is lost. Errors: SwitchTaken."""
        while (message := await self._inbox.get()) is not None:
            if message.get("type") == "ApplicationReplaced":
                raise SwitchTaken(self.node)
            self._take(message)

    def give_up(self) -> None:
        """This connection ends, as if it had been lost."""
        self._inbox.put_nowait(None)

    async def close(self) -> None:
        """Let go of everything; the node goes on by itself."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if hasattr(self, "ami"):
            await self.ami.close()
        for http in (self.http, self._watching, self._looking):
            await http.close()

    # -- what commands tell (see ari_desk.Desk) ----------------------------------------------------

    def leg_failed(self, channel: str, cause: int) -> None:
        """A leg that never came to be ends like any other."""
        self._inbox.put_nowait({"type": "ChannelDestroyed", "channel": {"id": channel}, "cause": cause})

    def start_of(self, channel: str) -> asyncio.Event:
        """Set once the channel, which is about to be made, is in our application."""
        return self._started.setdefault(channel, asyncio.Event())

    def ringing_place(self) -> int:
        """Each of the places in turn, so that phones which ring together have different ones."""
        return next(self._ringing) % RINGING_PLACES

    def may_be_recorded(self, recording: str, channel: str) -> bool:
        """Whether this recording may run already: it was begun before, perhaps by an earlier process."""
        return recording in self._recordings or self.legs.stood_before(channel)

    def recording_begins(self, recording: str, channel: str) -> None:
        """A recording runs on a channel, or may run."""
        self._recordings[recording] = channel

    def recordings_on(self, channel: str, *, but: str = "") -> str:
        """All recordings that run on a channel, or may run, parted by spaces."""
        return " ".join(name for name, where in self._recordings.items() if where == channel and name != but)

    def recording_never_was(self, recording: str) -> None:
        """Asterisk would not record."""
        self._recordings.pop(recording, None)

    def recording_ends(self, recording: str) -> None:
        """Tell `RecordingStopped` once, as soon as its files are closed."""
        self._recordings.pop(recording, None)
        if recording not in self._completions:
            self._completions[recording] = asyncio.create_task(self._complete(recording))
            oldest = next(iter(self._completions))
            if len(self._completions) > REMEMBERED and self._completions[oldest].done():
                del self._completions[oldest]

    # -- inside ----------------------------------------------------------------------------------------

    def _begin(self, work: Any) -> asyncio.Task[None]:
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _take(self, message: Mapping[str, Any]) -> None:
        stamp, now = stamp_of(message), steady_ms()
        if message.get("type") == ECHO:
            self._lag.echoed(_asked(message), stamp, now)
            return
        ago = self._lag.ago(stamp, now)
        if "Event" in message:
            if (event := self.registrations.take(message)) is not None:
                self.deliver(event, ago)
            return
        known = True
        if message.get("type") == "StasisStart":
            known = not self.legs.begin(message)
            if started := self._started.get(channel_of(message)):
                started.set()
        event = translate(self.node, message)
        if event is not None and not (known and isinstance(event, e.CallArrived)):
            self.deliver(event, ago)
        if (told := self.legs.end(message)) is not None:
            ended, untaken = told
            self.deliver(ended, ago)
            if untaken:
                self._noted.append(ended.channel)
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
            async for message in self._watching.events():
                if message is None:
                    ready.set()
                elif isinstance(message, dict) and message.get("type") == ECHO:
                    if not self.connected:  # the inventory is dated by it, before anything is told
                        self._lag.compared(_asked(message), stamp_of(message), steady_ms())
                    self._echo.set()
                    self._pulse.echoed(EVENTS)
                    self._inbox.put_nowait(message)  # it also dates what is told behind it
                elif isinstance(message, dict):
                    self._inbox.put_nowait(message)
        except (OSError, aiohttp.ClientError, TimeoutError) as error:
            log.info("switch %s: events ended: %s", self.node, type(error).__name__)
        finally:
            self._inbox.put_nowait(None)

    async def _watch(self) -> None:
        """Send echoes and judge by what is heard; the line ends when it is silent or deaf."""
        loop = asyncio.get_running_loop()
        echoes: dict[str, asyncio.Task[None]] = {}
        senders: dict[str, Callable[[], Awaitable[None]]] = {EVENTS: self._send_echo, AMI: self._ping_ami}
        looked = loop.time()
        try:
            while not self.ami.closed.is_set():
                for way, send in senders.items():
                    if way not in echoes or echoes[way].done():
                        echoes[way] = self._begin(self._try(send))
                with suppress(TimeoutError):
                    async with asyncio.timeout(self.settings.ping_s):
                        await self.ami.closed.wait()
                now = loop.time()
                # Whatever waits in the sockets is read before it is judged.
                await asyncio.sleep(0)
                if wrong := self._pulse.look(now - looked):
                    log.warning("switch %s: %s", self.node, wrong)
                    self.unheard_ms = self._pulse.silent_ms
                    break
                looked = now
        finally:
            self._inbox.put_nowait(None)

    async def _try(self, send: Callable[[], Awaitable[None]]) -> None:
        with suppress(AmiLost, AmiRefused, SwitchRefused, SwitchSilent, TimeoutError, OSError):
            await send()

    async def _vanished(self, channel: str) -> None:
        """Its sound has stopped without a word: end the leg like one whose far end is gone."""
        self.legs.ordered(channel, VANISHED)
        with suppress(SwitchRefused, SwitchSilent):
            await self.http.delete(f"/channels/{channel}", reason_code=str(VANISHED))

    async def _ping_ami(self) -> None:
        await self.ami.action("Ping")
        self._pulse.echoed(AMI)

    async def _send_echo(self) -> None:
        """Send ourselves an event through the node. Errors: TimeoutError, SwitchRefused, SwitchSilent.

        The end of an earlier connection with our name can make Asterisk forget that the new one listens: then
        everything looks well, but no event ever comes.
        """
        self._echo.clear()
        await self._watching.post(f"/events/user/{ASKED}{steady_ms()}", application=self.app)
        async with asyncio.timeout(self.settings.silence_s):
            await self._echo.wait()

    async def _complete(self, recording: str) -> None:
        files = await ari_recording.complete(self.spool, recording, self.settings.file_quiet_s)
        self.deliver(e.RecordingStopped(node=self.node, recording=recording, files=files))


def _asked(echo: Mapping[str, Any]) -> int:
    """When an echo was asked for (steady ms); 0: it is not one of ours."""
    asked = str(echo.get("eventname")).removeprefix(ASKED)
    return int(asked) if asked.isdecimal() else 0
