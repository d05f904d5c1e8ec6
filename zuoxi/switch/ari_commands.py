"""Each switch command as Asterisk is told it: a table type -> function. All may be repeated without harm."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from zuoxi.engine import commands as c
from zuoxi.switch import ari_recording
from zuoxi.switch.ami import AmiClient, AmiLost
from zuoxi.switch.ari_http import AriHttp, AriRefused, read_variable, together
from zuoxi.switch.phone_networks import Network, is_phone
from zuoxi.switch.port import SwitchRefused, SwitchSilent

if TYPE_CHECKING:
    from zuoxi.switch.legs import Legs

BRIDGE_NAME = "zuoxi"
"""Begins the name of every bridge of ours, so that an inventory knows them; the call's id follows."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
NUMBER = re.compile(r"[+*#0-9]{1,32}")
CHANNEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,149}")
KEYS = re.compile(r"[0-9A-D*#]{1,64}")
OWN = "own-"
"""Begins the name of each prompt that a company has made itself."""
FORMATS = "alaw,ulaw,opus"
"""What is offered to a dialled party, best first; its endpoint may know fewer."""
DIALLED = "ZUOXI_DIALLED"
"""Channel variable: this leg has been dialled; of a customer, his number (Asterisk shows it nowhere else)."""
A_DEVICE = "1"
"""… and of a device this, which is no customer's number."""
MUSIC = "ZUOXI_MUSIC"
"""Channel variable: this party hears music from us."""
RINGING, RINGING_PLACES = "ZUOXI_RINGS_", 16
"""Shared variables of a caller's channel: the phones that ring for him, the last sixteen."""
START_S = 1.0
"""How long a new channel may take to start before it is dialled all the same."""
CUT_OFF_S = 0.3
"""How long a channel needs after an announcement on it was cut off (0.02 s was not enough, 0.15 s was)."""
ABSENT = 20
"""Q.850: subscriber absent."""
ORDERED = {"normal": 16, "busy": 17, "congestion": 34, "no_answer": 19}
"""Our reasons for hanging up -> Q.850 cause."""
BROKE = 500
"""From this HTTP status on Asterisk says that something broke on the way: how far it came nobody knows."""


class Desk(Protocol):
    """What a command needs: the connections of the moment and what is known of the node."""

    http: AriHttp
    ami: AmiClient
    legs: "Legs"
    app: str
    prompts: Path
    own_prompts: Path
    spool: Path
    phones: tuple[Network, ...]
    """Where phones may be dialled."""
    bridge_of: dict[str, str]
    """Channel -> the bridge that it was last put into."""

    def leg_failed(self, channel: str, cause: int) -> None:
        """A dialled leg never came to be."""

    def start_of(self, channel: str) -> asyncio.Event:
        """Set once a channel that is about to be made is in our application."""

    def ringing_place(self) -> int:
        """Where the next phone that rings for a caller is noted with him."""

    def may_be_recorded(self, recording: str, channel: str) -> bool:
        """Whether this recording may run already: it was begun before, perhaps by an earlier process."""

    def recording_begins(self, recording: str, channel: str) -> None:
        """A recording runs on a channel, or may run."""

    def recordings_on(self, channel: str, *, but: str = "") -> str:
        """All recordings that run on a channel, or may run, parted by spaces."""

    def recording_never_was(self, recording: str) -> None:
        """Asterisk would not record."""

    def recording_ends(self, recording: str) -> None:
        """A recording's files will be complete soon."""

    async def take_inventory(self, asked: int) -> None:
        """Look around and tell what stands in the node."""


async def answer(desk: Desk, command: c.AnswerChannel) -> None:
    desk.legs.taken(command.channel)
    path = f"/channels/{command.channel}"
    await together(
        desk.http.post(f"{path}/variable", variable="ZUOXI_CALL", value=command.call),
        desk.http.post(f"{path}/answer"),
    )


async def hang_up(desk: Desk, command: c.HangUp) -> None:
    desk.legs.ordered(command.channel, ORDERED[command.cause])
    if desk.legs.at_the_door(command.channel):
        # He is turned away on purpose: the dialplan does not note him as one who found nobody.
        desk.legs.taken(command.channel)
        await desk.http.post(f"/channels/{command.channel}/variable", variable="ZUOXI_CALL", value="none")
    await desk.http.delete(f"/channels/{command.channel}", reason=command.cause)


