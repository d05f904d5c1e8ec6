"""Coming into a call: it rings at somebody, and whoever answers is in the call's bridge."""

from collections.abc import Sequence

from zuoxi.engine.commands import DialDevice
from zuoxi.engine.facts import OfferMade
from zuoxi.engine.handlers import linking
from zuoxi.engine.moves import move_agent, new_party, start_leg
from zuoxi.engine.party import DOING
from zuoxi.engine.state import Agent, Call, Party
from zuoxi.engine.turn import Turn


def ring_at(turn: Turn, call: Call, agents: Sequence[Agent], span: int) -> Call:
    """The call is offered to agents; SIP phones are dialled for `span` (ms)."""
    parties = [
        new_party(turn, "agent", "offer", person=one.person, session=one.session, offered_at=turn.now)
        for one in agents
    ]
    call = turn.change_call(call, parties=(*call.parties, *parties))
    for agent, party in zip(agents, parties, strict=True):
        turn.call_fact(call, OfferMade(call=call.id, person=agent.person, session=agent.session))
        if agent.wrap_up_until:
            turn.clear_timer(f"agent:{agent.person}:wrap_up")
        move_agent(
            turn,
            agent,
            "take",
            cause="call",
            doing=None if agent.calls else DOING[party.state],
            calls=(*agent.calls, call.id),
            worked="",
            segment="",
            wrap_up_until=0,
            offered=turn.next_serial(),
            rest="ready",
        )
        if agent.device.kind == "sip_phone":
            call = ring_phone(turn, call, party, agent, span)
    return call


def ring_phone(turn: Turn, call: Call, party: Party, agent: Agent, span: int, *, shown: str = "") -> Call:
    """Dial the agent's SIP phone for this call. `shown`: the number on its display, else the customer's."""
    call = start_leg(turn, call, party, agent.node, "", "dial")
    leg = call.party(party.id).leg
    assert leg is not None, "a leg that has just begun"
    waits = call.customer.leg if call.state == "ringing" else None
    turn.order(
        DialDevice(
            node=leg.node,
            channel=leg.channel,
            endpoint=agent.device.endpoint,
            dial=agent.device.dial,
            standing=False,
            caller_id=shown or call.number,
            call=call.id,
            timeout_ms=span,
            caller=waits.channel if waits is not None and waits.node == leg.node else "",
        )
    )
    return call


def join(turn: Turn, call: Call, party: Party, agent: Agent) -> Call:
    """Both are in the call's bridge; a standing line becomes a leg of the call by that."""
    return let_in(turn, enter(turn, call, party, agent))


def enter(turn: Turn, call: Call, party: Party, agent: Agent | None = None) -> Call:
    """The party (an agent; None: somebody outside) is in the call's bridge, whoever else is."""
    if call.party(party.id).leg is None:
        assert agent is not None and agent.line is not None, "only an agent with a line is joined"
        where, channel = agent.line.node, agent.line.channel
        call = start_leg(turn, call, party, where, channel, "join", hears=True, speaks=True)
    else:
        call = turn.change_party(call, party, hears=True, speaks=True)
    leg = call.party(party.id).leg
    return linking.open_to(turn, call, leg.node) if leg is not None else call


def let_in(turn: Turn, call: Call) -> Call:
    """The customer is in the call's bridge, and hears nothing but who is there."""
    turn.clear_timer(f"call:{call.id}:prompt")
    return turn.change_party(call, call.customer, hears=True, speaks=True, sound=None)


def keep_out(turn: Turn, call: Call) -> Call:
    """The customer hears nobody, and nobody hears him."""
    return turn.change_party(call, call.customer, hears=False, speaks=False)
