"""Who has vanished without a word: judged by the packets of sound that have come, never by a clock.

Asterisk's own `rtp_timeout` compares moments of the wall clock: setting the clock ends conversations. Here
only looks that were answered count, each for a bounded span: while Asterisk or we ourselves were stopped,
nobody was silent. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass
class _Heard:
    packets: int
    silent_s: float = 0.0


class Silence:
    """Counts for how long each leg has sent nothing."""

    def __init__(self, *, longest_look_s: float) -> None:
        """`longest_look_s`: for how much at most one look counts."""
        self._longest: Final = longest_look_s
        self._legs: dict[str, _Heard] = {}

    def look(self, channel: str, packets: int, elapsed_s: float) -> float:
        """For how long (s) nothing has come; `packets`: all that have come so far."""
        known = self._legs.get(channel)
        if known is None or known.packets != packets:
            self._legs[channel] = _Heard(packets)
            return 0.0
        known.silent_s += min(elapsed_s, self._longest)
        return known.silent_s

    def keep(self, channels: Iterable[str]) -> None:
        """Forget all others."""
        wanted = set(channels)
        self._legs = {name: heard for name, heard in self._legs.items() if name in wanted}