async def give_back(desk: Desk, command: c.GiveBack) -> None:
    # the same place to which the dialplan goes by itself when nobody of us is there
    await desk.http.post(f"/channels/{command.channel}/continue", context="away", extension="s", priority="1")


async def play(desk: Desk, command: c.PlayPrompt) -> None:
    language = _checked("language", command.language, NAME)
    media = ",".join(f"sound:{sound(desk, language, name)}" for name in command.prompts)
    try:
        await desk.http.get(f"/playbacks/{command.playback}")
    except AriRefused:  # it does not play yet
        await desk.http.post(f"/channels/{command.channel}/play/{command.playback}", media=media)


def sound(desk: Desk, language: str, name: str) -> Path:
    """The file of a prompt, without its ending."""
    folder = desk.own_prompts if name.startswith(OWN) else desk.prompts
    return folder / language / _checked("prompt", name, NAME)


async def stop_prompt(desk: Desk, command: c.StopPrompt) -> None:
    try:
        await desk.http.delete(f"/playbacks/{command.playback}")
    except AriRefused as refused:
        if refused.status != 404:
            raise
        return
    # A channel that joins a bridge in the same moment is recorded without what it hears from then on.
    await asyncio.sleep(CUT_OFF_S)


async def start_music(desk: Desk, command: c.StartMusic) -> None:
    path = f"/channels/{command.channel}"
    # Asterisk does not show who hears music: the mark tells an inventory of the next process.
    await asyncio.gather(
        desk.http.post(f"{path}/variable", variable=MUSIC, value="1"),
        desk.http.post(f"{path}/moh", mohClass=command.music),
    )


async def stop_music(desk: Desk, command: c.StopMusic) -> None:
    path = f"/channels/{command.channel}"
    await asyncio.gather(
        desk.http.delete(f"{path}/moh"), desk.http.post(f"{path}/variable", variable=MUSIC, value="")
    )


async def create_bridge(desk: Desk, command: c.CreateBridge) -> None:
    with already(409):  # it exists already
        name = f"{BRIDGE_NAME}-{command.call}"
        await desk.http.post(f"/bridges/{command.bridge}", type="mixing", name=name)


async def join(desk: Desk, command: c.Join) -> None:
    # Who is put in a second time would be taken out first, which is heard: so only the missing are put in.
    channels = command.channels
    if any(desk.bridge_of.get(channel) == command.bridge for channel in channels):
        present = await _members(desk, command.bridge)
        channels = tuple(channel for channel in channels if channel not in present)
    if channels:
        await _add(desk, command.bridge, *channels)


async def leave(desk: Desk, command: c.Leave) -> None:
    leaving = command.channels
    if len(leaving) > 1:
        present = await _members(desk, command.bridge)
        leaving = tuple(channel for channel in leaving if channel in present)
    for channel in leaving:
        desk.bridge_of.pop(channel, None)
    if leaving:
        with already(400, 422):  # it was not there, or left by itself just now
            await desk.http.post(f"/bridges/{command.bridge}/removeChannel", channel=",".join(leaving))


async def destroy_bridge(desk: Desk, command: c.DestroyBridge) -> None:
    with already(404, 409):  # gone, or just going
        await desk.http.delete(f"/bridges/{command.bridge}")


async def dial_device(desk: Desk, command: c.DialDevice) -> None:
    target = f"PJSIP/{_checked('endpoint', command.endpoint, NAME)}"
    if command.dial:
        if not is_phone(command.dial, desk.phones):
            raise SwitchRefused("bad_dial")
        target += f"/{command.dial}"
    extra = {"PJSIP_HEADER(add,X-Zuoxi-Line)": "standing"} if command.standing else {}
    if command.caller:
        # A mark on the caller's channel, in the same breath; the dialplan's end of him reads it. Whom we
        # called has none: the phone's end would be told before his, and look like a call that was missed.
        place = desk.ringing_place()
        extra[f"SHARED({RINGING}{place},{_checked('caller', command.caller, CHANNEL)})"] = command.channel
    if await _create(desk, command.channel, target, command.call, command.caller_id, extra, device=True):
        await _dial(desk, command.channel, A_DEVICE, command.timeout_ms)


