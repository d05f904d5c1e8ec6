"""What can go wrong between us and the fake switch: a command's outcome, an event that never comes."""

from zuoxi.kernel.record import Record


class Unheard(Record):
    """The command is done, but its answer is lost."""


class NeverCame(Record):
    """The command is lost on its way: neither done nor answered."""


class DoneLate(Record):
    """No answer in time; the command is done (or refused) all the same, `after_ms` later."""

    after_ms: int = 5_000


class TurnedDown(Record):
    """The command is refused, although its channel stands."""

    reason: str = "refused"


Fault = Unheard | NeverCame | DoneLate | TurnedDown
FAULTS: tuple[Fault, ...] = (Unheard(), NeverCame(), DoneLate(), DoneLate(after_ms=200), TurnedDown())
"""One of each kind, for tests that draw."""
