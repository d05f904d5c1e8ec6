"""What should be in the switch for a call, as one pure function, and how to get there from anything else.

Nobody orders a bridge, a sound, a mute or a recording by itself: a handler changes the call, and what its
media were and are to be differs by some commands. The same difference, from what an inventory shows, puts
right what got lost.
"""

from collections.abc import Mapping
from operator import attrgetter
from typing import Final

from zuoxi.engine import commands as c
from zuoxi.engine.state import Call, Leg, Link, Sound
from zuoxi.kernel.record import Record


class Media(Record, kw_only=False):
    """What stands of a call in one node: bridges and who is in them, what each channel hears from us, who is
    muted, what is recorded, and what links it with other nodes."""

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
    hushed: frozenset[str] = frozenset()
    """Those of them into which silence goes."""
    links: Mapping[str, Link] = {}
    """Channel -> the link of which it is the near end."""
    ears: Mapping[str, tuple[str, bool]] = {}
    """Leader's ear -> (the channel that it listens to, whether the party there hears the leader)."""


NOTHING: Final = Media()
"""The media of a call that is over."""


_NONE: Final[Mapping[str, str]] = {}
_NOBODY: Final[frozenset[str]] = frozenset()
_NO_LINKS: Final[Mapping[str, Link]] = {}
_NO_EARS: Final[Mapping[str, tuple[str, bool]]] = {}


def wanted(call: Call, node: str = "") -> Media:
    """What should be for the call as it is now in one of its nodes, by default in the one where it stands."""
    node = node or call.node
    home = node == call.node
    members: dict[str, str] = {}
    sounds: dict[str, Sound] = {}
    recordings: dict[str, str] = {}
    muted: list[str] = []
    hushed: list[str] = []
    ears: dict[str, tuple[str, bool]] = {}
    bridge = ""
    customer = call.parties[0].leg if home else None
    for party in call.parties:
        segment, leg = party.segment, party.leg
        if customer is not None:
            if segment is not None:
                if segment.recorded:
                    recordings[segment.recording] = customer.channel
                    if segment.hush == "on":
                        hushed.append(segment.recording)
            elif party.recording:
                recordings[party.recording] = customer.channel
        elif party.recording and home and leg is not None:
            recordings[party.recording] = leg.channel
        if leg is None or leg.node != node:
            continue
        channel = leg.channel
        if party.hears:
            members[channel] = bridge = bridge or call.bridge
            if party.muted or not party.speaks:
                muted.append(channel)
        elif party.muted:
            muted.append(channel)
        if party.sound is not None:
            sounds[channel] = party.sound
        if party.ear is not None and (watched := call.party(party.watches).leg) is not None:
            ears[party.ear.channel] = (watched.channel, party.speaks)
            members[channel] = members[party.ear.channel] = party.ear_bridge
    for link in call.links:
        if (end := link.near if home else link.far).node == node and end.state == "up":
            members[end.channel] = bridge = bridge or call.bridge
    return Media(
        {customer.channel: call.id} if customer is not None and call.state == "setting_up" else _NONE,
        tuple(dict.fromkeys(members.values())) if ears else (bridge,) if members else (),
        members,
        sounds,
        frozenset(muted) if muted else _NOBODY,
        recordings,
        frozenset(hushed) if hushed else _NOBODY,
        {link.near.channel: link for link in call.links if link.is_dialled}
        if home and call.links
        else _NO_LINKS,
        ears or _NO_EARS,
    )


def legs_at(call: Call, node: str) -> tuple[Leg, ...]:
    """The call's legs on one node: of its people, leaders' ears, and the ends of its links."""
    found = [party.leg for party in call.parties if party.leg is not None and party.leg.node == node]
    found += [party.ear for party in call.parties if party.ear is not None and party.ear.node == node]
    for link in call.links:
        found += [leg for leg in (link.near, link.far) if leg.node == node]
    return tuple(found)


def same_media(was: Call, now: Call) -> bool:
    """Whether two states of a call want the same, told cheaply; False: perhaps not."""
    if was.links is not now.links:
        return False
    return (was.state == "setting_up") == (now.state == "setting_up") and (
        was.parties is now.parties or [*map(_media_of, was.parties)] == [*map(_media_of, now.parties)]
    )


_media_of = attrgetter("leg", "hears", "speaks", "muted", "sound", "segment", "recording", "ear")
"""All of a party that `wanted` reads."""


