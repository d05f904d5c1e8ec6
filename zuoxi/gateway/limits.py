"""How much one page may ask of the gateway. Spans are seconds."""

from zuoxi.kernel.record import Record


class Limits(Record):
    """What holds for each socket; the last three hold for the process."""

    frame_bytes: int = 16 * 1024
    hello_s: float = 10.0
    frames_per_s: float = 50.0
    frames_burst: int = 200
    commands_per_s: float = 10.0
    commands_burst: int = 20
    commands_at_once: int = 16
    subscriptions: int = 8
    backlog: int = 64
    """Frames of one subscription that may wait for a slow client before it gets a snapshot instead."""
    answers: int = 500
    """Answers that may wait; a client that asks on and reads nothing is sent away."""
    floor_flush_s: float = 0.025
    """Changes of the floor within this span go out as one frame (the desk's own go out at once)."""
    tell_before_s: float = 600.0
    """How long before the end of a session its page is told."""
    recheck_s: float = 60.0
    """How often sessions and permissions of connected people are looked at again."""


class Bucket:
    """Allows `rate` per second with bursts of `burst`; `now` is a clock in seconds that only goes forward."""

    def __init__(self, rate: float, burst: int, now: float) -> None:
        self._rate = rate
        self._burst = burst
        self._left = float(burst)
        self._at = now

    def take(self, now: float, many: int = 1) -> bool:
        """Take so many, if they are there."""
        self._fill(now)
        if self._left < many:
            return False
        self._left -= many
        return True

    def is_full(self, now: float) -> bool:
        """Whether nothing is missing: it need not be remembered."""
        self._fill(now)
        return self._left >= self._burst

    def _fill(self, now: float) -> None:
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
