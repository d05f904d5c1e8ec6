"""Somebody is gone: what that means for the call, by who he was and what went on."""

from collections.abc import Mapping

from zuoxi.engine import facts
from zuoxi.engine.facts import OfferOutcome
from zuoxi.engine.handlers import consulting, outbound, passed, rating, reconnecting
from zuoxi.engine.handlers.ending import end, owe_callback
from zuoxi.engine.handlers.letting_go import let_go
from zuoxi.engine.handlers.offering import take_back
from zuoxi.engine.state import Call, Outcome, Party, Role
from zuoxi.engine.turn import Turn

WHO: Mapping[Role, facts.Party] = {
    "customer": "customer",
    "agent": "agent",
    "supervisor": "supervisor",
    "external": "external",
}
"""Whose part it was -> who is said to have hung up."""

DECLINED = frozenset({16, 17, 18, 19, 21})
"""Causes with which an agent's phone says that he did not take the call."""


def unserved(turn: Turn, call: Call, party: Party, cause: int) -> None:
    """A caller gave up before he had reached anybody: he is owed a call."""
    owe_callback(turn, call, "abandoned")
    end(turn, call, call.outcome or "abandoned", "customer", cause=cause, gone=party.id)


def in_the_lurch(turn: Turn, call: Call, party: Party, cause: int) -> None:
    """A customer gave up while he waited for his agent, whose line we had lost: he is owed a call."""
    owe_callback(turn, call, "abandoned")
    served(turn, call, party, cause)


def served(turn: Turn, call: Call, party: Party, cause: int) -> None:
    """The customer put down after or in a conversation."""
    reached: Outcome = "answered" if call.answered_at else "abandoned"
    end(turn, call, call.outcome or reached, "customer", cause=cause, gone=party.id)


def parted(turn: Turn, call: Call, party: Party, cause: int) -> None:
    """The customer did not hear the last announcement to its end; who ended the conversation stays."""
    by = (call.hung_up_by if call.answered_at else "") or "customer"
    end(turn, call, call.outcome or "abandoned", by, cause=cause, gone=party.id)


def not_reached(turn: Turn, call: Call, party: Party, cause: int) -> None:
    """The customer's line has ended before he answered."""
    outcome, by = outbound.outcome_of(cause)
    end(turn, call, outcome, by, cause=cause, gone=party.id)


def phone_declined(turn: Turn, call: Call, party: Party, cause: int) -> None:
    """The agent's phone has ended without an answer, or before it was brought together with the caller."""
    taken_up = party.leg is not None and party.leg.state == "up"
    outcome: OfferOutcome = "withdrawn" if taken_up else "missed" if cause in DECLINED else "failed"
    take_back(turn, call, party, outcome, gone=True)


def put_down(turn: Turn, call: Call, party: Party, cause: int) -> None:
    """The agent put down his SIP phone, or somebody outside who had the customer his."""
    if party.role == "agent" and rating.stays(turn, call):
        rating.ask(turn, call, party, "house", cause=cause, gone=True)
        return
    reached: Outcome = "answered" if call.answered_at else "cancelled"
    end(turn, call, call.outcome or reached, WHO[party.role], cause=cause, gone=party.id)


def outside_not_reached(turn: Turn, call: Call, party: Party, cause: int) -> None:
    """The line of somebody outside has ended before he answered."""
    outcome, _ = outbound.outcome_of(cause)
    take_back(turn, call, party, "failed", came=passed.BY_LINE.get(outcome, "failed"), gone=True)


def one_of_several(turn: Turn, call: Call, party: Party, cause: int) -> None:
    """Somebody put down his phone, or lost his line, and the customer is not left alone by that."""
    consulting.leave(turn, call, party, WHO[party.role], cause=cause, gone=True)


def line_in_consulting(turn: Turn, call: Call, party: Party, cause: int) -> None:
    """The agent who asks has lost his line: whoever speaks with him has the customer; while it only rings, it
    rings no longer, and the customer is held for his agent."""
    if call.of("consulted"):
        one_of_several(turn, call, party, cause)
        return
    call = let_go(turn, call, call.of("ringing", "called"), "system")
    turn.clear_timer(f"call:{call.id}:ring")
    reconnecting.begin(turn, passed.settle(turn, call, "failed", "agent"), call.party(party.id), cause)


def line_in_waiting(turn: Turn, call: Call, party: Party, cause: int) -> None:
    """The agent who waits for his customer has lost his line: the customer goes on in his flow, and is held
    when he comes back before the line does."""
    reconnecting.drop(turn, call, party, cause)


def line_in_offer(turn: Turn, call: Call, party: Party, cause: int) -> None:
    """The agent whom it rings at could not answer any more."""
    take_back(turn, call, party, "withdrawn")


def line_in_dialling(turn: Turn, call: Call, party: Party, cause: int) -> None:
    """The agent who dials would not hear the customer."""
    end(turn, call, "failed", "system", gone=party.id)
