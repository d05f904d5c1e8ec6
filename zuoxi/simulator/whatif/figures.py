"""What a run says: shares and spans of those who called in a window of it."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from zuoxi.engine.pace import UNKNOWN
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
    told: int = 0
    """Who waited, was answered, and could have been told at first how long he would wait."""
    told_ms: int = 0
    """What they could have been told, all together."""
    told_waited_ms: int = 0
    """What they waited."""
    told_wrong_ms: int = 0
    """By how much each was wrong, whether too much or too little."""

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))

    @property
    def expected(self) -> "Expected":
        """How true it was what callers could have been told of their wait."""
        told = max(self.told, 1) * 1000
        return Expected(
            callers=self.told,
            expected_s=self.told_ms / told,
            waited_s=self.told_waited_ms / told,
            error_s=self.told_wrong_ms / told,
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
class Expected:
    """Means over those who waited until they were answered."""

    callers: int
    expected_s: float
    waited_s: float
    error_s: float
    """By how much what was expected is wrong, up or down."""


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
    told = told_ms = told_waited = wrong = 0
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
        if fate.outcome == "answered" and fate.waited_ms and fate.expected_ms != UNKNOWN:
            told += 1
            told_ms += fate.expected_ms
            told_waited += fate.waited_ms
            wrong += abs(fate.expected_ms - fate.waited_ms)
    there = agents * (ends - begins)
    return Counts(calls, in_time, gave_up, waited, busy, there, told, told_ms, told_waited, wrong)