def difference(call: Call, node: str, was: Media, now: Media) -> list[c.AnySwitchCommand]:
    """What leads in a node from one to the other, in the order that the switch needs (decision 10)."""
    commands: list[c.AnySwitchCommand] = []
    other_sounds, other_recordings = was.sounds != now.sounds, was.recordings != now.recordings
    other_members = was.members != now.members or was.bridges != now.bridges
    if other_recordings:
        commands += _stopped(node, was, now)
    if other_sounds:
        commands += _silenced(node, was, now)
    if other_members and (was.members or was.bridges):
        commands += _apart(node, was, now)
    for channel, name in now.up.items():
        if channel not in was.up:
            commands.append(c.AnswerChannel(node=node, channel=channel, call=name))
    if was.ears != now.ears:
        commands += _listening(call, node, was, now)
    if other_members and now.members:
        commands += _together(call, node, was, now)
    if was.links != now.links:
        commands += [_linked(call, link) for name, link in now.links.items() if name not in was.links]
    if was.muted != now.muted:
        commands += [
            c.Mute(node=node, channel=channel, muted=channel in now.muted)
            for channel in sorted(was.muted ^ now.muted)
        ]
    if other_sounds:
        commands += _heard(call, node, was, now)
    if other_recordings:
        commands += _started(node, was, now)
    if was.hushed != now.hushed:
        commands += _hushed(node, was, now)
    return commands


def _stopped(node: str, was: Media, now: Media) -> list[c.AnySwitchCommand]:
    return [
        c.StopRecording(node=node, channel=channel, recording=recording)
        for recording, channel in was.recordings.items()
        if recording not in now.recordings
    ]


def _started(node: str, was: Media, now: Media) -> list[c.AnySwitchCommand]:
    return [
        c.StartRecording(node=node, channel=channel, recording=recording)
        for recording, channel in now.recordings.items()
        if recording not in was.recordings
    ]


def _hushed(node: str, was: Media, now: Media) -> list[c.AnySwitchCommand]:
    return [
        c.HushRecording(node=node, channel=channel, recording=recording, hushed=recording in now.hushed)
        for recording, channel in now.recordings.items()
        if (recording in was.hushed) != (recording in now.hushed)
    ]


def _silenced(node: str, was: Media, now: Media) -> list[c.AnySwitchCommand]:
    return [
        silence(node, channel, sound)
        for channel, sound in was.sounds.items()
        if now.sounds.get(channel) != sound
    ]


def _heard(call: Call, node: str, was: Media, now: Media) -> list[c.AnySwitchCommand]:
    return [
        _sound(call, node, channel, sound)
        for channel, sound in now.sounds.items()
        if was.sounds.get(channel) != sound
    ]


def _apart(node: str, was: Media, now: Media) -> list[c.AnySwitchCommand]:
    """Who is in a bridge where he should not be leaves it before anything else is done with him."""
    leaving: dict[str, list[str]] = {}
    for channel, bridge in was.members.items():
        if channel not in now.members:
            leaving.setdefault(bridge, []).append(channel)
    orders: list[c.AnySwitchCommand] = []
    for bridge, channels in leaving.items():
        orders.append(c.Leave(node=node, bridge=bridge, channels=tuple(channels)))
    for bridge in was.bridges:
        if bridge not in now.bridges:
            orders.append(c.DestroyBridge(node=node, bridge=bridge))
    return orders


def _together(call: Call, node: str, was: Media, now: Media) -> list[c.AnySwitchCommand]:
    joining: dict[str, list[str]] = {}
    for channel, bridge in now.members.items():
        if was.members.get(channel) != bridge:
            joining.setdefault(bridge, []).append(channel)
    orders: list[c.AnySwitchCommand] = []
    for bridge in now.bridges:
        if bridge not in was.bridges:
            orders.append(c.CreateBridge(node=node, bridge=bridge, call=call.id))
    for bridge, joined in joining.items():
        orders.append(c.Join(node=node, bridge=bridge, channels=tuple(joined)))
    return orders


def _listening(call: Call, node: str, was: Media, now: Media) -> list[c.AnySwitchCommand]:
    return [
        c.Snoop(node=node, channel=channel, target=target, whisper=whisper, call=call.id)
        for channel, (target, whisper) in now.ears.items()
        if channel not in was.ears
    ]


def _linked(call: Call, link: Link) -> c.AnySwitchCommand:
    near, far = link.near, link.far
    return c.LinkNodes(
        node=near.node, channel=near.channel, far_node=far.node, far_channel=far.channel, call=call.id
    )


def silence(node: str, channel: str, sound: Sound) -> c.AnySwitchCommand:
    """What ends a sound on a channel."""
    if sound.playback:
        return c.StopPrompt(node=node, channel=channel, playback=sound.playback)
    return c.StopMusic(node=node, channel=channel, music=sound.music)


def _sound(call: Call, node: str, channel: str, sound: Sound) -> c.AnySwitchCommand:
    if sound.playback:
        return c.PlayPrompt(
            node=node,
            channel=channel,
            playback=sound.playback,
            prompts=sound.prompts,
            language=call.language,
        )
    return c.StartMusic(node=node, channel=channel, music=sound.music)


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
    c.Snoop,
    c.Join,
    c.Mute,
    c.DialDevice,
    c.DialCustomer,
    c.LinkNodes,
    c.SendKeys,
    c.PlayPrompt,
    c.StartMusic,
    c.StartRecording,
    c.HushRecording,
    c.TakeInventory,
)
"""The order of one step's commands: endings, silence, apart, together, then what is heard."""

RANK: Final = {kind: rank for rank, kind in enumerate(ORDER)}
