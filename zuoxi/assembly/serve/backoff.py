"""How long a part that ended waits before it is started again."""

from dataclasses import dataclass

PAUSES_S = (0.1, 0.5, 1.0, 2.0, 5.0, 10.0)
STEADY_S = 30.0


@dataclass(frozen=True)
class Backoff:
    """How often a part has ended in a row. A life of `STEADY_S` makes everything forgotten."""

    ends: int = 0

    def after(self, lived_s: float) -> tuple["Backoff", float]:
        """The next count and the pause (seconds) before the next start."""
        ends = 0 if lived_s >= STEADY_S else self.ends
        return Backoff(ends + 1), PAUSES_S[min(ends, len(PAUSES_S) - 1)]
