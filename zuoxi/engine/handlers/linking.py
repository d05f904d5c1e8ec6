"""Links: a customer on one switch node speaks with an agent on another through a leg between the two.

A call stands where its customer is. The first of its people who is reached elsewhere opens a link to his
node, the last closes it. A link that is lost while somebody needs it is dialled anew, at growing distances.
When it does not come about, the caller goes back to the head of his queue, and the two nodes are taken for
apart for a while, so that nobody is sent the same way again (`unlinked`).
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
PAUSES_MS: Final = (0, 500, 2_000)
"""How long is waited before each try: two nodes that have just lost each other seldom meet in the same
instant, and a hundred conversations that dial at once would not help them."""


def open_to(turn: Turn, call: Call, node: str) -> Call:
    """Somebody in the call is reached on `node`: see to it that sound flows to and from there."""
    if node == call.node or call.link_to(node) is not None:
        return call
    return prepare(turn, call, node, tries=1)


def prepare(turn: Turn, call: Call, node: str, *, tries: int) -> Call:
    """A link that is dialled when the pause before it is over: at once, if it is the first one."""
    link = Link(
        node=node, near=_end(turn, call, node, call.node), far=_end(turn, call, node, node), tries=tries
    )
    call = turn.change_call(call, links=(*call.links, link))
    if not PAUSES_MS[tries - 1]:
        return dial(turn, call, link)
    await_rest(turn, call)
    return call


def dial(turn: Turn, call: Call, link: Link) -> Call:
    """`commit` orders it, for it is part of what should be from now on."""
    link = replace(link, near=_dialled(turn, call, link.near), far=_dialled(turn, call, link.far))
    call = turn.change_call(call, links=tuple(link if one.node == link.node else one for one in call.links))
    await_rest(turn, call)
    return call


def is_due(turn: Turn, link: Link) -> bool:
    """Whether a link that waits for its turn may be dialled."""
    return not link.is_dialled and turn.now >= link.near.since + PAUSES_MS[link.tries - 1]


def _end(turn: Turn, call: Call, towards: str, node: str) -> Leg:
    leg_id = turn.new_id()
    leg = Leg(id=leg_id, node=node, channel=f"zx-{leg_id}", state="new", since=turn.now)
    turn.enter("channels", channel_key(node, leg.channel), ("link", call.id, towards))
    return leg


def _dialled(turn: Turn, call: Call, leg: Leg) -> Leg:
    started = LegStarted(
        call=call.id, leg=leg.id, kind="node_link", node=leg.node, channel=leg.channel, person=""
    )
    turn.call_fact(call, started)
    return replace(leg, state=LEG.move(leg.state, "dial"), since=turn.now)


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
        if gone in (leg.node, "all") or not link.is_dialled:
            channels.disown(turn, leg)
        else:
            channels.hang_up(turn, leg)
        if link.is_dialled:
            turn.call_fact(call, LegEndedFact(call=call.id, leg=leg.id, cause=cause))
    call = turn.change_call(call, links=tuple(one for one in call.links if one.node != link.node))
    await_rest(turn, call)
    return call


def await_rest(turn: Turn, call: Call) -> None:
    """Come back to the links that are not up: each when it is to be dialled, or to be looked for."""
    moments = [_next_look(turn, link) for link in call.links if not link.is_up]
    if moments:
        turn.set_timer(f"call:{call.id}:link", min(moments))
    else:
        turn.clear_timer(f"call:{call.id}:link")


def _next_look(turn: Turn, link: Link) -> int:
    """When a link is come back to. To a node that is away it is not dialled, however long it has waited."""
    if link.is_dialled or not turn.is_up(link.node):
        return turn.now + LOOK_MS
    return max(link.near.since + PAUSES_MS[link.tries - 1], turn.now)


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
    await_rest(turn, turn.change_call(call, links=links))
