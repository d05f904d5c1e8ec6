"""What should be in the switch for a call, as one pure function, and how to get there from anything else.

Nobody orders a bridge, a sound, a mute or a recording by itself: a handler changes the call, and what its
media were and are to be differs by some commands. The same difference, from what an inventory shows, puts
right what got lost.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from zuoxi.engine import commands as c
from zuoxi.engine.state import Call, Sound


class Media(NamedTuple):
    """Bridges and who is in them, what each channel hears from us, who is muted, what is recorded."""

    up: Mapping[str, str] = {}
    """Channels at the door that are to be taken -> the call's id."""
    bridges: tuple[str, ...] = ()
    members: Mapping[str, str] = {}
    """Channel -> bridge."""
    sounds: Mapping[str, Sound] = {}
    """Channel -> what it hears."""
    muted: frozenset[str] = frozenset()
    """Channels that nobody hears."""
    recordings: Mapping[str, str] = {}
    """Recording -> channel."""


NOTHING: Final = Media()
"""The media of a call that is over."""


def wanted(call: Call) -> Media:
    """What should be for the call as it is now."""
    members: dict[str, str] = {}
    sounds: dict[str, Sound] = {}
    recordings: dict[str, str] = {}
    muted: list[str] = []
    customer = call.customer.leg
    for party in call.parties:
        if party.segment is not None and party.segment.recorded and customer is not None:
            recordings[party.segment.recording] = customer.channel
        elif party.segment is None and party.recording and customer is not None:
            recordings[party.recording] = customer.channel
        leg = party.leg
        if leg is None:
            continue
        if party.hears:
            members[leg.channel] = call.bridge
        if party.sound is not None:
            sounds[leg.channel] = party.sound
        if party.muted or (party.hears and not party.speaks):
            muted.append(leg.channel)
    return Media(
        up={customer.channel: call.id} if customer is not None and call.state == "setting_up" else {},
        bridges=(call.bridge,) if members else (),
        members=members,
        sounds=sounds,
        muted=frozenset(muted),
        recordings=recordings,
    )


def same_media(was: Call, now: Call) -> bool:
    """Whether two states of a call want the same, told cheaply; False: perhaps not."""
    return was.parties is now.parties and was.state == now.state


def difference(call: Call, was: Media, now: Media) -> Iterator[c.AnySwitchCommand]:
    """What leads from one to the other, in the order that the switch needs (decision 10)."""
    if was.recordings != now.recordings:
        yield from _stopped(call.node, was, now)
    if was.sounds != now.sounds:
        yield from _silenced(call.node, was, now)
    if was.members != now.members or was.bridges != now.bridges:
        yield from _apart(call.node, was, now)
    for channel, name in now.up.items():
        if channel not in was.up:
            yield c.AnswerChannel(node=call.node, channel=channel, call=name)
    if was.members != now.members or was.bridges != now.bridges:
        yield from _together(call, was, now)
    for channel in sorted(was.muted ^ now.muted):
        yield c.Mute(node=call.node, channel=channel, muted=channel in now.muted)
    if was.sounds != now.sounds:
        yield from _heard(call, was, now)
    if was.recordings != now.recordings:
        yield from _started(call.node, was, now)


def _stopped(node: str, was: Media, now: Media) -> Iterator[c.AnySwitchCommand]:
    for recording, channel in was.recordings.items():
        if recording not in now.recordings:
            yield c.StopRecording(node=node, channel=channel, recording=recording)


def _started(node: str, was: Media, now: Media) -> Iterator[c.AnySwitchCommand]:
    for recording, channel in now.recordings.items():
        if recording not in was.recordings:
            yield c.StartRecording(node=node, channel=channel, recording=recording)


def _silenced(node: str, was: Media, now: Media) -> Iterator[c.AnySwitchCommand]:
    for channel, sound in was.sounds.items():
        if now.sounds.get(channel) != sound:
            yield _silence(node, channel, sound)


def _heard(call: Call, was: Media, now: Media) -> Iterator[c.AnySwitchCommand]:
    for channel, sound in now.sounds.items():
        if was.sounds.get(channel) != sound:
            yield _sound(call, channel, sound)


def _apart(node: str, was: Media, now: Media) -> Iterator[c.AnySwitchCommand]:
    """Who is in a bridge where he should not be leaves it before anything else is done with him."""
    leaving: dict[str, list[str]] = {}
    for channel, bridge in was.members.items():
        if channel not in now.members:
            leaving.setdefault(bridge, []).append(channel)
    for bridge, channels in leaving.items():
        yield c.Leave(node=node, bridge=bridge, channels=tuple(channels))
    for bridge in was.bridges:
        if bridge not in now.bridges:
            yield c.DestroyBridge(node=node, bridge=bridge)


def _together(call: Call, was: Media, now: Media) -> Iterator[c.AnySwitchCommand]:
    joining: dict[str, list[str]] = {}
    for channel, bridge in now.members.items():
        if was.members.get(channel) != bridge:
            joining.setdefault(bridge, []).append(channel)
    for bridge in now.bridges:
        if bridge not in was.bridges:
            yield c.CreateBridge(node=call.node, bridge=bridge, call=call.id)
    for bridge, channels in joining.items():
        yield c.Join(node=call.node, bridge=bridge, channels=tuple(channels))


def _silence(node: str, channel: str, sound: Sound) -> c.AnySwitchCommand:
    if sound.playback:
        return c.StopPrompt(node=node, channel=channel, playback=sound.playback)
    return c.StopMusic(node=node, channel=channel)


def _sound(call: Call, channel: str, sound: Sound) -> c.AnySwitchCommand:
    if sound.playback:
        return c.PlayPrompt(
            node=call.node,
            channel=channel,
            playback=sound.playback,
            prompts=sound.prompts,
            language=call.language,
        )
    return c.StartMusic(node=call.node, channel=channel, music=sound.music)


ORDER: Final[tuple[type[c.AnySwitchCommand], ...]] = (
    c.StopRecording,
    c.StopPrompt,
    c.StopMusic,
    c.Leave,
    c.DestroyBridge,
    c.HangUp,
    c.GiveBack,
    c.AnswerChannel,
    c.CreateBridge,
    c.Join,
    c.Mute,
    c.DialDevice,
    c.DialCustomer,
    c.SendKeys,
    c.PlayPrompt,
    c.StartMusic,
    c.StartRecording,
    c.TakeInventory,
)
"""The order of one step's commands: endings, silence, apart, together, then what is heard."""

RANK: Final = {kind: rank for rank, kind in enumerate(ORDER)}
