"""What came of passing a customer on, told once however it came about (T11)."""

from collections.abc import Mapping
from typing import Final, Literal

from msgspec.structs import replace

from zuoxi.engine.facts import OfferOutcome, TransferEnded
from zuoxi.engine.state import Call, Outcome
from zuoxi.engine.turn import Turn

Came = Literal[
    "completed",
    "conference",
    "returned",
    "missed",
    "declined",
    "busy",
    "unreachable",
    "failed",
    "left",
    "abandoned",
]
Then = Literal["", "agent", "queue", "callback"]

BY_OFFER: Final[Mapping[OfferOutcome, Came]] = {
    "missed": "missed",
    "declined": "declined",
    "abandoned": "abandoned",
}
"""How an offer ended -> what that made of the transfer; else it failed."""
BY_LINE: Final[Mapping[Outcome, Came]] = {"busy": "busy", "no_answer": "missed", "unreachable": "unreachable"}
"""How the line of somebody outside ended -> the same."""


def settle(turn: Turn, call: Call, outcome: Came, then: Then = "", *, rings_again: bool = False) -> Call:
    """It is decided. `rings_again`: at the agent himself, for it came to nothing."""
    transfer = call.transfer
    if transfer is None:
        return call
    if not transfer.returned:
        lasted = turn.now - transfer.since
        turn.call_fact(
            call,
            TransferEnded(call=call.id, person=transfer.person, outcome=outcome, then=then, ms=lasted),
        )
    return turn.change_call(call, transfer=replace(transfer, returned=True) if rings_again else None)
