"""What the switch tells of a channel, passed to the one whose channel it is."""

from collections.abc import Mapping

from zuoxi.engine.call import CallState
from zuoxi.engine.events import LegAnswered, LegEnded, LegProgressed, PromptFinished
from zuoxi.engine.handlers import channels, line, linking, offering, supervising, unlinked
from zuoxi.engine.handlers.matrix import (
    ANNOUNCEMENT_OVER,
    ANNOUNCEMENT_UNHEARD,
    CUSTOMER_ANSWERED,
    CUSTOMER_GONE,
    PHONE_ANSWERED,
    PHONE_GONE,
    PHONE_RINGS,
    OfCall,
)
from zuoxi.engine.moves import known_until, progress_leg
from zuoxi.engine.state import Agent, Call, Leg, Owner, Party, channel_key
from zuoxi.engine.turn import Turn

NETWORK_FAILED = 38
"""Q.850 cause of a party that could not be reached."""

OURS = "zx-"
"""Beginning of the names of channels that we dial."""


def answered(turn: Turn, event: LegAnswered) -> None:
    """A channel is up."""
    owner = turn.owner(event.node, event.channel)
    if owner is not None:
        tell_up(turn, owner, event.node)
    elif channel_key(event.node, event.channel) in turn.closing or event.channel.startswith(OURS):
        channels.end(turn, event.node, event.channel)


def tell_up(turn: Turn, owner: Owner, node: str) -> None:
    """Tell the owner of a channel that it is up on its node; he may know it already."""
    if owner[0] == "line":
        line.taken(turn, turn.agents[owner[1]])
        return
    if owner[0] == "link":
        linking.answered(turn, turn.calls[owner[1]], owner[2], node)
        return
    if owner[0] == "ear":
        return
    call, party = part_of(turn, owner)
    if party.role == "customer":
        of_call = CUSTOMER_ANSWERED.get(call.state)
        if of_call is not None:
            of_call(turn, call)
    else:
        of_party = PHONE_ANSWERED.get(party.state)
        if of_party is not None and party.leg is not None and party.leg.state != "up":
            of_party(turn, call, party)


def part_of(turn: Turn, owner: Owner) -> tuple[Call, Party]:
    """The call and party that own a channel."""
    call = turn.calls[owner[1]]
    return call, call.party(owner[2])


def leg_of(turn: Turn, owner: Owner) -> Leg | None:
    """The leg behind a channel; of a link its near end, for both begin and end together."""
    if owner[0] == "line":
        return turn.agents[owner[1]].line
    if owner[0] == "link":
        link = turn.calls[owner[1]].link_to(owner[2])
        return link.near if link is not None else None
    party = part_of(turn, owner)[1]
    return party.ear if owner[0] == "ear" else party.leg


def progressed(turn: Turn, event: LegProgressed) -> None:
    """A dialled party rings, or is heard before the answer."""
    owner = turn.owner(event.node, event.channel)
    if owner is None:
        return
    if owner[0] == "line":
        line.progressed(turn, turn.agents[owner[1]])
        return
    if owner[0] == "party":
        call = progress_leg(turn, *part_of(turn, owner))
        if (then := PHONE_RINGS.get(call.state)) is not None:
            then(turn, call)


def ended(turn: Turn, event: LegEnded) -> None:
    """A channel is gone; one that has been gone for a while ends then, in its call's records too.

    Not before the node's last sign of life: until then it would have been heard, whatever the node's clock
    says.
    """
    owner = turn.owner(event.node, event.channel)
    node = turn.node(event.node)
    heard = turn.now if node.up else node.heard
    with turn.then(max(turn.now - event.ago_ms, _known_until(turn, owner), min(heard, turn.now))):
        lose(turn, event.node, event.channel, event.cause)


def _known_until(turn: Turn, owner: Owner | None) -> int:
    """Only a customer's end is told afterwards; what else is told late happens now."""
    if owner is None or owner[0] != "party":
        return turn.now
    call, customer = part_of(turn, owner)
    return known_until(turn, call) if customer.role == "customer" else turn.now


def lose(turn: Turn, node: str, channel: str, cause: int) -> None:
    """A channel is gone, as the switch said or as an inventory or a refused command found."""
    key = channel_key(node, channel)
    channels.gone(turn, key)
    for endpoint in [one for one, stray in turn.strays.items() if stray == key]:
        turn.strike("strays", endpoint)
    owner = turn.owner(node, channel)
    if owner is None:
        return
    if owner[0] == "line":
        line.lost(turn, turn.agents[owner[1]], cause)
        return
    if owner[0] == "link":
        unlinked.lost(turn, turn.calls[owner[1]], owner[2], node, cause)
        return
    call, party = part_of(turn, owner)
    if owner[0] == "ear":
        supervising.deaf(turn, call, party)
    elif party.role == "customer":
        CUSTOMER_GONE[call.state](turn, call, party, cause)
    else:
        PHONE_GONE[party.state](turn, call, party, cause)


def cause_unknown(turn: Turn, owner: Owner) -> int:
    """The Q.850 cause of a channel that has gone unseen: a party that never answered was not reached."""
    leg = leg_of(turn, owner)
    unanswered = owner[0] != "line" and leg is not None and leg.state in ("dialling", "ringing")
    return NETWORK_FAILED if unanswered else 16


def prompt_finished(turn: Turn, event: PromptFinished) -> None:
    """An announcement is over."""
    owner = turn.owner(event.node, event.channel)
    if owner is not None and owner[0] == "party":
        call, party = part_of(turn, owner)
        if party.sound is not None and party.sound.playback == event.playback:
            turn.over.add(event.playback)
            _go_on(turn, call, ANNOUNCEMENT_OVER)
    elif owner is not None and owner[0] == "line":
        _told(turn, turn.agents[owner[1]], event.playback)


def _told(turn: Turn, agent: Agent, playback: str) -> None:
    """An agent has heard what he was told of a call that his phone takes up by itself."""
    for call in [turn.calls[one] for one in agent.calls]:
        party = call.party_of(agent.person)
        if party is not None and party.sound is not None and party.sound.playback == playback:
            turn.over.add(playback)
            offering.told(turn, call)


def overdue(turn: Turn, call: Call) -> None:
    """Nobody has told the end of an announcement: it cannot be said that it was heard."""
    _go_on(turn, call, ANNOUNCEMENT_UNHEARD)


def unheard(turn: Turn, call: Call) -> None:
    """The switch would not play an announcement."""
    turn.over.add(call.playback)
    overdue(turn, call)


def _go_on(turn: Turn, call: Call, table: Mapping[CallState, OfCall]) -> None:
    """What follows the announcement that the call was to hear."""
    then = table.get(call.state)
    if then is not None and call.playback:
        then(turn, call)
