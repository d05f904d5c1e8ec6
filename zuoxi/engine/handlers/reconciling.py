"""Reconciliation: what stands in a node is compared with what should be, and the difference is ordered.

An inventory that comes by itself, after the node was away, is compared with everything. One that was asked
for tells nothing of what was ordered after that: such calls and legs are left for the next one.
"""

from collections.abc import Collection, Mapping
from typing import Final, TypeVar

from msgspec.structs import replace

from zuoxi.engine import media
from zuoxi.engine.commands import HangUp
from zuoxi.engine.events import ChannelSeen, InventoryTaken
from zuoxi.engine.handlers import (
    adopting,
    channels,
    devices,
    free_lines,
    ivr,
    legs,
    line,
    linking,
    looking,
    nodes,
    overload,
    recordings,
)
from zuoxi.engine.handlers.ending import CALL_TIMERS, end
from zuoxi.engine.handlers.offering import find_agents
from zuoxi.engine.handlers.parting import apologise
from zuoxi.engine.handlers.passing_on import RING_MS
from zuoxi.engine.handlers.sounds import sounds_on
from zuoxi.engine.state import NEVER, Call, Owner, Sound, channel_key
from zuoxi.engine.turn import Turn

Wanted = TypeVar("Wanted")
Seen = Mapping[str, ChannelSeen]
"""The channels of an inventory by name."""

REPAIRS: Final = 3
"""How many inventories of each of its nodes in a row may show a call's bridge otherwise than it should be."""


def inventory_taken(turn: Turn, event: InventoryTaken) -> None:
    """All that stands in the node is known now."""
    known = turn.node(event.node)
    if known.boot and event.boot and known.boot != event.boot:
        nodes.go_away(turn, event.node, turn.now)
        nodes.died(turn, event.node)
    known = turn.node(event.node)
    back = not known.up or not event.asked
    before = turn.now + 1 if back else event.asked
    again = known.doubtful
    more = not set(event.links) <= set(known.links)
    turn.shown_in = event.node
    boot, links = event.boot or known.boot, tuple(sorted(set(event.links)))
    turn.put_node(replace(known, up=True, boot=boot, links=links, asked=0, doubtful=False, heard=0))
    turn.clear_timer(f"node:{event.node}:lost")
    turn.set_timer(f"node:{event.node}:inventory", turn.now + turn.spans.inventory_ms)
    seen = {one.channel: one for one in event.channels}
    here = _register(turn, event)
    _miss(turn, event.node, seen, before, back=back)
    _believe(turn, event.node, seen)
    open_ = adopting.account(turn, event, at_once=back)
    open_ |= _compare(turn, event, seen, before, back=back)
    free_lines.sweep(turn, event.node, event.channels)
    for person in turn.each("agent", sorted(turn.agents) if back or here else ()):
        line.reach(turn, turn.agents[person])
    if back:
        _close_recordings(turn, event.node, seen)
        _resume(turn, event.node)
    elif more:
        find_agents(turn, event.node)
    if again:
        looking.look(turn, event.node)
    elif open_:
        turn.set_timer(f"node:{event.node}:inventory", turn.now + looking.SOON_MS)


def _register(turn: Turn, event: InventoryTaken) -> bool:
    """Registrations as they are now; True when there are new ones.

    Lines are dialled only when it is known which ones still stand.
    """
    here = {one for one, node in turn.registered.items() if node == event.node}
    for endpoint in sorted(here - set(event.endpoints)):
        devices.go(turn, endpoint)
    for endpoint in event.endpoints:
        if turn.registered.get(endpoint) != event.node:
            turn.enter("registered", endpoint, event.node)
    return not here.issuperset(event.endpoints)


def _miss(turn: Turn, node: str, seen: Seen, before: int, *, back: bool) -> None:
    """Channels of ours that are not there (any more) have ended while nobody was told.

    So has, when we come back, one that was made but never dialled: no phone rings, and nobody will dial it.
    """
    for key, closing in sorted(turn.closing.items()):
        if closing.node != node:
            continue
        if closing.channel in seen:
            turn.order(HangUp(node=node, channel=closing.channel))
        else:
            channels.gone(turn, key)
    there = {channel_key(node, name) for name, one in seen.items() if not (back and one.state == "created")}
    for key in sorted(key for key in turn.channels if key not in there):
        name, _, channel = key.rpartition("/")
        owner = turn.channels.get(key) if name == node else None
        if owner is not None and _since(turn, owner) < before and not _is_on_its_way(turn, owner):
            legs.lose(turn, node, channel, legs.cause_unknown(turn, owner))


def _since(turn: Turn, owner: Owner) -> int:
    """When the leg behind a channel began."""
    leg = legs.leg_of(turn, owner)
    return leg.since if leg is not None else 0


def _is_on_its_way(turn: Turn, owner: Owner) -> bool:
    """A link may have been ordered of the other node after this one was looked at."""
    link = turn.calls[owner[1]].link_to(owner[2]) if owner[0] == "link" else None
    if link is None or link.is_up:
        return False
    return not link.is_dialled or turn.now - link.near.since < linking.LOOK_MS


def _believe(turn: Turn, node: str, seen: Seen) -> None:
    """Answers that nobody was told of."""
    owners = turn.channels
    answered: list[str] = []
    for channel, one in seen.items():
        owner = owners.get(channel_key(node, channel)) if one.state == "up" else None
        if owner is not None and not _is_known_up(turn, owner):
            answered.append(channel)
    for channel in sorted(answered):
        if (owner := turn.owner(node, channel)) is not None:
            legs.tell_up(turn, owner, node)


