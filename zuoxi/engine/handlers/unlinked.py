"""A link between two nodes that is lost, refused, or does not come about."""

from typing import Final

from msgspec.structs import replace

from zuoxi.engine.handlers import linking, looking
from zuoxi.engine.handlers.consulting import leave
from zuoxi.engine.handlers.ending import end
from zuoxi.engine.handlers.offering import find_agents, take_back
from zuoxi.engine.handlers.parting import apologise
from zuoxi.engine.handlers.queueing import send_back
from zuoxi.engine.media import legs_at
from zuoxi.engine.state import Call, Link, Party
from zuoxi.engine.turn import Turn

TRIES: Final = len(linking.PAUSES_MS)
"""How often a link that does not hold is dialled."""
HELD_MS: Final = 60_000
"""One that was up for so long held, and what comes after it is counted anew."""
NETWORK_FAILED: Final = 38
"""Q.850: network out of order."""
SEVERAL: Final = ("consulting", "led", "conferring")
"""States of a call in which it goes on without one of those who have it in hand."""
APART_MS: Final = 60_000
"""For so long nobody is offered a call through a link that could not be had."""


def lost(turn: Turn, call: Call, towards: str, node: str, cause: int) -> None:
    """One end of the link has gone, on `node`: the other one goes too, and another link is dialled."""
    link = call.link_to(towards)
    assert link is not None, "the channels of a link go with it"
    call = linking.close(turn, call, link, cause, gone=node)
    held = link.is_up and turn.now - link.near.since >= HELD_MS
    _again(turn, call, replace(link, tries=0) if held else link)


def refused(turn: Turn, call: Call, towards: str) -> None:
    """The switch will not make the link: there is no use in asking again soon."""
    if (link := call.link_to(towards)) is not None:
        call = linking.close(turn, call, link, NETWORK_FAILED, gone="all")
        _keep_apart(turn, call, towards)
        without(turn, call, towards)


def late(turn: Turn, call: Call) -> None:
    """A link that should be up is not, as far as was told: both nodes are looked at, or it is given up."""
    for link in call.links:
        if link.is_up or not turn.is_up(link.node):
            continue
        if not link.is_dialled:
            if linking.is_due(turn, link):
                call = linking.dial(turn, call, link)
        elif turn.now - link.near.since >= turn.spans.setup_timeout_ms:
            _expire(turn, call, link)
            break
        else:
            looking.look(turn, call.node)
            looking.look(turn, link.node)
    if (still := turn.calls.get(call.id)) is not None:
        linking.await_rest(turn, still)


def _expire(turn: Turn, call: Call, link: Link) -> None:
    _again(turn, linking.close(turn, call, link, NETWORK_FAILED), link)


def _again(turn: Turn, call: Call, link: Link) -> None:
    """Another link in the place of one that is over; not for ever."""
    if link.tries < TRIES:
        linking.prepare(turn, call, link.node, tries=link.tries + 1)
    else:
        _keep_apart(turn, call, link.node)
        without(turn, call, link.node)


def without(turn: Turn, call: Call, towards: str) -> None:
    """Who is reached on `towards` cannot be spoken with: he is out of the call, which goes on without him."""
    there = [party for party in call.hands if party.leg is not None and party.leg.node == towards]
    if call.state in SEVERAL:
        for party in there:
            _leave(turn, call.id, party)
    elif call.state in ("dialling", "calling", "intercom"):
        end(turn, call, "answered" if call.answered_at else "failed", "system", cause=NETWORK_FAILED)
    elif call.queue is not None:
        send_back(turn, call, "withdrawn")
    else:
        apologise(turn, call)


def _leave(turn: Turn, call_id: str, party: Party) -> None:
    """Of several in a call one is out of it: the call may be over or his part another one by now."""
    call = turn.calls.get(call_id)
    now = next((one for one in call.hands if one.id == party.id), None) if call else None
    if call is not None and now is not None:
        if call.state in SEVERAL:
            leave(turn, call, now, "system")
        else:
            without(turn, call, now.leg.node if now.leg else "")


def cut_off(turn: Turn, name: str) -> None:
    """A node has died: its links are gone, and so is whoever was called there by telephone."""
    there = sorted(one for one, call in turn.calls.items() if legs_at(call, name))
    for call_id in turn.each("call", there):
        call = turn.calls[call_id]
        if (link := call.link_to(name)) is not None:
            call = linking.close(turn, call, link, NETWORK_FAILED, gone=name)
        for party_id in [party.id for party in call.hands]:
            # who was there before him may have taken others, or the call, along
            now = turn.calls.get(call_id)
            party = next((one for one in now.hands if one.id == party_id), None) if now else None
            leg = party.leg if party else None
            if now and party and leg is not None and leg.node == name and not leg.standing:
                _gone_with_node(turn, now, party, name)


def _gone_with_node(turn: Turn, call: Call, party: Party, name: str) -> None:
    if party.state in ("ringing", "called"):
        take_back(turn, call, party, "failed", gone=True)
    elif party.state == "phoning":
        end(turn, call, "cancelled", "system", cause=NETWORK_FAILED, gone=party.id)
    else:
        without(turn, call, name)


def _keep_apart(turn: Turn, call: Call, towards: str) -> None:
    node = turn.node(call.node)
    if towards not in node.apart:
        turn.remark("nodes_apart", node=node.name, other=towards)
        turn.put_node(replace(node, apart=(*node.apart, towards)))
    turn.set_timer(f"node:{node.name}:apart", turn.now + APART_MS)


def try_again(turn: Turn, name: str) -> None:
    """Perhaps the node can be linked with the others now."""
    turn.put_node(replace(turn.node(name), apart=()))
    find_agents(turn, name)
