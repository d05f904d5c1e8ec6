"""What a run says: shares and spans of those who called in a window of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from zuoxi.simulator.whatif.day import Fate


@dataclass(frozen=True, slots=True)
class Counts:
    """Sums over callers; those of several runs add up."""

    calls: int = 0
    in_time: int = 0
    """Answered within the threshold."""
    gave_up: int = 0
    waited_ms: int = 0
    """Until answered or given up, of all who called."""
    busy_ms: int = 0
    """Agents spoke or wrapped up."""
    there_ms: int = 0
    """Agents were there."""

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            calls=self.calls + other.calls,
            in_time=self.in_time + other.in_time,
            gave_up=self.gave_up + other.gave_up,
            waited_ms=self.waited_ms + other.waited_ms,
            busy_ms=self.busy_ms + other.busy_ms,
            there_ms=self.there_ms + other.there_ms,
        )

    @property
    def figures(self) -> "Figures":
        """Shares and means. Who gives up was not answered; without any call all were answered in time."""
        return Figures(
            service_level=self.in_time / self.calls if self.calls else 1.0,
            abandonment=self.gave_up / self.calls if self.calls else 0.0,
            mean_wait_s=self.waited_ms / self.calls / 1000 if self.calls else 0.0,
            utilisation=self.busy_ms / self.there_ms if self.there_ms else 0.0,
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares lie between 0 and 1."""

    service_level: float
    abandonment: float
    mean_wait_s: float
    utilisation: float


def count(
    fates: Iterable[Fate],
    *,
    window_ms: tuple[int, int],
    threshold_s: float,
    agents: int,
    wrap_up_s: float = 0.0,
) -> Counts:
    """The sums of those who called from the window's begin until before its end."""
    begins, ends = window_ms
    wrap_up_ms = round(wrap_up_s * 1000)
    calls = in_time = gave_up = waited = busy = 0
    for fate in fates:
        arrived = fate.customer.arrives_ms
        if fate.outcome == "answered":
            answered = arrived + fate.waited_ms
            busy += max(0, min(ends, answered + fate.customer.talk_ms + wrap_up_ms) - max(begins, answered))
        if not begins <= arrived < ends:
            continue
        calls += 1
        waited += fate.waited_ms
        gave_up += fate.outcome == "gave_up"
        in_time += fate.outcome == "answered" and fate.waited_ms <= threshold_s * 1000
    return Counts(calls, in_time, gave_up, waited, busy, agents * (ends - begins))
