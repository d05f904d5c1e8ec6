"""What became of a wish to pass a customer on."""

from typing import Literal

from zuoxi.engine.facts.base import Fact

TransferWay = Literal["blind", "attended"]


TransferTarget = Literal["agent", "queue", "outside", "flow"]


class TransferBegan(Fact):
    """An agent passes his customer on (`blind`: at once and unasked), or asks somebody first (T11)."""

    call: str
    person: str
    way: TransferWay
    target: TransferTarget
    to: str
    """Person, queue, flow, or number in national form."""
    attempt: str = ""
    """Under which it was dialled outside."""


class TransferEnded(Fact):
    """What came of it, once. Of who was passed on into a queue or a flow nothing more is told."""

    call: str
    person: str
    """Who had begun it."""
    outcome: Literal[
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
    """`returned`: the agent took his customer back; `left`: whoever was asked did; `abandoned`: the customer
    has hung up."""
    then: Literal["", "agent", "queue", "callback"] = ""
    """Where the customer went when it came to nothing: back to the agent, into the queue, or he is owed a
    call."""
    ms: int = 0
    """How long it took until then."""
