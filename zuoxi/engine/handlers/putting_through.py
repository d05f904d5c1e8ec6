"""A caller's flow connects him with a number outside (T8).

The gate is asked first: the house dials, by its own line and in its own name. Who declines, is busy or does
not answer leaves him to his flow, which knows what follows; who answers has him, nobody of the house hears
them, and nothing is recorded, as wherever a customer is passed on to outside.
"""

from collections.abc import Mapping
from typing import Final

from zuoxi.engine.events import PermitAnswered
from zuoxi.engine.facts import IvrCalledOutside, OfferOutcome
from zuoxi.engine.gate import DialPermit
from zuoxi.engine.handlers import ivr, outbound, overload, passed, sounds
from zuoxi.engine.handlers.joining import enter, keep_out, let_in
from zuoxi.engine.handlers.letting_go import let_go
from zuoxi.engine.ivr.flow import ToExternal
from zuoxi.engine.ivr.walk import Walk
from zuoxi.engine.moves import answer_leg, move_call, move_party
from zuoxi.engine.refusals import Refused
from zuoxi.engine.state import Call, Outcome, Party
from zuoxi.engine.turn import Turn

EXITS: Final[Mapping[passed.Came, tuple[str, str]]] = {
    "busy": ("busy", ""),
    "missed": ("no_answer", ""),
    "unreachable": ("failed", "unreachable"),
}
"""How the line outside ended -> the exit of the node, and what is told beside it; else it failed."""

AT_ONE_NUMBER: Final = 5
"""So many calls may be at one number outside, or ring there; to one more it is busy."""


def permit_answered(turn: Turn, event: PermitAnswered) -> None:
    """The gate has answered; a caller who is past the question takes no notice."""
    call = turn.calls.get(event.call)
    waits = call.ivr if call is not None and call.state == "in_ivr" else None
    if call is None or waits is None or (waits.state, waits.asked) != ("calling", event.number):
        return
    exit, why = "failed", event.refusal
    if event.permit is not None:
        exit, why = _goes_round(turn, call, event.permit)
        try:
            if not why:
                _ring(turn, call, event.permit, event.age_ms)
                return
        except Refused as refused:
            exit, why = "failed", refused.code
    turn.remark("not_put_through", call=call.id, flow=waits.flow, node=waits.node, why=why)
    ivr.step(turn, call, lambda walk: walk.unreached(exit, why))


def _goes_round(turn: Turn, call: Call, permit: DialPermit) -> tuple[str, str]:
    """The exit of who may have come out of a flow of ours, and why; empty: none.

    A number outside that is forwarded to our own would send a caller round for ever, and each round takes two
    lines. He shows our number as long as no carrier hides it; if one does, the number itself fills up.
    """
    if turn.house.is_ours(call.number) or (call.number and call.number == permit.caller_id):
        return "failed", "goes_round"
    there = [one for one in turn.calls.values() if one.id != call.id and _is_at(one, permit.number)]
    return ("busy", "crowded") if len(there) >= AT_ONE_NUMBER else ("", "")


def _is_at(call: Call, number: str) -> bool:
    return any(party.role == "external" and party.number == number for party in call.parties)


def _ring(turn: Turn, call: Call, permit: DialPermit, age_ms: int) -> None:
    """Everything that could forbid it is asked before anything moves."""
    outbound.check_permit(turn, permit, "", age_ms)
    node = outbound.node_of(turn, permit)
    if not turn.can_meet(call.node, node):
        raise Refused("no_trunk")
    assert call.ivr is not None, "only a caller in a flow is put through"
    place = ivr.flow_of(turn, call.ivr).flow.node(call.ivr.node)
    if not isinstance(place, ToExternal):
        raise Refused("no_such_target")  # it has gone with its flow
    turn.clear_timer(f"call:{call.id}:ivr")
    outbound.use(turn, permit)
    turn.call_fact(
        call,
        IvrCalledOutside(
            call=call.id,
            flow=call.ivr.flow,
            version=call.ivr.version,
            node=call.ivr.node,
            number=permit.number,
            attempt=permit.attempt,
        ),
    )
    call = move_call(turn, call, "put_through")
    heard = place.hears == "line" and node == call.node
    if heard:
        call = let_in(turn, call)
    overload.busy(turn, call)
    outbound.ring_outside(turn, call, permit, heard=heard, ring_ms=place.ring_ms)


def rings(turn: Turn, call: Call) -> None:
    """The switch has done its part; how long it rings there is nobody else's concern."""
    turn.clear_timer(f"call:{call.id}:setup")
    overload.leave(turn, call)


def answered(turn: Turn, call: Call, party: Party) -> None:
    """Both speak with each other."""
    rings(turn, call)
    call = answer_leg(turn, call, party)
    turn.clear_timer(f"call:{call.id}:ring")
    call = let_in(turn, enter(turn, call, party))
    served: Outcome = "answered" if call.answered_at else "served_in_ivr"
    call = move_call(turn, call, "answer", outcome=call.outcome or served)
    call = move_party(turn, call, party, "answer")
    ivr.step(turn, call, Walk.connected)


def failed(
    turn: Turn, call: Call, party: Party, came: passed.Came, offer: OfferOutcome, *, gone: bool = False
) -> None:
    """Nobody took him: his flow goes on."""
    rings(turn, call)
    turn.clear_timer(f"call:{call.id}:ring")
    call = let_go(turn, call, (party,), "system", gone=(party.id,) if gone else ())
    call = move_call(turn, sounds.hush(turn, keep_out(turn, call)), "ivr")
    exit, why = EXITS.get(came, ("failed", ""))
    ivr.step(turn, call, lambda walk: walk.unreached(exit, why))
