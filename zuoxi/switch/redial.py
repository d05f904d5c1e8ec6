"""How long to wait before a node that is lost is called again. Pure: the draw is an argument.

At once the first time, for most breaks are over by then; later ever more slowly, and each process at a moment
of its own, so that a node which comes back is not overrun.
"""

from zuoxi.kernel.record import Record


class Redial(Record):
    """The pauses between attempts (s)."""

    first_s: float = 0.3
    """Before the second attempt; it doubles with each further one."""
    most_s: float = 2.0
    steady_s: float = 10.0
    """A connection that lasted this long makes all earlier attempts forgotten."""

    def pause_s(self, failed: int, draw: float) -> float:
        """Before the next attempt, after `failed` in a row; `draw` (0 to 1) takes up to half of it off."""
        if failed < 1:
            return 0.0
        # No float has room for the thousandth doubling.
        span = min(self.first_s * 2.0 ** min(failed - 1, 32), self.most_s)
        return span * (1 - draw / 2)

    def failed(self, before: int, lasted_s: float) -> int:
        """How many attempts have failed in a row, after a connection of that length (0: none)."""
        return 0 if lasted_s >= self.steady_s else before + 1
