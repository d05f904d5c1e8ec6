"""An agent's own call to a customer, with the permit of the gate (T11, C9)."""

from typing import Any

from zuoxi.engine import facts
from zuoxi.engine.commands import DialCustomer
from zuoxi.engine.events import Dialling, DialRequested, GateAnswered
from zuoxi.engine.facts import CallStarted
from zuoxi.engine.gate import PERMIT_LIFE_MS, DialPermit
from zuoxi.engine.handlers import segments
from zuoxi.engine.handlers.asking import asker, commandable
from zuoxi.engine.handlers.ending import end
from zuoxi.engine.handlers.joining import join, ring_phone
from zuoxi.engine.moves import answer_leg, follow, move_agent, move_call, move_party, new_party, start_leg
from zuoxi.engine.refusals import Refused
from zuoxi.engine.routing import line_is_up
from zuoxi.engine.state import Agent, Call, Outcome, Party
from zuoxi.engine.turn import Turn

DIAL_MARGIN_MS = 3_000
"""How much later than the switch we give up a customer who does not answer."""

GATE_ANSWERS_MS = 3_000
"""How long the gate may take; whoever took up his phone waits for it."""

CAUSES: dict[int, tuple[Outcome, facts.Party]] = {
    16: ("no_answer", "customer"),
    17: ("busy", "customer"),
    18: ("no_answer", "customer"),
    19: ("no_answer", "customer"),
    21: ("no_answer", "customer"),
    1: ("unreachable", "switch"),
    2: ("unreachable", "switch"),
    3: ("unreachable", "switch"),
    20: ("unreachable", "switch"),
    22: ("unreachable", "switch"),
    27: ("unreachable", "switch"),
    28: ("unreachable", "switch"),
}
"""Q.850 cause before the answer -> what came of the call and who ended it."""


def outcome_of(cause: int) -> tuple[Outcome, facts.Party]:
    """What a leg that ended before its answer means."""
    return CAUSES.get(cause, ("failed", "switch"))


def dial_requested(turn: Turn, event: DialRequested) -> None:
    """Dial a customer. Everything that could forbid it is asked before anything moves."""
    agent = asker(turn, event)
    check_permit(turn, event.permit, event.person, event.age_ms)
    if agent.state == "busy":
        raise Refused("in_call")
    node = node_of(turn, event.permit)
    if not line_is_up(agent) or not turn.can_meet(node, agent.node):
        raise Refused("line_down")
    call = begin(turn, event, node)
    by_phone = agent.device.kind == "sip_phone"
    party = new_party(
        turn, "agent", "phone" if by_phone else "dial", person=agent.person, session=agent.session
    )
    call = turn.put_party(call, party)
    agent = _take_up(turn, agent, call)
    if by_phone:
        call = move_call(turn, call, "phone")
        ring_phone(turn, call, party, agent, turn.spans.device_dial_timeout_ms)
        turn.set_timer(f"call:{call.id}:dial", turn.now + turn.spans.device_dial_timeout_ms + DIAL_MARGIN_MS)
    else:
        _dial(turn, call)


def check_permit(turn: Turn, permit: DialPermit, person: str, age_ms: int) -> None:
    """The permit is of this moment, the asker's (empty: the house's own), and has not been used."""
    if age_ms > PERMIT_LIFE_MS:
        raise Refused("permit_expired")
    if permit.person != person:
        raise Refused("permit_invalid")
    if permit.call in turn.permits or permit.call in turn.calls:
        raise Refused("permit_used")


def node_of(turn: Turn, permit: DialPermit) -> str:
    """The switch node of the permit's trunk, which can be commanded now."""
    trunk = turn.house.trunk(permit.trunk)
    if trunk is None:
        raise Refused("no_trunk")
    commandable(turn, trunk.node)
    return trunk.node


def begin(turn: Turn, event: Dialling, node: str, **fields: Any) -> Call:
    """The permit is used: the call begins, and the asker is told which it is."""
    permit = event.permit
    turn.reply(event.request, data={"call": permit.call})
    use(turn, permit)
    call = Call(
        id=permit.call,
        serial=turn.next_serial(),
        tenant=permit.tenant,
        path=permit.path,
        node=node,
        direction="outbound",
        number=permit.number,
        house_number=permit.caller_id,
        parties=(new_party(turn, "customer", "come"),),
        started_at=turn.now,
        since=turn.now,
        service_line=permit.service_line,
        service_line_name=permit.service_line_name,
        attempt=permit.attempt,
        permit=permit,
        **fields,
    )
    turn.enter("untold", call.id, ())
    turn.call_fact(
        call,
        CallStarted(
            call=call.id,
            direction="outbound",
            node=node,
            path=call.path,
            customer_number=call.number,
            house_number=call.house_number,
            service_line=call.service_line,
            attempt=call.attempt,
        ),
    )
    return turn.put_call(call)


def use(turn: Turn, permit: DialPermit) -> None:
    """The permit is used: nobody dials by it again."""
    turn.enter("permits", permit.call, turn.now + PERMIT_LIFE_MS)
    turn.set_timer(f"permit:{permit.call}:expiry", turn.now + PERMIT_LIFE_MS + 1)


