"""Whether a node lives: judged by what is heard of it, never by how long one command takes.

Any byte is life, on whichever connection it came. But a connection that looks well may carry nothing of what
we need: so each way is tried by an echo, again and again, and a way whose echo stays out for long is deaf.
Time is counted by looks: while we were stopped ourselves, nobody looked and nothing was silent. Pure.
"""

from collections.abc import Iterable
from typing import Final


class Pulse:
    """What was last heard of one node. `ways`: the connections that each need an echo of their own."""

    def __init__(self, ways: Iterable[str], *, silence_s: float, deaf_s: float, look_s: float) -> None:
        """`look_s`: how often it is looked; one look counts for at most twice as long."""
        self._silence: Final = silence_s
        self._deaf: Final = deaf_s
        self._longest: Final = 2 * look_s
        self._silent = 0.0
        self._without = dict.fromkeys(ways, 0.0)

    def heard(self) -> None:
        """Something came: an answer, an event, anything."""
        self._silent = 0.0

    def echoed(self, way: str) -> None:
        """What we had sent on this way came back."""
        self._without[way] = 0.0
        self.heard()

    @property
    def silent_ms(self) -> int:
        """How long nothing at all had been heard when it was last looked."""
        return round(self._silent * 1_000)

    def look(self, elapsed_s: float) -> str:
        """So much time has gone by since the last look: empty while all is well, otherwise what is wrong.

        `silent`: nothing at all is heard; the name of a way: there is life, but not on that one.
        """
        span = min(elapsed_s, self._longest)
        self._silent += span
        for way in self._without:
            self._without[way] += span
        if self._silent > self._silence:
            return "silent"
        return next((way for way, since in self._without.items() if since > self._deaf), "")
