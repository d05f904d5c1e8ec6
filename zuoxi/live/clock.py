"""The floor's time: never backwards, and never standing still when the machine's clock is set back."""

from collections.abc import Callable

from zuoxi.kernel.clock import now_ms, steady_ms


class SteadyClock:
    """The machine's clock while it runs ahead; after a step back, the last moment plus the time gone by."""

    def __init__(
        self,
        last: int = 0,
        wall: Callable[[], int] = now_ms,
        steady: Callable[[], int] = steady_ms,
    ) -> None:
        self._last = last
        self._wall = wall
        self._steady = steady
        self._seen = steady()

    def now(self) -> int:
        """The present moment, ms since the epoch; at least the one given before."""
        steady = self._steady()
        self._last = max(self._wall(), self._last + max(0, steady - self._seen))
        self._seen = steady
        return self._last
