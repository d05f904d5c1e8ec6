"""What an agent asks to pass a customer on: to colleagues, groups, queues and numbers outside."""

from typing import Literal

from zuoxi.engine.events.people import Request
from zuoxi.engine.gate import DialPermit
from zuoxi.kernel.record import Record


class Target(Record):
    """To whom a customer is to be passed on, or who is to be asked."""

    kind: Literal["agent", "group", "queue", "outside", "flow"]
    """`group`: whoever of a skill group is free the longest. `flow`: an IVR flow that can lead him back; who
    asks for it by a consultation waits for him."""
    id: str = ""
    """Person, skill group, queue or flow; empty: outside, by the permit."""


class Passing(Request):
    """Somebody else is wanted for a call in hand."""

    call: str
    target: Target
    permit: DialPermit | None = None
    """For somebody outside: the gate has passed him."""
    age_ms: int = 0
    """As in `Dialling`."""


class TransferRequested(Passing):
    """盲转: the customer is passed on, and the asker is done with him."""


class ConsultRequested(Passing):
    """咨询: the customer hears music, and the asker speaks with somebody first."""


class CompleteRequested(Request):
    """转接: whoever was asked has the customer now; while it rings there, the customer waits for him."""

    call: str


class ConferenceRequested(Request):
    """三方: the customer, the asker and whoever was asked speak with each other."""

    call: str


class ReturnRequested(Request):
    """接回: the asker and his customer are alone with each other again."""

    call: str
