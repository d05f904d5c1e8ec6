"""How long a caller will wait, told from what others have just waited (T5).

Who is served after a wait has seen how long one place in the line took: his wait by the place at which he
began. A queue remembers the latest of these, each a little less than the one after it, and who stands at a
place is told so many times that. Agents of several queues, overflow, those who give up and those who are let
in before others are in it, for they were in the waits it is made from. It knows nothing of what changes now:
after half of the agents have left it is as wrong as the latest callers did not know of that.
"""

from typing import Final

from zuoxi.kernel.record import Record

MEMORY: Final = 16
"""So many of the latest waits count; the one before each counts a sixteenth less."""
PARTS: Final = 1_000
"""Places are counted in thousandths, so that what fades is not rounded away."""


class Pace(Record):
    """What the latest of a queue's callers have waited, and for how many places."""

    waited_ms: int = 0
    places: int = 0
    """Thousandths."""

    @property
    def place_ms(self) -> int:
        """What one place takes; 0: nobody knows."""
        return self.waited_ms * PARTS // self.places if self.places else 0

    def after(self, waited_ms: int, position: int) -> "Pace":
        """One more caller has been offered to an agent: he had waited so long from this place on."""
        return Pace(
            waited_ms=self.waited_ms - self.waited_ms // MEMORY + waited_ms,
            places=self.places - self.places // MEMORY + position * PARTS,
        )


UNKNOWN: Final = -1
"""An expected wait of which nobody knows."""


def expected_ms(pace: Pace | None, position: int) -> int:
    """How long who stands at this place (from 1) will wait; `UNKNOWN`: nobody has waited yet."""
    return pace.place_ms * position if pace is not None and pace.places else UNKNOWN