async def dial_customer(desk: Desk, command: c.DialCustomer) -> None:
    number, trunk = _checked("number", command.number, NUMBER), _checked("trunk", command.trunk, NAME)
    target = f"PJSIP/{number}@{trunk}"
    if await _create(desk, command.channel, target, command.call, command.caller_id, {}, device=False):
        if command.bridge:
            # Early media (ring-back, announcements) flows through the bridge before the answer.
            await _add(desk, command.bridge, command.channel)
        await _dial(desk, command.channel, number, command.timeout_ms)


async def link_nodes(desk: Desk, command: c.LinkNodes) -> None:
    """Not built: an inventory names no node to which this one can be linked, so nobody orders it."""
    raise SwitchRefused("not_built")


async def snoop(desk: Desk, command: c.Snoop) -> None:
    desk.legs.listening(command.channel)
    started = desk.start_of(command.channel)
    path = f"/channels/{command.target}/snoop/{command.channel}"
    whisper = "out" if command.whisper else "none"
    try:
        await desk.http.post(path, spy="both", whisper=whisper, app=desk.app, appArgs="ear")
    except AriRefused:
        try:
            await desk.http.get(f"/channels/{command.channel}")
        except AriRefused:
            desk.legs.never_was(command.channel)
        else:
            return  # it listens already
        raise
    # Before it has come to us nobody can be put into a bridge with it.
    with suppress(TimeoutError):
        async with asyncio.timeout(START_S):
            await started.wait()
    await desk.http.post(f"/channels/{command.channel}/variable", variable="ZUOXI_CALL", value=command.call)


async def send_keys(desk: Desk, command: c.SendKeys) -> None:
    await desk.http.post(f"/channels/{command.channel}/dtmf", dtmf=_checked("keys", command.digits, KEYS))


async def mute(desk: Desk, command: c.Mute) -> None:
    method = "POST" if command.muted else "DELETE"
    await desk.http.call(method, f"/channels/{command.channel}/mute", {"direction": "in"})


async def start_recording(desk: Desk, command: c.StartRecording) -> None:
    again = desk.may_be_recorded(command.recording, command.channel)
    # Known before it is asked for: one whose start's answer is lost is stopped and completed like any other.
    desk.recording_begins(command.recording, command.channel)
    try:
        if not (again and await ari_recording.runs(desk.http, command.channel, command.recording)):
            running = desk.recordings_on(command.channel)
            await ari_recording.start(
                desk.http, desk.ami, desk.spool, command.channel, command.recording, running
            )
    except SwitchRefused:
        desk.recording_never_was(command.recording)
        raise


async def stop_recording(desk: Desk, command: c.StopRecording) -> None:
    try:
        if command.channel in desk.legs:  # else it has ended, and its recording with it
            with already(404):
                running = desk.recordings_on(command.channel, but=command.recording)
                await ari_recording.stop(desk.http, desk.ami, command.channel, command.recording, running)
    finally:
        desk.recording_ends(command.recording)


async def hush_recording(desk: Desk, command: c.HushRecording) -> None:
    await ari_recording.hush(desk.http, desk.ami, command.channel, command.recording, hushed=command.hushed)


async def take_inventory(desk: Desk, command: c.TakeInventory) -> None:
    await desk.take_inventory(command.asked)


async def _add(desk: Desk, bridge: str, *channels: str) -> None:
    # A bridge tells its members who the others are, and would overwrite the caller id of one not dialled yet.
    query = {"channel": ",".join(channels), "inhibitConnectedLineUpdates": "true"}
    await desk.http.call("POST", f"/bridges/{bridge}/addChannel", query)
    desk.bridge_of.update(dict.fromkeys(channels, bridge))


async def _members(desk: Desk, bridge: str) -> list[str]:
    found = await desk.http.get(f"/bridges/{bridge}")
    return list(found["channels"])


