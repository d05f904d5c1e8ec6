"""How much goes into one transaction: as much as is written in a moment.

SQLite has one writer at a time, and a permit to dial lives two seconds: whoever has ten thousand facts or
numbers to write (a node died with a thousand conversations, the database was away for an hour, a company bars
a whole list) writes them in slices, between which others have their turn.
"""

AIM_MS = 80
"""Less than half of what a transaction of the house may hold the lock for: slowness comes suddenly."""
FIRST = 50
GROWS = 2
"""At most by this factor from one slice to the next."""


class Pace:
    """Finds the size of the slices from how long the last ones held the lock."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.size = min(FIRST, most)
        self.longest_ms = 0
        """The longest hold so far."""

    def held(self, count: int, ms: int) -> None:
        """A slice of so many held the lock for so long."""
        self.longest_ms = max(self.longest_ms, ms)
        fitting = count * AIM_MS // max(ms, 1)
        if ms > AIM_MS or count >= self.size:  # a small slice says little about a large one
            self.size = max(1, min(fitting, self.size * GROWS, self._most))