def _is_known_up(turn: Turn, owner: Owner) -> bool:
    """Most of what stands are lines and conversations that have been up for long."""
    if owner[0] == "line":
        leg = turn.agents[owner[1]].line
    elif owner[0] == "party":
        leg = turn.calls[owner[1]].party(owner[2]).leg
    else:
        return False
    return leg is not None and leg.state == "up"


def _compare(turn: Turn, event: InventoryTaken, seen: Seen, before: int, *, back: bool) -> bool:
    """Let the step order what each call lacks; True when some could not be judged."""
    unjudged, bridges = False, frozenset(event.bridges)
    node = event.node
    here = sorted(
        one for one, call in turn.calls.items() if call.node == node or (call.links and node in call.nodes)
    )
    for call_id in turn.each("call", here):
        call = turn.calls.get(call_id)
        if call is None:
            continue
        if call.ordered_at >= before:
            unjudged |= call.doubt
            continue
        wanted = media.wanted(call, node)
        shown = shown_media(call, wanted, seen, bridges, full=back or call.doubt, node=node)
        if shown == wanted and call is turn.before.calls.get(call_id) and not (call.doubt or call.repairs):
            continue
        if call.doubt:
            call = turn.change_call(call, doubt=False)
        if back or shown.members == wanted.members or call.repairs < REPAIRS * len(call.nodes):
            turn.shown[call.id] = shown
        else:
            _give_up(turn, call)
    return unjudged


def _give_up(turn: Turn, call: Call) -> None:
    """A conversation whose bridge does not come about is no conversation."""
    if call.state in ("talking", "consulting", "conferring"):
        apologise(turn, call)
    elif call.state in ("dialling", "intercom"):
        end(turn, call, "answered" if call.answered_at else "failed", "system", cause=legs.NETWORK_FAILED)


def shown_media(
    call: Call, wanted: media.Media, seen: Seen, bridges: frozenset[str], *, full: bool, node: str = ""
) -> media.Media:
    """The call's media as the inventory of one of its nodes shows it.

    What the switch does not show is taken for as it should be; or, with `full`, for missing.
    """
    members: dict[str, str] = {}
    sounds: dict[str, Sound] = {}
    recordings: dict[str, str] = {}
    muted: set[str] = set()
    for leg in media.legs_at(call, node or call.node):
        channel = leg.channel
        one = seen.get(channel)
        if one is None:
            continue
        if one.bridge:
            members[channel] = one.bridge
        if one.recording:
            recordings |= dict.fromkeys(one.recording.split(), channel)
        elif one.recording is None and wanted.recordings:
            recordings |= {name: there for name, there in wanted.recordings.items() if there == channel}
        if (sound := sounds_on(one, wanted.sounds.get(channel), full=full)) is not None:
            sounds[channel] = sound
        if one.muted or (one.muted is None and not full and channel in wanted.muted):
            muted.add(channel)
    return media.Media(
        up=_there(wanted.up, seen, up=True),
        bridges=tuple([one for one in dict.fromkeys((*wanted.bridges, call.bridge)) if one in bridges]),
        members=members,
        sounds=sounds,
        muted=frozenset(muted),
        recordings=recordings,
        hushed=_hushed(call, wanted, recordings, full=full),
        links=_there(wanted.links, seen),
        ears=_there(wanted.ears, seen),
    )


def _there(wanted: Mapping[str, Wanted], seen: Seen, *, up: bool = False) -> Mapping[str, Wanted]:
    """What of this is in the switch, by channel; `up`: and has been answered."""
    if not wanted:
        return wanted  # of most calls
    here = (name for name in wanted if name in seen)
    return {name: wanted[name] for name in here if not up or seen[name].state == "up"}


def _hushed(call: Call, wanted: media.Media, running: Collection[str], *, full: bool) -> frozenset[str]:
    """No inventory shows what is hushed: it is as it should be, or else (`full`) the other way round, so that
    it is ordered once more."""
    if not full:
        return wanted.hushed & frozenset(running) if wanted.hushed else wanted.hushed
    ever = (party.segment.recording for party in call.parties if party.segment and party.segment.hush)
    return frozenset(ever) & frozenset(running) - wanted.hushed


def _close_recordings(turn: Turn, node: str, seen: Seen) -> None:
    """Recordings that run no more, of calls that ended while the node was away: nobody tells their end."""
    running = {name for one in seen.values() for name in (one.recording or "").split()}
    for recording in sorted(set(turn.recordings) - running):
        known = turn.recordings[recording]
        if known.node == node and known.call not in turn.calls:
            recordings.finish(turn, recording)
    recordings.await_again(turn, node)


def _resume(turn: Turn, name: str) -> None:
    """Offers are made again, timers that came while the node was away are due, calls are let in."""
    nodes.show_agents(turn, name)
    find_agents(turn, name)
    for call_id in turn.each("call", sorted(one for one, call in turn.calls.items() if call.node == name)):
        for timer in CALL_TIMERS:
            _bring_back(turn, turn.calls[call_id], timer)
    overload.advance(turn, name)


def _bring_back(turn: Turn, call: Call, timer: str) -> None:
    """A timer that came while the node was away begins anew where people could do nothing about it."""
    name = f"call:{call.id}:{timer}"
    if turn.timers.get(name) == NEVER:
        turn.set_timer(name, turn.now + again_ms(turn, call, timer))


def again_ms(turn: Turn, call: Call, timer: str) -> int:
    """How long a timer runs once more after its node was away."""
    if timer == "ring":
        return call.queue.ring_timeout_ms if call.queue is not None else RING_MS
    if timer == "ivr":
        return ivr.waits_ms(turn, call)
    return {"reconnect": turn.spans.reconnect_ms, "setup": turn.spans.setup_timeout_ms}.get(timer, 0)