async def _create(
    desk: Desk, channel: str, target: str, call: str, caller_id: str, extra: dict[str, str], *, device: bool
) -> bool:
    """Make an outgoing channel; True when it still has to be dialled."""
    variables = {"ZUOXI_CALL": call, **extra}
    if caller_id:
        variables["CONNECTEDLINE(num,i)"] = caller_id
    query = {
        "endpoint": target,
        "app": desk.app,
        "appArgs": "dialled",
        "channelId": channel,
        "formats": FORMATS,
    }
    desk.legs.dialled(channel, device=device)
    started = desk.start_of(channel)
    try:
        await desk.http.post("/channels/create", {"variables": variables}, **query)
    except AriRefused as refused:
        # 409 says "already exists", also for a device that is not registered.
        if refused.status not in (409, 500):
            desk.legs.never_was(channel)
            raise
        try:
            found = await desk.http.get(f"/channels/{channel}")
        except AriRefused:
            desk.leg_failed(channel, ABSENT)
            return False
        if found["state"] != "Down" or await read_variable(desk.http, channel, DIALLED):
            return False
    # A command that comes before the channel has started can stay in its queue for ever.
    with suppress(TimeoutError):
        async with asyncio.timeout(START_S):
            await started.wait()
    return True


async def _dial(desk: Desk, channel: str, whom: str, timeout_ms: int) -> None:
    # Marked, for a leg that is dialled a second time before the far end has spoken would be ended by that. In
    # one breath, for we may die between two: a leg that is marked and not dialled would be waited for.
    await together(_order_dial(desk, channel, timeout_ms), _mark_dialled(desk, channel, whom))


async def _order_dial(desk: Desk, channel: str, timeout_ms: int) -> None:
    with already(409):  # it was dialled already
        await desk.http.post(f"/channels/{channel}/dial", timeout=str(max(1, round(timeout_ms / 1000))))


async def _mark_dialled(desk: Desk, channel: str, whom: str) -> None:
    with already(404):  # the dialling has ended it at once, which is told as its end
        await desk.http.post(f"/channels/{channel}/variable", variable=DIALLED, value=whom)


@contextmanager
def already(*statuses: int) -> Iterator[None]:
    """Pass over the answers of Asterisk that say: what was ordered holds already."""
    try:
        yield
    except AriRefused as refused:
        if refused.status not in statuses:
            raise


def _checked(what: str, value: str, pattern: re.Pattern[str]) -> str:
    """Nothing that could change the meaning of a dial string or a path reaches Asterisk."""
    if not pattern.fullmatch(value):
        raise SwitchRefused(f"bad_{what}")
    return value


Door = Callable[..., Awaitable[None]]
DOORS: dict[type[c.AnySwitchCommand], Door] = {
    c.AnswerChannel: answer,
    c.HangUp: hang_up,
    c.GiveBack: give_back,
    c.PlayPrompt: play,
    c.StopPrompt: stop_prompt,
    c.StartMusic: start_music,
    c.StopMusic: stop_music,
    c.CreateBridge: create_bridge,
    c.Join: join,
    c.Leave: leave,
    c.DestroyBridge: destroy_bridge,
    c.DialDevice: dial_device,
    c.DialCustomer: dial_customer,
    c.LinkNodes: link_nodes,
    c.Snoop: snoop,
    c.SendKeys: send_keys,
    c.Mute: mute,
    c.StartRecording: start_recording,
    c.StopRecording: stop_recording,
    c.HushRecording: hush_recording,
    c.TakeInventory: take_inventory,
}
"""Command type -> what Asterisk is told."""


async def carry_out(desk: Desk, command: c.AnySwitchCommand) -> None:
    """Do one command. Errors: SwitchRefused, SwitchSilent."""
    try:
        await DOORS[type(command)](desk, command)
    except AriRefused as refused:
        if refused.status >= BROKE:
            raise SwitchSilent(refused.reason) from refused
        raise
    except (AmiLost, TimeoutError) as lost:
        raise SwitchSilent("no_answer") from lost
    except (KeyError, TypeError) as odd:
        raise SwitchSilent("odd_answer") from odd