def _take_up(turn: Turn, agent: Agent, call: Call) -> Agent:
    """The agent dials; what he was before is kept for a call that comes to nothing."""
    rest = "not_ready" if agent.state == "not_ready" else "ready"
    rest_reason = agent.reason if rest == "not_ready" else ""
    turn.clear_timer(f"agent:{agent.person}:wrap_up")
    return move_agent(
        turn,
        agent,
        "take",
        cause="agent",
        by=agent.person,
        calls=(*agent.calls, call.id),
        worked="",
        segment="",
        rest=rest,
        rest_reason=rest_reason,
        wrap_up_until=0,
    )


def phone_answered(turn: Turn, call: Call, party: Party) -> None:
    """The agent has taken up his SIP phone: the gate's word was given before it rang, so it is asked anew."""
    call = answer_leg(turn, call, party)
    if turn.now > call.started_at + turn.spans.device_dial_timeout_ms + DIAL_MARGIN_MS:
        # while we or the switch were away: nobody sits there waiting for this call any more
        end(turn, call, "cancelled", "system")
        return
    turn.ask_gate(call, party.person)
    turn.set_timer(f"call:{call.id}:dial", turn.now + GATE_ANSWERS_MS)


def gate_answered(turn: Turn, event: GateAnswered) -> None:
    """The gate's word of this moment: only now the customer is dialled."""
    call = turn.calls.get(event.call)
    party = next((one for one in call.hands if one.state == "phoning"), None) if call else None
    if call is None or party is None or party.leg is None or party.leg.state != "up":
        return
    if event.refusal:
        turn.remark("gate_refused", call=call.id, check=event.refusal)
        end(turn, call, "cancelled", "system")
    else:
        _dial(turn, move_party(turn, call, party, "dial"))


def _dial(turn: Turn, call: Call) -> None:
    """The agents are in the bridge, then the customer is dialled into it, whose early media they hear."""
    if call.permit is None or turn.house.trunk(call.permit.trunk) is None:
        end(turn, call, "failed", "system")
        return
    for party in call.hands:
        call = join(turn, call, party, turn.agents[party.person])
    ring_customer(turn, move_call(turn, call, "dial"), bridge=call.bridge)


def ring_customer(turn: Turn, call: Call, *, bridge: str = "") -> None:
    """Dial the customer by the call's permit. `bridge`: who is in it hears his line; empty: nobody does."""
    permit = call.permit
    trunk = turn.house.trunk(permit.trunk) if permit else None
    assert permit is not None and trunk is not None, "only a call with a permit and a line is dialled"
    call = start_leg(turn, call, call.customer, call.node, "", "dial")
    turn.order(
        DialCustomer(
            node=call.node,
            channel=call.channel,
            trunk=trunk.endpoint,
            number=permit.number,
            caller_id=permit.caller_id,
            call=call.id,
            bridge=bridge,
            timeout_ms=turn.spans.dial_timeout_ms,
        )
    )
    turn.set_timer(f"call:{call.id}:dial", turn.now + turn.spans.dial_timeout_ms + DIAL_MARGIN_MS)


def ring_outside(turn: Turn, call: Call, permit: DialPermit, *, heard: bool, ring_ms: int = 0) -> Call:
    """Dial somebody outside for the call. `heard`: who is in its bridge hears his line; `ring_ms`: so long it
    rings there (0: as long as at any customer's)."""
    span = ring_ms or turn.spans.dial_timeout_ms
    trunk = turn.house.trunk(permit.trunk)
    assert trunk is not None, "a line that was looked at before"
    party = new_party(turn, "external", "call", number=permit.number)
    call = turn.put_party(call, party)
    heard = heard and trunk.node == call.node
    call = start_leg(turn, call, party, trunk.node, "", "dial", permit.attempt, hears=heard, speaks=heard)
    leg = call.party(party.id).leg
    assert leg is not None, "a leg that has just begun"
    turn.order(
        DialCustomer(
            node=leg.node,
            channel=leg.channel,
            trunk=trunk.endpoint,
            number=permit.number,
            caller_id=permit.caller_id,
            call=call.id,
            bridge=call.bridge if heard else "",
            timeout_ms=span,
        )
    )
    turn.set_timer(f"call:{call.id}:ring", turn.now + span + DIAL_MARGIN_MS)
    return call


def answered(turn: Turn, call: Call) -> None:
    """The customer has answered: the conversation begins."""
    turn.clear_timer(f"call:{call.id}:dial")
    call = answer_leg(turn, call, call.customer)
    call = move_call(turn, call, "answer")
    for party in call.hands:
        call = segments.begin(turn, call, party, turn.agents[party.person], "answer")
        follow(turn, turn.agents[party.person], cause="call", missed=0)


def dial_timed_out(turn: Turn, call: Call) -> None:
    """Neither answer nor end was told in time."""
    if call.state in ("dialling", "reaching"):
        end(turn, call, "no_answer", "system", cause=19)
    elif call.state in ("phoning", "calling"):
        end(turn, call, "cancelled", "system", cause=19)


def permit_expired(turn: Turn, call_id: str) -> None:
    """A used permit need not be remembered once it has expired."""
    turn.strike("permits", call_id)
