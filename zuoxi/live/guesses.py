"""The book of who guesses at devices' passwords and is shut out. Pure; time (ms) is an argument."""

from typing import Final

from zuoxi.kernel.record import Record

WINDOW_MS: Final = 60_000
MOST: Final = 1_000
"""Addresses that are kept in mind, and that are shut out: beyond them the oldest is forgotten."""


class Brake(Record):
    """When an address is shut out, and for how long."""

    tries: int = 20
    """Wrong passwords from one address within `WINDOW_MS`; a phone with an old one tries twice a minute."""
    out_ms: int = 15 * 60_000


class Guesses:
    """Wrong passwords by address, and the addresses that are shut out."""

    def __init__(self, brake: Brake) -> None:
        self._brake = brake
        self._tries: dict[str, tuple[int, int]] = {}
        """Address -> (since when it is counted, how often it was wrong)."""
        self._out: dict[str, int] = {}
        """Address -> until when it is shut out."""

    def wrong(self, address: str, now: int) -> bool:
        """One wrong password; True at the one that is too many within its minute."""
        since, tries = self._tries.pop(address, (now, 0))
        if now - since >= WINDOW_MS:
            since, tries = now, 0
        self._tries[address] = (since, tries + 1)
        _forget_oldest(self._tries)
        return tries + 1 == self._brake.tries

    def shut_out(self, address: str, now: int) -> None:
        """From now on nothing of this address is heard, for a while."""
        self._out.pop(address, None)
        self._out[address] = now + self._brake.out_ms
        _forget_oldest(self._out)

    def out(self, now: int) -> tuple[str, ...]:
        """Who is shut out now; whose time is over is let in."""
        self._out = {address: until for address, until in self._out.items() if until > now}
        return tuple(sorted(self._out))

    def next_end(self) -> int | None:
        """When the first of them is let in again; None: nobody is shut out."""
        return min(self._out.values(), default=None)


def _forget_oldest(book: dict[str, tuple[int, int]] | dict[str, int]) -> None:
    while len(book) > MOST:
        del book[next(iter(book))]
