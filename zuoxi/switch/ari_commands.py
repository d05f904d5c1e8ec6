"""Each switch command as Asterisk is told it: a table type -> function. All may be repeated without harm."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from zuoxi.engine import commands as c
from zuoxi.switch import ari_recording
from zuoxi.switch.ami import AmiLost
from zuoxi.switch.ari_desk import NAME, Desk, add, already, checked
from zuoxi.switch.ari_dialling import dial_customer, dial_device, link_nodes, snoop
from zuoxi.switch.ari_http import AriRefused, together
from zuoxi.switch.port import SwitchRefused, SwitchSilent

BRIDGE_NAME = "zuoxi"
"""Begins the name of every bridge of ours, so that an inventory knows them; the call's id follows."""
KEYS = re.compile(r"[0-9A-D*#]{1,64}")
OWN = "own-"
"""Begins the name of each prompt that a company has made itself."""
MUSIC = "ZUOXI_MUSIC"
"""Channel variable: the class of the music that this party hears from us."""
RINGBACK = "ringback"
"""Music that is none: Asterisk itself makes the tone of a phone that rings elsewhere."""
CUT_OFF_S = 0.3
"""How long a channel needs after an announcement on it was cut off (0.02 s was not enough, 0.15 s was)."""
ORDERED = {"normal": 16, "busy": 17, "congestion": 34, "no_answer": 19}
"""Our reasons for hanging up -> Q.850 cause."""
BROKE = 500
"""From this HTTP status on Asterisk says that something broke on the way: how far it came nobody knows."""


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
    language = checked("language", command.language, NAME)
    media = ",".join(f"sound:{sound(desk, language, name)}" for name in command.prompts)
    try:
        await desk.http.get(f"/playbacks/{command.playback}")
    except AriRefused:  # it does not play yet
        await desk.http.post(f"/channels/{command.channel}/play/{command.playback}", media=media)


def sound(desk: Desk, language: str, name: str) -> Path:
    """The file of a prompt, without its ending."""
    folder = desk.own_prompts if name.startswith(OWN) else desk.prompts
    return folder / language / checked("prompt", name, NAME)


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
        desk.http.post(f"{path}/variable", variable=MUSIC, value=command.music),
        desk.http.post(f"{path}/ring")
        if command.music == RINGBACK
        else desk.http.post(f"{path}/moh", mohClass=command.music),
    )


async def stop_music(desk: Desk, command: c.StopMusic) -> None:
    path = f"/channels/{command.channel}"
    await asyncio.gather(
        desk.http.delete(f"{path}/{'ring' if command.music == RINGBACK else 'moh'}"),
        desk.http.post(f"{path}/variable", variable=MUSIC, value=""),
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
        await add(desk, command.bridge, *channels)


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


async def send_keys(desk: Desk, command: c.SendKeys) -> None:
    await desk.http.post(f"/channels/{command.channel}/dtmf", dtmf=checked("keys", command.digits, KEYS))


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


async def _members(desk: Desk, bridge: str) -> list[str]:
    found = await desk.http.get(f"/bridges/{bridge}")
    return list(found["channels"])


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
