"""Links: a customer on one switch node speaks with an agent on another through a leg between the two.

A call stands where its customer is. The first of its people who is reached elsewhere opens a link to his
node, the last closes it. A link that is lost while somebody needs it is dialled anew, at once; when it does
not come about, the caller goes back to the head of his queue, and the two nodes are taken for apart for a
while, so that nobody is sent the same way again (`unlinked`).
"""

from typing import Final

from msgspec.structs import replace

from zuoxi.engine.facts import LegAnsweredFact, LegEndedFact, LegStarted
from zuoxi.engine.handlers import channels
from zuoxi.engine.leg import LEG
from zuoxi.engine.state import Call, Leg, Link, channel_key
from zuoxi.engine.turn import Turn

LOOK_MS: Final = 2_000
"""A link that is not up after this long is looked for in both nodes, and again until it is given up."""


def open_to(turn: Turn, call: Call, node: str) -> Call:
    """Somebody in the call is reached on `node`: see to it that sound flows to and from there."""
    if node == call.node or call.link_to(node) is not None:
        return call
    return dial(turn, call, node, tries=1)


def dial(turn: Turn, call: Call, node: str, *, tries: int) -> Call:
    """A new link; `commit` orders it, for it is part of what should be."""
    link = Link(
        node=node, near=_end(turn, call, node, call.node), far=_end(turn, call, node, node), tries=tries
    )
    turn.set_timer(f"call:{call.id}:link", turn.now + LOOK_MS)
    return turn.change_call(call, links=(*call.links, link))


def _end(turn: Turn, call: Call, towards: str, node: str) -> Leg:
    leg_id = turn.new_id()
    leg = Leg(id=leg_id, node=node, channel=f"zx-{leg_id}", state=LEG.move("new", "dial"), since=turn.now)
    started = LegStarted(
        call=call.id, leg=leg.id, kind="node_link", node=node, channel=leg.channel, person=""
    )
    turn.call_fact(call, started)
    turn.enter("channels", channel_key(node, leg.channel), ("link", call.id, towards))
    return leg


def close_idle(turn: Turn, call: Call) -> Call:
    """Links that nobody in the call needs any more."""
    if not call.links:
        return call
    needed = {party.leg.node for party in call.parties if party.leg is not None}
    for link in call.links:
        if link.node not in needed:
            call = close(turn, call, link)
    return call


def close(turn: Turn, call: Call, link: Link, cause: int = 16, *, gone: str = "") -> Call:
    """The link is over. `gone`: the node on which its end has gone already; `all`: both have."""
    for leg in (link.near, link.far):
        if gone in (leg.node, "all"):
            channels.disown(turn, leg)
        else:
            channels.hang_up(turn, leg)
        turn.call_fact(call, LegEndedFact(call=call.id, leg=leg.id, cause=cause))
    call = turn.change_call(call, links=tuple(one for one in call.links if one.node != link.node))
    return _await_rest(turn, call)


def _await_rest(turn: Turn, call: Call) -> Call:
    if all(link.is_up for link in call.links):
        turn.clear_timer(f"call:{call.id}:link")
    return call


def answered(turn: Turn, call: Call, towards: str, node: str) -> None:
    """The end on `node` of a link is up: it can be put into the bridge there."""
    link = call.link_to(towards)
    assert link is not None, "the channels of a link go with it"
    which = "far" if node == towards else "near"
    leg: Leg = getattr(link, which)
    if not LEG.allows(leg.state, "answer"):
        return
    turn.call_fact(call, LegAnsweredFact(call=call.id, leg=leg.id))
    link = replace(link, **{which: replace(leg, state=LEG.move(leg.state, "answer"))})
    links = tuple(link if one.node == towards else one for one in call.links)
    _await_rest(turn, turn.change_call(call, links=links))
