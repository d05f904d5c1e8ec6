"""An inventory of a node in which everything is exactly as it should be."""

from typing import Literal

from zuoxi.engine.events import ChannelSeen, InventoryTaken
from zuoxi.engine.media import wanted
from zuoxi.engine.state import Floor, Leg, Sound

STATES: dict[str, Literal["down", "ringing", "up", "other"]] = {
    "arrived": "ringing",
    "dialling": "down",
    "ringing": "ringing",
    "up": "up",
}


def as_wanted(floor: Floor, node: str, asked: int) -> InventoryTaken:
    """What the node would show if all that was ordered had been done."""
    media = [wanted(call, node) for call in floor.calls.values() if node in call.nodes]
    members = {channel: bridge for one in media for channel, bridge in one.members.items()}
    sounds = {channel: sound for one in media for channel, sound in one.sounds.items()}
    recordings: dict[str, list[str]] = {}
    for one in media:
        for name, channel in one.recordings.items():
            recordings.setdefault(channel, []).append(name)
    muted = {channel for one in media for channel in one.muted}
    return InventoryTaken(
        node=node,
        channels=tuple(
            ChannelSeen(
                channel=leg.channel,
                state=STATES[leg.state],
                bridge=members.get(leg.channel, ""),
                recording=" ".join(recordings.get(leg.channel, ())),
                sound=_name(sounds.get(leg.channel)),
                muted=leg.channel in muted,
            )
            for leg in legs_on(floor, node)
        ),
        bridges=tuple(sorted(set(members.values()))),
        endpoints=tuple(sorted(one for one, where in floor.registered.items() if where == node)),
        asked=asked,
        boot=floor.nodes[node].boot,
        links=floor.nodes[node].links,
    )


def legs_on(floor: Floor, node: str) -> list[Leg]:
    """All legs that the floor believes in, each once."""
    legs = {agent.line.channel: agent.line for agent in floor.agents.values() if agent.line is not None}
    for call in floor.calls.values():
        for party in call.parties:
            for leg in (party.leg, party.ear):
                if leg is not None:
                    legs.setdefault(leg.channel, leg)
        for link in call.links:
            if link.is_dialled:
                legs |= {link.near.channel: link.near, link.far.channel: link.far}
    return [legs[name] for name in sorted(legs) if legs[name].node == node]


def _name(sound: Sound | None) -> str:
    return (sound.playback or f"music {sound.music}") if sound is not None else ""
